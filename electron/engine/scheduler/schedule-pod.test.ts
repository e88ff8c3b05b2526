import { expect, it, test } from 'vitest';
import { Prng, streamState } from '../simulation/prng.ts';
import { defaultProfile } from './framework/profile.ts';
import { numFeasibleNodesToFind, PodPlacer } from './schedule-pod.ts';
import { cacheOf } from './testing/ask-plugin.ts';
import { makeNode, makePod } from './testing/objects.ts';

test.each([[0, 0], [99, 99], [100, 100], [250, 120], [1_000, 420], [5_000, 500], [6_000, 300], [15_000, 750]])(
  'in a cluster of %i nodes %i feasible ones are enough', (nodes, enough) => {
    expect(numFeasibleNodesToFind(nodes)).toBe(enough);
  },
);

it('starts each search where the last one ended', () => {
  const cache = cacheOf({ nodes: Array.from({ length: 250 }, (_unused, index) => makeNode(`n${index}`)) });
  const placer = new PodPlacer(cache, defaultProfile());
  const random = new Prng(streamState(1, 'scheduler'));
  const pod = cache.shapes.infoOf(makePod('p', { cpu: '1' }));
  const starts = [0, 1, 2].map(() => {
    placer.place(pod, random);
    return placer.nextStart;
  });
  expect(starts).toEqual([120, 240, 110]);
});

it('chooses among equally good nodes with equal chances', () => {
  const cache = cacheOf({ nodes: ['a', 'b', 'c'].map((name) => makeNode(name)) });
  const placer = new PodPlacer(cache, defaultProfile());
  const random = new Prng(streamState(7, 'scheduler'));
  const pod = cache.shapes.infoOf(makePod('p', { cpu: '1' }));
  const chosen = new Map<number, number>();
  for (let round = 0; round < 3_000; round += 1) {
    const outcome = placer.place(pod, random);
    if (outcome.kind !== 'Fits') throw new Error('The pod fits everywhere');
    const slot = outcome.run.feasible[outcome.chosen] as number;
    chosen.set(slot, (chosen.get(slot) ?? 0) + 1);
  }
  for (const count of chosen.values()) expect(count).toBeGreaterThan(900);
  expect(chosen.size).toBe(3);
});

it('looks at zones in turn', () => {
  const zone = (name: string): Record<string, string> => ({ 'topology.kubernetes.io/zone': name });
  const cache = cacheOf({
    nodes: [makeNode('a1', undefined, {}, zone('a')), makeNode('a2', undefined, {}, zone('a')), makeNode('b1', undefined, {}, zone('b'))],
  });
  expect([...cache.nodeOrder()].map((slot) => cache.at(slot).name)).toEqual(['a1', 'b1', 'a2']);
});
