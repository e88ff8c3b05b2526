import { describe, expect, it } from 'vitest';
import { TopologyText } from '../topology/topology-text.ts';
import { awsZoneFor, awsZones, type AwsSpec } from './provider-spec.ts';

function problemsOf(provider: string): string[] {
  const text = `apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: { name: x }\nspec:\n  seed: 1\n  provider: ${provider}\n  machines: []\n`;
  return TopologyText.parse(text, 'x').problems.map(({ field, message }) => `${field ?? ''} ${message}`);
}

describe('spec.provider', () => {
  it.each([
    '{ name: bare }', '{ name: aws, region: us-east-1 }', '{ name: aws, region: sa-east-1, zones: [sa-east-1a], natGateway: HighlyAvailable, podNetwork: routes }',
    '{ name: aws, region: us-east-1, quotas: { onDemandVcpus: 16 }, capacity: [{ instanceType: m5.large, zone: us-east-1a, instances: 2 }] }',
  ])('%s is in order', (provider) => {
    expect(problemsOf(provider)).toEqual([]);
  });

  it.each([
    ['{ name: azure }', /^spec\.provider\.name /], ['{ name: aws }', /^spec\.provider\.region /], ['{ name: aws, region: moon-1 }', /must be one of us-east-1/],
    ['{ name: aws, region: us-east-1, zones: [eu-west-1a] }', /^spec\.provider\.zones\[0\] .*must be one of us-east-1a/],
    ['{ name: aws, region: us-east-1, natGateway: Two }', /natGateway/], ['{ name: aws, region: us-east-1, quotas: { onDemandVcpus: -1 } }', /onDemandVcpus/],
  ])('%s is not', (provider, problem) => {
    expect(problemsOf(provider).join('\n')).toMatch(problem);
  });
});

it.each<[Partial<AwsSpec>, name: string, zone: string | undefined]>([
  [{}, 'us-east-1b', 'us-east-1b'], [{}, 'zone-b', 'us-east-1b'], [{}, 'b', 'us-east-1b'], [{}, 'zone-z', 'us-east-1a'], [{}, 'us-east-1f', undefined],
  [{ zones: ['us-east-1c'] }, 'zone-a', 'us-east-1c'], [{}, 'rack-7', undefined],
])('with %j, %s is %s', (rest, name, zone) => {
  const spec: AwsSpec = { name: 'aws', region: 'us-east-1', ...rest };
  expect(awsZoneFor(spec, name)).toBe(zone);
  expect(awsZones(spec).length).toBe(rest.zones?.length ?? 3);
});
