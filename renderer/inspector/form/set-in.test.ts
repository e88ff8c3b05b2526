import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { getIn, pathText, setIn, type Path } from './set-in.ts';

const path: fc.Arbitrary<Path> = fc
  .tuple(fc.constantFrom('spec', 'metadata'), fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(0, 1)), { maxLength: 3 }))
  .map(([first, rest]) => [first, ...rest]);

describe('setting a value in a manifest', () => {
  it('reads back what was set, where a list is not skipped over', () => {
    fc.assert(
      fc.property(path, fc.integer(), (at, value) => {
        fc.pre(!at.includes(1));
        expect(getIn(setIn({}, at, value), at)).toBe(value);
      }),
    );
  });

  it('leaves the original as it was and removes without a trace', () => {
    fc.assert(
      fc.property(path, fc.integer(), (at, value) => {
        fc.pre(!at.includes(1));
        const before: JsonObject = { kind: 'Pod', apiVersion: 'v1' };
        const after = setIn(before, at, value);
        expect(before).toEqual({ kind: 'Pod', apiVersion: 'v1' });
        expect(setIn(after, at, undefined)).toEqual(before);
      }),
    );
  });

  it('removes an item of a list and closes the gap', () => {
    const root = { spec: { ports: [{ containerPort: 1 }, { containerPort: 2 }] } };
    expect(setIn(root, ['spec', 'ports', 0], undefined)).toEqual({ spec: { ports: [{ containerPort: 2 }] } });
  });

  it.each<[Path, string]>([
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels[app.kubernetes.io/name]'],
    [['spec', 'template', 'spec', 'nodeSelector'], 'spec.template.spec.nodeSelector'],
  ])('writes %j as %s', (at, text) => expect(pathText(at)).toBe(text));
});
