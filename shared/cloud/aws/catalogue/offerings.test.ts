import { expect, it, test } from 'vitest';
import { instanceTypes } from './instance-types.ts';
import { isOffered, zonesOffering } from './offerings.ts';
import { regions } from './regions.ts';

test.each([
  ['us-east-1a', 'm5.large', true], ['us-east-1e', 'm5.large', false], ['us-east-1e', 'c7g.large', false], ['us-east-2a', 't3.micro', true], ['us-east-1a', 'x9.large', false],
])('%s has %s: %s', (zone, type, expected) => {
  expect(isOffered(zone, type)).toBe(expected);
});

it('has somewhere in each region for every type', () => {
  for (const { name } of regions) for (const type of instanceTypes) expect([name, type.name, zonesOffering(name, type.name).length > 0]).toEqual([name, type.name, true]);
  expect(zonesOffering('us-east-1', 'm5.large')).toEqual(['a', 'b', 'c', 'd', 'f'].map((letter) => `us-east-1${letter}`));
});
