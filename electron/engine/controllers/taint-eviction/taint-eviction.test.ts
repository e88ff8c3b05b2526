import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, Taint, Toleration } from '../../../../shared/kubernetes/types/pod.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { taintEvictionController } from './index.ts';
import { tolerationMs } from './toleration-time.ts';

const maintenance: Taint = { key: 'maint', value: 'y', effect: 'NoExecute' };

function start(tolerations: Record<string, Toleration[]>): TestCluster {
  const cluster = new TestCluster([controllerComponent(taintEvictionController)]);
  cluster.create(makeNode('n0'));
  for (const [name, list] of Object.entries(tolerations)) cluster.create(makePod(name, { spec: { nodeName: 'n0', tolerations: list } }));
  return cluster.advance(100);
}

function taint(cluster: TestCluster, taints: Taint[]): TestCluster {
  cluster.edit<Node>('nodes', 'n0', (node) => { node.spec.taints = taints; });
  return cluster.advance(10);
}

function deleted(cluster: TestCluster): string[] {
  return cluster.list<Pod>('pods').filter(({ metadata }) => metadata.deletionTimestamp).map(({ metadata }) => metadata.name);
}

describe('tolerationMs', () => {
  const exists: Toleration = { key: 'maint', operator: 'Exists' };
  const any: Toleration = { operator: 'Exists' };
  const other: Taint = { key: 'x', effect: 'NoExecute' };
  it.each<[string, Taint[], Toleration[] | undefined, number]>([
    ['no taints', [], [], Infinity],
    ['no tolerations', [maintenance], undefined, 0],
    ['tolerated for ever', [maintenance], [exists], Infinity],
    ['tolerated for a while', [maintenance], [{ ...exists, tolerationSeconds: 5 }], 5_000],
    ['the shortest of two', [maintenance, other], [{ ...exists, tolerationSeconds: 9 }, { ...any, tolerationSeconds: 4 }], 4_000],
    ['one of two taints is not tolerated', [maintenance, other], [exists], 0],
    ['another value', [maintenance], [{ key: 'maint', operator: 'Equal', value: 'n' }], 0],
    ['another effect', [maintenance], [{ ...exists, effect: 'NoSchedule' }], 0],
    ['the first match counts', [maintenance], [{ ...exists, tolerationSeconds: 60 }, { operator: 'Exists', tolerationSeconds: 1 }], 60_000],
    ['negative seconds are none', [maintenance], [{ ...exists, tolerationSeconds: -3 }], 0],
  ])('%s', (_name, taints, tolerations, expected) => {
    expect(tolerationMs(taints, tolerations)).toBe(expected);
  });
});

describe('taint eviction', () => {
  const exists: Toleration = { key: 'maint', operator: 'Exists', effect: 'NoExecute' };
  const tolerations = { none: [], five: [{ ...exists, tolerationSeconds: 5 }], forever: [exists] };

  it('deletes pods as their tolerations run out, saying why', () => {
    const cluster = taint(start(tolerations), [maintenance]);
    expect(deleted(cluster)).toEqual(['none']);
    expect(cluster.get<Pod>('pods', 'default/none').status?.conditions?.at(-1)).toMatchObject({
      type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint',
    });
    expect(cluster.eventsAbout('none')).toEqual(['TaintManagerEviction: Marking for deletion Pod default/none']);
    expect(deleted(cluster.advance(4_900))).toEqual(['none']);
    expect(deleted(cluster.advance(200))).toEqual(['none', 'five']);
    expect(deleted(cluster.advance(1e6))).toEqual(['none', 'five']);
  });

  it('cancels when the taint goes in time', () => {
    const cluster = taint(start(tolerations), [maintenance]).advance(2_000);
    taint(cluster, []);
    expect(cluster.eventsAbout('five')).toEqual(['TaintManagerEviction: Cancelling deletion of Pod default/five']);
    expect(deleted(cluster.advance(60_000))).toEqual(['none']);
  });

  it('lets a toleration run on when one taint takes the place of another', () => {
    const cluster = start({ p: [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 10 }] });
    taint(cluster, [maintenance]).advance(6_000);
    taint(cluster, [{ key: 'other', effect: 'NoExecute' }]);
    expect(deleted(cluster.advance(5_000))).toEqual(['p']);
  });

  it('sees pods that are bound to a tainted node, and forgets pods that are gone', () => {
    const cluster = taint(start({}), [maintenance]);
    cluster.create(makePod('late', { spec: { tolerations: tolerations.five } }));
    cluster.user.bind('default/late', 'n0');
    cluster.create(makePod('gone', { spec: { nodeName: 'n0', tolerations: tolerations.five } }));
    cluster.advance(1_000);
    cluster.delete('pods', 'default/gone', { gracePeriodSeconds: 0 });
    expect(deleted(cluster.advance(5_000))).toEqual(['late']);
    expect(cluster.eventsAbout('gone')).toEqual(['TaintManagerEviction: Cancelling deletion of Pod default/gone']);
    expect(cluster.simulation.save().components['taint-eviction-controller']).toMatchObject(
      { queue: { items: { $: 'map', entries: [] } } },
    );
  });
});
