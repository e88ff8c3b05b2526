import { describe, expect, it, test } from 'vitest';
import type { AwsSpec } from '../../shared/cloud/provider-spec.ts';
import { priceDigits, queryTypes, typeRows, type TypeQuery, type TypeRow } from './type-rows.ts';

const virginia: AwsSpec = { name: 'aws', region: 'us-east-1' };
const rowOf = (spec: AwsSpec, name: string, zone?: string): TypeRow | undefined => typeRows(spec, zone === undefined ? [] : [zone]).find((row) => row.name === name);
const all: TypeQuery = { text: '', family: '', arch: '', sort: 'perHour' };

describe('a type of the catalogue', () => {
  it('has the pods of its network interfaces and the price of the region', () => {
    expect(rowOf(virginia, 'm5.large')).toEqual({ name: 'm5.large', arch: 'amd64', family: 'm5', vcpu: 2, memoryGi: 8, maxPods: 29, perHour: 0.096, perMonth: 0.096 * 730 });
    expect(rowOf({ ...virginia, region: 'sa-east-1', podNetwork: 'routes' }, 'm5.large')).toMatchObject({ maxPods: 110, perHour: 0.153 });
  });

  test.each<[string, AwsSpec, string, string | undefined, string | undefined]>([
    ['is to be had', virginia, 'm5.large', undefined, undefined],
    ['is to be had in another zone of the VPC', { ...virginia, zones: ['us-east-1a', 'us-east-1e'] }, 'm5.large', undefined, undefined],
    ['is not offered in its zone', { ...virginia, zones: ['us-east-1a', 'us-east-1e'] }, 'm5.large', 'zone-e', 'cloud:type.notOffered'],
    ['is not offered in any zone', { ...virginia, zones: ['us-east-1e'] }, 'm5.large', undefined, 'cloud:type.notOffered'],
    ['has more vCPUs than the quota', { ...virginia, quotas: { onDemandVcpus: 5 } }, 'm5.2xlarge', undefined, 'cloud:type.overQuota'],
    ['just fits the quota', { ...virginia, quotas: { onDemandVcpus: 8 } }, 'm5.2xlarge', undefined, undefined],
    ['is used up everywhere', { ...virginia, capacity: [{ instanceType: 'm5.large', instances: 0 }] }, 'm5.large', undefined, 'cloud:type.noCapacity'],
    ['is used up, but for one zone', { ...virginia, capacity: [{ instanceType: 'm5.large', instances: 0 }, { instanceType: 'm5.large', zone: 'us-east-1b', instances: 1 }] }, 'm5.large', undefined, undefined],
  ])('%s', (_name, spec, type, zone, expected) => {
    expect(rowOf(spec, type, zone)?.refusal?.key).toBe(expected);
  });
});

test.each<[string, Partial<TypeQuery>, string[]]>([
  ['the cheapest first', {}, ['t4g.micro', 't3.micro', 't4g.small']],
  ['in the order of the catalogue', { sort: 'name' }, ['t3.micro', 't3.small', 't3.medium']],
  ['of a family', { family: 'r5' }, ['r5.large', 'r5.xlarge', 'r5.2xlarge']],
  ['of an architecture, the smallest first', { arch: 'arm64', sort: 'vcpu' }, ['m7g.medium', 'c7g.medium', 't4g.micro']],
  ['by size and name', { text: 'm5 16Gi' }, ['m5.xlarge']],
  ['none', { text: 'p5' }, []],
])('found: %s', (_name, query, expected) => {
  expect(queryTypes(typeRows(virginia), { ...all, ...query }).slice(0, 3).map(({ name }) => name)).toEqual(expected);
});

test('what cannot be had comes last, however cheap', () => {
  const rows = queryTypes(typeRows({ ...virginia, capacity: [{ instanceType: 't4g.micro', instances: 0 }] }), all);
  expect([rows[0]?.name, rows.at(-1)?.name]).toEqual(['t3.micro', 't4g.micro']);
});

test.each([[0.096, 3], [0.0104, 4], [3.072, 3], [0.15295, 3], [0.0363, 4], [0, 3]])('$%d an hour has %d digits', (perHour, digits) => {
  expect(priceDigits(perHour)).toBe(digits);
});
