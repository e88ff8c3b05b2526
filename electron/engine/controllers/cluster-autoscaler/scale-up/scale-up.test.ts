import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DaemonSet } from '../../../../../shared/kubernetes/types/daemon-set.ts';
import type { NodeGroup } from '../../../../../shared/kubernetes/types/node-group.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../../testing/builders.ts';
import { TestCluster } from '../../../testing/test-cluster.ts';
import { ClusterSnapshot } from '../cluster-snapshot.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import { templateOf } from '../node-groups/template-node.ts';
import { balance, scaleUpText } from './balance.ts';
import { planScaleUp, reasonsText, type SkippedReason } from './plan-scale-up.ts';

function groupOf(cluster: TestCluster, name: string, spec: Partial<NodeGroup['spec']> = {}, target = 0): GroupState {
  const group: NodeGroup = {
    apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', metadata: { name },
    spec: { minSize: 0, maxSize: 10, type: 'm5.large', zones: ['a'], ...spec },
  };
  return {
    group, name, min: group.spec.minSize, max: group.spec.maxSize, target, ready: [], unready: [], notStarted: [], unregistered: [], longUnregistered: [],
    template: templateOf(cluster.api, group, undefined),
  };
}

function pods(count: number, cpu: string, spec: Partial<Pod['spec']> = {}): Pod[] {
  return Array.from({ length: count }, (_, at): Pod => {
    const pod = makePod(`p-${cpu}-${at}`, { labels: { app: 'p' }, spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu, memory: '128Mi' } } }], ...spec } });
    return { ...pod, metadata: { ...pod.metadata, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'p', uid: `rs-${cpu}`, controller: true }] } };
  });
}

const never = (): SkippedReason | undefined => undefined;

function plan(
  cluster: TestCluster, waiting: readonly Pod[], groups: readonly GroupState[], skip: (group: GroupState) => SkippedReason | undefined = never,
): ReturnType<typeof planScaleUp> {
  const snapshot = new ClusterSnapshot(cluster.api);
  return planScaleUp(snapshot, waiting.map((pod) => snapshot.waiting(pod)), groups, skip);
}

const apart: Partial<Pod['spec']> = {
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'p' } } }] } },
};
const spread: Partial<Pod['spec']> = {
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'p' } } }],
};

describe('how many nodes are needed', () => {
  // An m5.large has two cores.
  test.each<{ name: string; waiting: Pod[]; nodes: number; helped?: number; spec?: Partial<NodeGroup['spec']> }>([
    { name: 'one for as many as fit on it', waiting: pods(4, '500m'), nodes: 1 },
    { name: 'one more for the fifth', waiting: pods(5, '500m'), nodes: 2 },
    { name: 'the small ones fill up what the large ones leave', waiting: [...pods(3, '500m'), ...pods(3, '1500m')], nodes: 3 },
    { name: 'one for each of those that stay apart', waiting: pods(3, '100m', apart), nodes: 3 },
    { name: 'spread over hosts: a new node is a new host', waiting: pods(4, '100m', spread), nodes: 1 },
    { name: 'no more than the group may have', waiting: pods(9, '1500m'), nodes: 4, helped: 4, spec: { maxSize: 4 } },
  ])('$name', ({ waiting, nodes, helped = waiting.length, spec }) => {
    const cluster = new TestCluster([]);
    const { best } = plan(cluster, waiting, [groupOf(cluster, 'g', spec)]);
    expect([best?.nodeCount, best?.pods.length]).toEqual([nodes, helped]);
  });

  it('takes the room of DaemonSets off', () => {
    const cluster = new TestCluster([]);
    cluster.create<DaemonSet>({
      apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'default' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '600m' } } }] } },
      },
    } as DaemonSet);
    expect(plan(cluster, pods(4, '500m'), [groupOf(cluster, 'g')]).best?.nodeCount).toBe(2);
  });

  it('leaves the imagined cluster as it was', () => {
    const cluster = new TestCluster([]);
    const snapshot = new ClusterSnapshot(cluster.api);
    planScaleUp(snapshot, pods(5, '500m').map((pod) => snapshot.waiting(pod)), [groupOf(cluster, 'g')], never);
    expect(snapshot.cache.nodeCount).toBe(0);
  });
});

describe('which group grows', () => {
  it('is the one that wastes the smallest part', () => {
    const cluster = new TestCluster([]);
    const groups = [groupOf(cluster, 'large', { type: 'm5.4xlarge' }), groupOf(cluster, 'compute', { type: 'c5.large' }), groupOf(cluster, 'general')];
    const { infos, options } = plan(cluster, pods(1, '1500m'), groups);
    expect(infos.map(({ group }) => group)).toEqual(['compute']);
    expect(options).toHaveLength(3);
    // Nine of them nearly fill the large machine.
    expect(plan(cluster, pods(9, '1500m'), groups).infos.map(({ group }) => group)).toEqual(['large']);
  });

  it('is, of groups of one kind in several zones, each in turn', () => {
    const cluster = new TestCluster([]);
    const groups = ['a', 'b', 'c'].map((zone, at) => groupOf(cluster, zone, { zones: [zone] }, at));
    expect(scaleUpText(plan(cluster, pods(4, '1500m'), groups).infos)).toBe('[{a 0->3 (max: 10)} {b 1->2 (max: 10)}]');
    const labelled = [groups[0] as GroupState, groupOf(cluster, 'b', { zones: ['b'], labels: { pool: 'b' } })];
    expect(plan(cluster, pods(4, '1500m'), labelled).infos.map(({ group }) => group)).toEqual(['a']);
  });

  it('is none for pods that no empty node would take, and the reasons are counted', () => {
    const cluster = new TestCluster([]);
    const groups = [
      groupOf(cluster, 'small'), groupOf(cluster, 'tainted', { type: 'm5.2xlarge', taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] }),
      groupOf(cluster, 'full', { type: 'm5.4xlarge' }, 10), groupOf(cluster, 'broken', { type: 'm5.4xlarge' }),
    ];
    const { infos, unhelped } = plan(cluster, pods(2, '3'), groups, ({ name }) =>
      (name === 'full' ? 'max node group size reached' : name === 'broken' ? 'in backoff after failed scale-up' : undefined));
    expect(infos).toEqual([]);
    expect(unhelped.map(reasonsText)).toEqual(Array.from({ length: 2 }, () =>
      '1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 max node group size reached, 1 in backoff after failed scale-up'));
  });
});

it('balances as evenly as bounds allow, and adds no more than there is room for', () => {
  const groups = fc.array(fc.record({ target: fc.nat(8), room: fc.nat(8) }).map(({ target, room }) => ({ target, max: target + room })), { maxLength: 5 });
  fc.assert(fc.property(groups, fc.nat(30), (all, newNodes) => {
    const named = all.map((group, at) => ({ ...group, name: `g${at}` }));
    const infos = balance(named, newNodes);
    const room = all.reduce((sum, { target, max }) => sum + max - target, 0);
    expect(infos.reduce((sum, { newSize, currentSize }) => sum + newSize - currentSize, 0)).toBe(Math.min(room, newNodes));
    for (const { group, newSize } of infos) {
      // Nobody with room stays more than one behind a group that grew.
      for (const other of named) {
        const size = infos.find((info) => info.group === other.name)?.newSize ?? other.target;
        if (other.name !== group && size < other.max) expect(newSize).toBeLessThanOrEqual(size + 1);
      }
    }
  }));
});
