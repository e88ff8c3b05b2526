import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../topology/read-yaml.ts';
import { exportTargetIds, exportTargets } from './index.ts';
import { anyTopology } from './testing/arbitrary-topology.ts';

test('every id has its target, in the same order', () => {
  expect(exportTargets.map(({ id }) => id)).toEqual(exportTargetIds);
});

describe.each(exportTargets.map((target) => ({ name: target.title, target })))('$name', ({ target }) => {
  test('any design gives the same bytes each time, at paths of their own, and nothing of ours is in them', () => {
    fc.assert(fc.property(anyTopology, (topology) => {
      const before = JSON.stringify(topology);
      const files = target.files(topology);
      expect(target.files(JSON.parse(before))).toEqual(files);
      expect(target.notes(JSON.parse(before))).toEqual(target.notes(topology));
      expect(JSON.stringify(topology)).toBe(before);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      for (const { path, text } of files) {
        expect(path).toMatch(/^[a-z0-9][\w./-]*$/);
        expect(text).not.toContain('clusterwright');
        expect(text.endsWith('\n')).toBe(true);
      }
    }), { numRuns: 60 });
  });

  test('its YAML reads back', () => {
    fc.assert(fc.property(anyTopology, (topology) => {
      for (const { path, text } of target.files(topology)) {
        if (!path.endsWith('.yaml')) continue;
        expect(readYaml(text).problems).toEqual([]);
      }
    }), { numRuns: 60 });
  });
});
