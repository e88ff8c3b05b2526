import { describe, expect, test } from 'vitest';
import { providerSchema, type AwsSpec } from '../../../shared/cloud/provider-spec.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { applyMergePatch } from '../../../shared/merge-patch.ts';
import type { CloudView } from '../../../shared/view/cloud.ts';
import { chooseProvider, chooseRegion, isRunning, toggleZone, type ProviderPatch } from './provider-edit.ts';

function after(provider: JsonObject | undefined, patch: ProviderPatch | undefined): unknown {
  const document = applyMergePatch({ spec: provider ? { provider } : {} }, patch as unknown as JsonObject) as { spec: { provider?: JsonObject } };
  return document.spec.provider;
}

const cloudOf = (region: string, zones: string[]): CloudView => ({ region, zones: zones.map((name) => ({ name, subnets: [] })) }) as unknown as CloudView;

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

const aws: AwsSpec = { name: 'aws', region: 'us-east-1', zones: ['us-east-1b', 'us-east-1a'] };

test.each([
  ['bare, and no cloud', undefined, undefined, true],
  ['bare, with a cloud that still runs', undefined, cloudOf('us-east-1', ['us-east-1a']), false],
  ['AWS, not yet', aws, undefined, false],
  ['AWS, in any order of zones', aws, cloudOf('us-east-1', ['us-east-1a', 'us-east-1b']), true],
  ['AWS with a zone less', aws, cloudOf('us-east-1', ['us-east-1a']), false],
  ['AWS in another region', aws, cloudOf('us-east-2', ['us-east-2a', 'us-east-2b']), false],
])('what runs is what the design says: %s', (_name, provider, cloud, expected) => {
  expect(isRunning(provider, cloud)).toBe(expected);
});
