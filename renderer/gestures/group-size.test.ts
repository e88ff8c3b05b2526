import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredSizeOf } from '../../shared/kubernetes/types/node-group.ts';
import { boundsOfSize, setGroupSize, setGroupType, type GroupSize } from './group-size.ts';

const ref = { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'burst' };

describe('the size of a node group', () => {
  it.each<[GroupSize, string]>([['min', 'minSize'], ['desired', 'desiredSize'], ['max', 'maxSize']])('%s is written into spec.%s', (size, field) => {
    expect(setGroupSize(ref, size, 3, 'a').changes).toEqual([{ op: 'patch', ref, patch: { spec: { [field]: 3 } } }]);
    expect(setGroupSize(ref, size, 3, 'a').squash).toBe(setGroupSize(ref, size, 4, 'a').squash);
    expect(setGroupSize(ref, size, 3, 'a').squash).not.toBe(setGroupSize(ref, size, 3, 'b').squash);
  });

  it('stays in order whatever is set', () => {
    const sizes = fc.tuple(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 20 })).map((numbers) => { const [min = 0, desired = 0, max = 0] = numbers.toSorted((a, b) => a - b); return { min, desired, max }; });
    fc.assert(fc.property(sizes, fc.constantFrom<GroupSize>('min', 'desired', 'max'), fc.integer({ min: -5, max: 40 }), (before, size, wanted) => {
      const { least, most } = boundsOfSize(size, before);
      const after = { ...before, [size]: Math.min(most, Math.max(least, wanted)) };
      expect(after.min).toBeGreaterThanOrEqual(0);
      expect(after.min).toBeLessThanOrEqual(after.max);
      // What is wanted is taken within the bounds wherever they have moved since.
      if (size === 'desired') expect(desiredSizeOf({ minSize: after.min, maxSize: after.max, desiredSize: after.desired })).toBe(after.desired);
    }));
  });

  it('its type is written too', () => {
    expect(setGroupType(ref, 'c5.xlarge').changes).toEqual([{ op: 'patch', ref, patch: { spec: { type: 'c5.xlarge' } } }]);
  });
});
