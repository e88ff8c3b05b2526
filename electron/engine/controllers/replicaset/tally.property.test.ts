import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod, PodCondition, PodPhase } from '../../../../shared/kubernetes/types/pod.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { makePod, makeReplicaSet } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { newControllerRef } from '../owner-references.ts';
import { PodTallies } from './tally.ts';

/** Keeps tallies as the controller does, and nothing else. */
function tallyKeeper(context: ComponentContext): Component & { tallies: PodTallies } {
  const tallies = new PodTallies(context.api);
  return {
    name: 'tally-keeper', process: 'world', watches: ['pods'], tallies,
    start() {}, stop() {}, observe: (event) => tallies.podChanged(event), run() {}, save: () => null, load() {},
  };
}

const labels = fc.constantFrom<Record<string, string>>({ app: 'web' }, { app: 'web', extra: 'x' }, { app: 'other' });
const change = fc.record({
  pod: fc.nat(5),
  what: fc.oneof(
    fc.record({ kind: fc.constant('labels' as const), labels }),
    fc.record({ kind: fc.constant('phase' as const), phase: fc.constantFrom<PodPhase>('Pending', 'Running', 'Succeeded', 'Failed') }),
    fc.record({ kind: fc.constant('ready' as const), ready: fc.boolean(), lastTransitionTime: fc.constantFrom(undefined, '2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z') }),
    fc.record({ kind: fc.constant('delete' as const), graceSeconds: fc.constantFrom(0, 30) }),
    fc.record({ kind: fc.constant('release' as const) }),
  ),
});

describe('pod counts of a ReplicaSet', () => {
  it('kept change by change equal those counted from scratch', () => {
    fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let keeper: ReturnType<typeof tallyKeeper> | undefined;
      const cluster = new TestCluster([(context) => (keeper = tallyKeeper(context))]);
      const replicaSet = cluster.create(makeReplicaSet('web'));
      keeper?.tallies.of(replicaSet);
      for (const { pod: number, what } of changes) {
        const name = `p${number}`;
        if (!cluster.api.get('pods', `default/${name}`)) {
          const pod = makePod(name, { labels: { app: 'web' }, spec: { nodeName: 'n0' } });
          cluster.create({ ...pod, metadata: { ...pod.metadata, ownerReferences: [newControllerRef(replicaSet)] } });
        }
        apply(cluster, `default/${name}`, what);
        const recounted = new PodTallies(cluster.api).of(cluster.get<ReplicaSet>('replicasets', 'default/web'));
        expect(keeper?.tallies.of(replicaSet)).toEqual(recounted);
      }
    }), { numRuns: 60 });
  });
});

function apply(cluster: TestCluster, key: string, what: Change['what']): void {
  const edit = (changeIt: (pod: Pod) => void, subresource?: 'updateStatus'): void => {
    cluster.edit<Pod>('pods', key, changeIt, subresource);
  };
  if (what.kind === 'labels') edit((pod) => { pod.metadata.labels = what.labels; });
  if (what.kind === 'phase') edit((pod) => { pod.status = { ...pod.status, phase: what.phase }; }, 'updateStatus');
  if (what.kind === 'ready') {
    const conditions: PodCondition[] = [{
      type: 'Ready', status: what.ready ? 'True' : 'False', ...(what.lastTransitionTime ? { lastTransitionTime: what.lastTransitionTime } : {}),
    }];
    edit((pod) => { pod.status = { ...pod.status, conditions }; }, 'updateStatus');
  }
  if (what.kind === 'release') edit((pod) => { delete pod.metadata.ownerReferences; });
  if (what.kind === 'delete') cluster.delete('pods', key, { gracePeriodSeconds: what.graceSeconds });
}

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
