import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { makeDeployment, makePod, makeReplicaSet } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { newControllerRef } from '../owner-references.ts';
import { Neighbours } from './neighbours.ts';

function keeperOf(context: ComponentContext): Component & { neighbours: Neighbours } {
  const neighbours = new Neighbours(context.api);
  return {
    name: 'keeper', process: 'world', watches: ['pods', 'replicasets'], neighbours,
    start() {}, stop() {}, run() {}, save: () => null, load() {},
    observe: (event) => (event.resource === 'pods' ? neighbours.podChanged(event) : neighbours.replicaSetChanged(event)),
  };
}

const change = fc.record({
  what: fc.constantFrom('create', 'create', 'bind', 'finish', 'delete', 'orphan', 'adopt'),
  replicaSet: fc.constantFrom('a', 'b'), pod: fc.nat(4), node: fc.constantFrom('n0', 'n1'),
});

describe('neighbours of a ReplicaSet\'s pods', () => {
  it('kept change by change equal those counted from scratch', () => {
    fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let keeper: ReturnType<typeof keeperOf> | undefined;
      const cluster = new TestCluster([(context) => (keeper = keeperOf(context))]);
      const controller = newControllerRef(cluster.create(makeDeployment('web')));
      const setOwner = (name: string, owned: boolean): void => {
        cluster.edit<ReplicaSet>('replicasets', `default/${name}`, ({ metadata }) => {
          if (owned) metadata.ownerReferences = [controller];
          else delete metadata.ownerReferences;
        });
      };
      for (const name of ['a', 'b']) cluster.create(makeReplicaSet(name));
      for (const { what, replicaSet: name, pod, node } of changes) {
        const key = `default/${name}-${pod}`;
        const exists = cluster.api.get('pods', key) !== undefined;
        if (what === 'create' && !exists) {
          const made = makePod(`${name}-${pod}`);
          const owner = newControllerRef(cluster.get('replicasets', `default/${name}`));
          cluster.create({ ...made, metadata: { ...made.metadata, ownerReferences: [owner] } });
        }
        if (what === 'bind') cluster.user.bind(key, node);
        if (what === 'finish' && exists) {
          cluster.edit('pods', key, (object) => { Object.assign(object, { status: { phase: 'Failed' } }); }, 'updateStatus');
        }
        if (what === 'delete' && exists) cluster.delete('pods', key);
        if (what === 'orphan' || what === 'adopt') setOwner(name, what === 'adopt');
        for (const replicaSet of cluster.list<ReplicaSet>('replicasets')) {
          const kept = [...(keeper?.neighbours.of(replicaSet) ?? [])].filter(([, count]) => count > 0).toSorted();
          expect(kept).toEqual([...new Neighbours(cluster.api).of(replicaSet)].toSorted());
        }
      }
    }), { numRuns: 60 });
  });
});
