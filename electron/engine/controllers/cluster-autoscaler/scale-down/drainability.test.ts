import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../../shared/kubernetes/types/policy.ts';
import { makePod, makeReplicaSet } from '../../../testing/builders.ts';
import { TestCluster } from '../../../testing/test-cluster.ts';
import { drainPlan, type BlockingReason } from './drainability.ts';

interface Case {
  name: string;
  namespace?: string;
  owner?: string | null;
  annotations?: Record<string, string>;
  volumes?: Pod['spec']['volumes'];
  /** disruptionsAllowed of budgets that select it. */
  budgets?: number[];
  deletedSecondsAgo?: number;
  outcome: BlockingReason | 'moves' | 'stays' | 'daemon';
}

const safe = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

test.each<Case>([
  { name: 'of a ReplicaSet', outcome: 'moves' },
  { name: 'without controller', owner: null, outcome: 'NotReplicated' },
  { name: 'without controller, but safe to evict', owner: null, annotations: { [safe]: 'true' }, outcome: 'moves' },
  { name: 'whose controller is gone', owner: 'ReplicaSet/none', outcome: 'ControllerNotFound' },
  { name: 'of a controller that nobody knows', owner: 'Rocket/r', outcome: 'NotReplicated' },
  { name: 'of a DaemonSet', owner: 'DaemonSet/d', outcome: 'daemon' },
  { name: 'that says it is as one of a DaemonSet', annotations: { 'cluster-autoscaler.kubernetes.io/daemonset-pod': 'true' }, outcome: 'daemon' },
  { name: 'that a kubelet mirrors', owner: null, annotations: { 'kubernetes.io/config.mirror': 'x' }, outcome: 'stays' },
  { name: 'that is not safe to evict', annotations: { [safe]: 'false' }, outcome: 'NotSafeToEvictAnnotation' },
  { name: 'with an emptyDir', volumes: [{ name: 'v', emptyDir: {} }], outcome: 'LocalStorageRequested' },
  { name: 'with a hostPath', volumes: [{ name: 'v', hostPath: { path: '/x' } }], outcome: 'LocalStorageRequested' },
  { name: 'with an emptyDir in memory', volumes: [{ name: 'v', emptyDir: { medium: 'Memory' } }], outcome: 'moves' },
  { name: 'with an emptyDir that it calls safe', volumes: [{ name: 'v', emptyDir: {} }], annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'w,v' }, outcome: 'moves' },
  { name: 'with local files that is safe to evict', volumes: [{ name: 'v', emptyDir: {} }], annotations: { [safe]: 'true' }, outcome: 'moves' },
  { name: 'whose budget has room', budgets: [1], outcome: 'moves' },
  { name: 'whose budget has none', budgets: [0], outcome: 'NotEnoughPdb' },
  { name: 'with two budgets, one without room', budgets: [2, 0], outcome: 'NotEnoughPdb' },
  { name: 'whose budget has none, but safe to evict', budgets: [0], annotations: { [safe]: 'true' }, outcome: 'moves' },
  { name: 'of kube-system without budget', namespace: 'kube-system', outcome: 'UnmovableKubeSystemPod' },
  { name: 'of kube-system with a budget', namespace: 'kube-system', budgets: [1], outcome: 'moves' },
  { name: 'that is being deleted', deletedSecondsAgo: 10, owner: null, outcome: 'NotReplicated' },
  { name: 'that should have been gone for long', deletedSecondsAgo: 61, owner: null, outcome: 'stays' },
])('a pod $name', ({ namespace = 'default', owner = 'ReplicaSet/rs', annotations, volumes, budgets = [], deletedSecondsAgo, outcome }) => {
  const cluster = new TestCluster([]);
  const replicaSet = makeReplicaSet('rs');
  cluster.create({ ...replicaSet, metadata: { name: 'rs', namespace } });
  for (const [at, disruptionsAllowed] of budgets.entries()) {
    const budget: PodDisruptionBudget = {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: `b${at}`, namespace }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'x' } } },
    };
    const made = cluster.create<KubernetesObject>(budget) as PodDisruptionBudget;
    cluster.user.updateStatus<PodDisruptionBudget>({ ...made, status: { disruptionsAllowed } });
  }
  cluster.advance(100_000);
  const [kind = '', name = ''] = owner?.split('/') ?? [];
  const made = makePod('p', { labels: { app: 'x' }, spec: volumes ? { volumes } : {} });
  const pod: Pod = {
    ...made, metadata: {
      ...made.metadata, namespace, ...(annotations ? { annotations } : {}),
      ...(owner === null ? {} : { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'u', controller: true }] }),
      ...(deletedSecondsAgo === undefined ? {} : { deletionTimestamp: cluster.simulation.env.timestamp(100_000 - deletedSecondsAgo * 1000) }),
    },
  };
  const { toMove, ofDaemonSets, blocking } = drainPlan(cluster.api, cluster.simulation.env, [pod]);
  expect(blocking?.reason ?? (toMove.length > 0 ? 'moves' : ofDaemonSets.length > 0 ? 'daemon' : 'stays')).toBe(outcome);
});
