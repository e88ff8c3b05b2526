import { expect, test } from 'vitest';
import type { CloudView } from '../../shared/view/cloud.ts';
import { cloudKey, cloudRef, isCloudKey, isCloudRef, onTheWay, onTheWayOfMachine } from './cloud-refs.ts';
import { machineKey, parseRefKey } from './ref-key.ts';

const zone = (name: string, egress: string | undefined, hasNat = false): unknown => ({
  name, subnets: [{ id: `subnet-public-${name}`, kind: 'Public' }, { id: `subnet-private-${name}`, kind: 'Private' }],
  ...(hasNat ? { natGateway: { id: `nat-${name}` } } : {}), ...(egress === undefined ? {} : { egress: { natGateway: egress, zone: 'a', works: true } }),
});
const single = {
  internetGateway: { id: 'igw-1' }, zones: [zone('a', 'nat-a', true), zone('b', 'nat-a')], instances: [{ machine: 'w', zone: 'b', subnet: 'subnet-private-b' }],
} as unknown as CloudView;
const shut = { ...single, zones: [zone('a', undefined)], instances: [{ machine: 'w', zone: 'a', subnet: 'subnet-private-a' }] } as unknown as CloudView;
const names = (keys: readonly string[]): string[] => keys.map((key) => parseRefKey(key)?.name ?? '').sort();

test('a part of the network is selected as an object is, and told apart from objects', () => {
  const ref = cloudRef('NatGateway', 'nat-0a1');
  expect(parseRefKey(cloudKey('NatGateway', 'nat-0a1'))).toEqual(ref);
  expect([isCloudRef(ref), isCloudKey(cloudKey('Vpc', 'vpc-1')), isCloudKey(machineKey('w'))]).toEqual([true, true, false]);
});

test.each([
  ['a machine, by the gateway of another zone', onTheWayOfMachine(single, 'w'), ['igw-1', 'nat-a', 'subnet-private-b']],
  ['a machine without a way out', onTheWayOfMachine(shut, 'w'), ['subnet-private-a']],
  ['a machine that is no instance', onTheWayOfMachine(single, 'x'), []],
  ['a private subnet', onTheWay(single, cloudRef('Subnet', 'subnet-private-b')), ['igw-1', 'nat-a']],
  ['a public subnet', onTheWay(single, cloudRef('Subnet', 'subnet-public-b')), ['igw-1']],
  ['a NAT gateway, which serves both zones', onTheWay(single, cloudRef('NatGateway', 'nat-a')), ['igw-1', 'subnet-private-a', 'subnet-private-b']],
  ['the Internet gateway', onTheWay(single, cloudRef('InternetGateway', 'igw-1')), ['nat-a', 'subnet-public-a', 'subnet-public-b']],
])('on the way of %s', (_name, keys, expected) => {
  expect(names(keys)).toEqual(expected);
});
