import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../json.ts';
import { objectType } from '../../schema/catalogue.ts';
import { applyStrategicMergePatch, createThreeWayStrategicPatch, createTwoWayStrategicPatch } from './strategic-merge-patch.ts';

const pod = objectType('Pod');

function patched(original: JsonObject, patch: JsonObject): JsonObject {
  const result = applyStrategicMergePatch(original, patch, pod);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const original: JsonObject = {
  metadata: { finalizers: ['a', 'b'] },
  spec: { containers: [{ name: 'app', image: '1' }, { name: 'side', image: '2' }], volumes: [{ name: 'v', emptyDir: {} }] },
};

describe('applyStrategicMergePatch', () => {
  it('merges list items by their key', () => {
    const { spec } = patched(original, { spec: { containers: [{ name: 'side', image: '3' }, { name: 'new', image: '4' }] } });
    expect((spec as JsonObject)['containers']).toEqual([
      { name: 'app', image: '1' }, { name: 'side', image: '3' }, { name: 'new', image: '4' },
    ]);
  });

  it('deletes, replaces and orders as the directives say', () => {
    const order = [{ name: 'side' }, { name: 'app' }];
    expect(patched(original, { spec: { '$setElementOrder/containers': order } })['spec']).toMatchObject({
      containers: [{ name: 'side' }, { name: 'app' }],
    });
    expect(patched(original, { spec: { containers: [{ name: 'app', $patch: 'delete' }] } })['spec']).toMatchObject({
      containers: [{ name: 'side' }],
    });
    expect(patched(original, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c'] } })['metadata'])
      .toEqual({ finalizers: ['c', 'b'] });
    expect(patched(original, { spec: { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/' } }] } })['spec'])
      .toMatchObject({ volumes: [{ name: 'v', hostPath: { path: '/' } }] });
  });

  it('refuses items without their merge key', () => {
    expect(applyStrategicMergePatch(original, { spec: { containers: [{ image: 'x' }] } }, pod).ok).toBe(false);
  });
});

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const container = fc.record({
  name, image: fc.constantFrom('1', '2'),
  env: fc.uniqueArray(fc.record({ name, value: fc.constantFrom('x', 'y') }), { selector: (item) => item.name, minLength: 1, maxLength: 3 }),
});
const spec = fc.record({
  containers: fc.uniqueArray(container, { selector: (item) => item.name, minLength: 1, maxLength: 4 }),
  nodeSelector: fc.dictionary(name, fc.constantFrom('x', 'y')),
});
const podLike = fc.record({ metadata: fc.record({ finalizers: fc.subarray(['a', 'b', 'c', 'd']) }), spec }) as unknown as fc.Arbitrary<JsonObject>;

describe('created patches', () => {
  it('a two-way patch leads to the modified object', () => {
    fc.assert(fc.property(podLike, podLike, (before, after) => {
      const patch = createTwoWayStrategicPatch(before, after, pod);
      expect(patch.ok).toBe(true);
      if (patch.ok) expect(patched(before, patch.value)).toEqual(after);
    }));
  });

  it('a three-way patch sets all that the modified object has and removes nothing of others', () => {
    fc.assert(fc.property(podLike, podLike, (last, modified) => {
      const current = { ...structuredClone(last), status: { phase: 'Running' } };
      const patch = createThreeWayStrategicPatch(last, modified, current, pod, { overwrite: true });
      expect(patch.ok).toBe(true);
      if (patch.ok) expect(patched(current, patch.value)).toEqual({ ...modified, status: { phase: 'Running' } });
    }));
  });
});
