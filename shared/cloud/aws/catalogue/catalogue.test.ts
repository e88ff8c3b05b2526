import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { familyOf, instanceTypeOf, instanceTypes } from './instance-types.ts';
import { instancePerHour, regions, zonesOf } from './regions.ts';

const price = z.number().positive().max(100);

describe('the catalogue of instance types', () => {
  const schema = z.array(z.strictObject({
    name: z.string().regex(/^[a-z]\d[a-z]*\.(micro|small|medium|(\d+x|x)?large)$/), arch: z.enum(['amd64', 'arm64']), vcpu: z.number().int().positive(),
    memoryGi: z.number().int().positive(), enis: z.number().int().min(2).max(15), addressesPerEni: z.number().int().min(2).max(50),
    maxPods: z.number().int().min(4).max(737), usdPerHour: price,
  }));

  it('has its form, and each name once', () => {
    expect(schema.safeParse(instanceTypes).error?.issues ?? []).toEqual([]);
    expect(new Set(instanceTypes.map(({ name }) => name)).size).toBe(instanceTypes.length);
  });

  it.each(instanceTypes.map((type) => [type.name, type] as const))('%s takes as many pods as its interfaces have addresses for', (_name, { enis, addressesPerEni, maxPods }) => {
    expect(maxPods).toBe(enis * (addressesPerEni - 1) + 2);
  });

  it('has the families that clusters are made of, of both architectures', () => {
    expect([...new Set(instanceTypes.map(({ name }) => familyOf(name)))].sort()).toEqual(['c5', 'c6i', 'c7g', 'm5', 'm6i', 'm7g', 'r5', 'r6i', 't3', 't4g']);
    expect([instanceTypeOf('m5.large')?.maxPods, instanceTypeOf('m7g.large')?.arch]).toEqual([29, 'arm64']);
  });

  it('has prices that grow with the size', () => {
    for (const { name, usdPerHour, vcpu } of instanceTypes.filter((one) => !one.name.startsWith('t') && one.vcpu > 1)) {
      const large = instanceTypeOf(`${familyOf(name)}.large`);
      expect([name, usdPerHour / vcpu]).toEqual([name, expect.closeTo((large?.usdPerHour ?? 0) / 2, 6)]);
    }
  });
});

describe('the catalogue of regions', () => {
  const volumeTypes = z.strictObject({ gp3: price, gp2: price, io2: price, io1: price, st1: price, sc1: price });
  const schema = z.array(z.strictObject({
    name: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/), zones: z.string().regex(/^[a-f]{2,6}$/), largePerHour: z.record(z.string(), price).optional(),
    prices: z.strictObject({
      volumeGibMonth: volumeTypes, gp3IopsMonth: price, gp3MibpsMonth: price, networkLoadBalancerHour: price, networkLcuHour: price, applicationLoadBalancerHour: price,
      applicationLcuHour: price, classicLoadBalancerHour: price, natGatewayHour: price, publicAddressHour: price, eksClusterHour: price,
    }),
  }));

  it('has its form, and a price for every type everywhere', () => {
    expect(schema.safeParse(regions).error?.issues ?? []).toEqual([]);
    for (const { name } of regions) for (const type of instanceTypes) expect([name, type.name, instancePerHour(name, type.name) > 0]).toEqual([name, type.name, true]);
    for (const { largePerHour } of regions) if (largePerHour) expect(Object.keys(largePerHour).sort()).toEqual([...new Set(instanceTypes.map(({ name }) => familyOf(name)))].sort());
  });

  test.each([
    ['us-east-1', 'm5.large', 0.096], ['us-east-1', 't3.micro', 0.0104], ['eu-central-1', 'm5.large', 0.115], ['eu-central-1', 'm5.2xlarge', 0.46],
    ['sa-east-1', 'm5.large', 0.153], ['sa-east-1', 't3.medium', 0.0672], ['eu-central-1', 't3.medium', 0.048], ['nowhere', 'm5.large', 0], ['us-east-1', 'x9.large', 0],
  ])('in %s an hour of %s is $%d', (region, type, expected) => {
    expect(instancePerHour(region, type)).toBeCloseTo(expected, 6);
  });

  test('zones are named after their region', () => {
    expect(zonesOf('sa-east-1')).toEqual(['sa-east-1a', 'sa-east-1b', 'sa-east-1c']);
  });
});
