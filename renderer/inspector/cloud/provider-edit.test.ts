import { describe, expect, test } from 'vitest';
import { providerSchema, type AwsSpec } from '../../../shared/cloud/provider-spec.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { applyMergePatch } from '../../../shared/merge-patch.ts';
import type { CloudView } from '../../../shared/view/cloud.ts';
import { chooseNatGateway, choosePodNetwork, chooseProvider, chooseQuota, chooseRegion, toggleZone, type ProviderPatch } from './provider-edit.ts';
import { isRunning, pendingFields } from './provider-pending.ts';

function after(provider: JsonObject | undefined, patch: ProviderPatch | undefined): unknown {
  const document = applyMergePatch({ spec: provider ? { provider } : {} }, patch as unknown as JsonObject) as { spec: { provider?: JsonObject } };
  return document.spec.provider;
}

describe('what is written', () => {
  test.each([
    ['AWS, from bare', after(undefined, chooseProvider('aws')), { name: 'aws', region: 'us-east-1' }],
    ['bare again', after({ name: 'aws', region: 'us-east-1' }, chooseProvider('bare')), undefined],
    ['another region takes the zones of the old one with it, and keeps the rest', after({ name: 'aws', region: 'us-east-1', zones: ['us-east-1f'], natGateway: 'Disable' }, chooseRegion('eu-west-1')), { name: 'aws', region: 'eu-west-1', natGateway: 'Disable' }],
    ['a fourth zone, in order', after({ name: 'aws', region: 'us-east-1', zones: ['us-east-1f'] }, toggleZone({ name: 'aws', region: 'us-east-1', zones: ['us-east-1f'] }, 'us-east-1b')), { name: 'aws', region: 'us-east-1', zones: ['us-east-1b', 'us-east-1f'] }],
    ['one less than the default', after({ name: 'aws', region: 'us-east-1' }, toggleZone({ name: 'aws', region: 'us-east-1' }, 'us-east-1a')), { name: 'aws', region: 'us-east-1', zones: ['us-east-1b', 'us-east-1c'] }],
    ['the default again', after({ name: 'aws', region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'] }, toggleZone({ name: 'aws', region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'] }, 'us-east-1c')), { name: 'aws', region: 'us-east-1' }],
  ])('%s', (_name, provider, expected) => {
    expect(provider).toEqual(expected);
    if (provider !== undefined) expect(providerSchema.safeParse(provider).success).toBe(true);
  });

  test('a VPC keeps its last zone', () => {
    expect(toggleZone({ name: 'aws', region: 'us-east-1', zones: ['us-east-1a'] }, 'us-east-1a')).toBeUndefined();
  });
});

test.each([
  ['a gateway in each zone', after({ name: 'aws', region: 'us-east-1' }, chooseNatGateway('HighlyAvailable')), { name: 'aws', region: 'us-east-1', natGateway: 'HighlyAvailable' }],
  ['one again', after({ name: 'aws', region: 'us-east-1', natGateway: 'Disable' }, chooseNatGateway('Single')), { name: 'aws', region: 'us-east-1' }],
  ['routes to pods', after({ name: 'aws', region: 'us-east-1' }, choosePodNetwork('routes')), { name: 'aws', region: 'us-east-1', podNetwork: 'routes' }],
  ['a second quota', after({ name: 'aws', region: 'us-east-1', quotas: { networkLoadBalancers: 3 } }, chooseQuota({ name: 'aws', region: 'us-east-1', quotas: { networkLoadBalancers: 3 } }, 'onDemandVcpus', 5)), { name: 'aws', region: 'us-east-1', quotas: { networkLoadBalancers: 3, onDemandVcpus: 5 } }],
  ['the last quota taken away', after({ name: 'aws', region: 'us-east-1', quotas: { onDemandVcpus: 5 } }, chooseQuota({ name: 'aws', region: 'us-east-1', quotas: { onDemandVcpus: 5 } }, 'onDemandVcpus', undefined)), { name: 'aws', region: 'us-east-1' }],
])('what is written: %s', (_name, provider, expected) => {
  expect(provider).toEqual(expected);
  expect(providerSchema.safeParse(provider).success).toBe(true);
});

const aws: AwsSpec = { name: 'aws', region: 'us-east-1', zones: ['us-east-1b', 'us-east-1a'] };
const runs = (spec: AwsSpec): CloudView => ({ spec }) as unknown as CloudView;

test.each<[string, AwsSpec | undefined, CloudView | undefined, boolean, string[]]>([
  ['bare, and no cloud', undefined, undefined, true, []],
  ['bare, with a cloud that still runs', undefined, runs(aws), false, []],
  ['AWS, not yet', aws, undefined, false, []],
  ['AWS, in any order of zones', aws, runs({ ...aws, zones: ['us-east-1a', 'us-east-1b'] }), true, []],
  ['what is the default is as if it were written', { ...aws, natGateway: 'Single', podNetwork: 'vpc-cni', quotas: { onDemandVcpus: 256 }, capacity: [] }, runs(aws), true, []],
  ['a zone less', aws, runs({ ...aws, zones: ['us-east-1a'] }), false, ['zones us-east-1a']],
  ['another region', aws, runs({ ...aws, region: 'us-east-2', zones: ['us-east-2a'] }), false, ['region us-east-2', 'zones us-east-2a']],
  ['other gateways, and a quota', { ...aws, natGateway: 'Disable', quotas: { onDemandVcpus: 5 } }, runs({ ...aws, podNetwork: 'routes' }), false, ['natGateway Single', 'podNetwork routes', 'onDemandVcpus 256']],
])('what runs is what the design says: %s', (_name, provider, cloud, expected, pending) => {
  expect(isRunning(provider, cloud)).toBe(expected);
  expect([...pendingFields(provider, cloud)].map(([field, now]) => `${field} ${now}`)).toEqual(pending);
});
