import { describe, expect, it } from 'vitest';
import { Prng, streamState } from '../simulation/prng.ts';
import { failureMessage, rejectingPlugins, truncateNote } from './fit-error.ts';
import { defaultProfile } from './framework/profile.ts';
import { PodPlacer, type SchedulingOutcome } from './schedule-pod.ts';
import { cacheOf, type SmallCluster } from './testing/ask-plugin.ts';
import { makeNode, makePod } from './testing/objects.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';

function place(pod: Pod, cluster: SmallCluster): Exclude<SchedulingOutcome, { kind: 'Fits' }> {
  const cache = cacheOf(cluster);
  const outcome = new PodPlacer(cache, defaultProfile()).place(cache.shapes.infoOf(pod), new Prng(streamState(1, 'scheduler')));
  if (outcome.kind === 'Fits') throw new Error('The pod fits');
  return outcome;
}

const onlyOn = (...values: string[]): Pod => makePod('p', { cpu: '9' }, {
  spec: {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: values.map((value) => ({ matchFields: [{ key: 'metadata.name', operator: 'In', values: [value] }] })),
        },
      },
    },
  },
});

describe('why a pod has no node', () => {
  it('lists reasons in alphabetical order with the number of nodes in front', () => {
    const nodes = [
      makeNode('a'), makeNode('b'), makeNode('c', undefined, { unschedulable: true }), makeNode('d', { cpu: '16', memory: '1Mi' }),
    ];
    const outcome = place(makePod('p', { cpu: '9', memory: '1Gi' }), { nodes });
    expect(failureMessage(outcome, 'And so on.')).toBe(
      '0/4 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable, 2 Insufficient cpu. And so on.',
    );
    expect(rejectingPlugins(outcome)).toEqual(['NodeResourcesFit', 'NodeUnschedulable']);
  });

  it('names the plugin that left nodes out', () => {
    const outcome = place(onlyOn('a'), { nodes: [makeNode('a'), makeNode('b'), makeNode('c')] });
    expect(failureMessage(outcome, '')).toBe(
      "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
    );
    expect(rejectingPlugins(outcome)).toEqual(['NodeAffinity', 'NodeResourcesFit']);
  });

  it('is one message when no node could ever do', () => {
    const contradictory = onlyOn('a');
    const required = contradictory.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
    required?.nodeSelectorTerms[0]?.matchFields?.push({ key: 'metadata.name', operator: 'In', values: ['b'] });
    expect(
      failureMessage(place(contradictory, { nodes: [makeNode('a')] }), ''),
    ).toBe('0/1 nodes are available: pod affinity terms conflict.');
  });

  it('is short when there is no node at all', () => {
    const outcome = place(makePod('p'), { nodes: [] });
    expect(failureMessage(outcome, '')).toBe('no nodes available to schedule pods');
    expect(rejectingPlugins(outcome)).toEqual([]);
  });
});

it('notes of Events hold 1024 characters', () => {
  expect(truncateNote('x'.repeat(1024))).toHaveLength(1024);
  expect(truncateNote('x'.repeat(1025))).toBe(`${'x'.repeat(1020)} ...`);
});
