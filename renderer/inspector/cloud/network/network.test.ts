import { expect, test } from 'vitest';
import type { CloudView, CloudZone } from '../../../../shared/view/cloud.ts';
import { cloudRef } from '../../../store/cloud-refs.ts';
import { serviceOfRule } from './rules.ts';
import { troubleOf } from './trouble.ts';

const zone = (more: Partial<CloudZone>): CloudView => ({
  zones: [{ name: 'b', subnets: [{ id: 'subnet-1', kind: 'Private', cidr: '', routeTable: '' }, { id: 'subnet-2', kind: 'Public', cidr: '', routeTable: '' }], natGateway: { id: 'nat-1', address: '' }, ...more }],
}) as unknown as CloudView;
const works = zone({ egress: { natGateway: 'nat-1', zone: 'b', works: true } });
const down = zone({ egress: { natGateway: 'nat-2', zone: 'a', works: false } });

test.each([
  ['a private subnet with its way out', works, cloudRef('Subnet', 'subnet-1'), undefined],
  ['one without', zone({}), cloudRef('Subnet', 'subnet-1'), 'cloud:egress.none'],
  ['one whose gateway is in a zone that is cut off', down, cloudRef('Subnet', 'subnet-1'), 'cloud:egress.down'],
  ['a public subnet', zone({}), cloudRef('Subnet', 'subnet-2'), undefined],
  ['a NAT gateway in a zone that is cut off', zone({ isCutOff: true }), cloudRef('NatGateway', 'nat-1'), 'cloud:cutOff'],
  ['the Internet gateway', works, cloudRef('InternetGateway', 'igw-1'), undefined],
])('%s', (_name, cloud, ref, expected) => {
  expect(troubleOf(cloud, ref)?.text).toBe(expected);
});

test.each([
  ['clients of shop/web', 'shop', 'web'],
  ['clients of /web', 'default', 'web'],
  ['sg-0a1', undefined, undefined],
  ['0.0.0.0/0', undefined, undefined],
])('the Service behind a rule from %s', (from, namespace, name) => {
  const found = serviceOfRule(from);
  expect([found?.namespace, found?.name]).toEqual([namespace, name]);
});
