import type { Deployment, ReplicaSet } from '../../shared/kubernetes/types/apps.ts';
import type { DaemonSet } from '../../shared/kubernetes/types/daemon-set.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../shared/kubernetes/types/stateful-set.ts';
import { isPodActive, isPodReady } from '../engine/controllers/pod-state.ts';
import type { World } from '../engine/world.ts';
import { isHeldUp } from './held-up.ts';

/** Every Deployment, StatefulSet and DaemonSet has what it wants and says so, except where pods wait for room, or the API refuses them. */
export function unsettledWorkloads(world: World): string[] {
  return [
    ...[...world.api.list<Deployment>('deployments')].flatMap((deployment) => deploymentProblems(world, deployment)),
    ...[...world.api.list<StatefulSet>('statefulsets')].flatMap((set) => statefulSetProblems(world, set)),
    ...[...world.api.list<DaemonSet>('daemonsets')].flatMap((set) => daemonSetProblems(world, set)),
  ];
}

type Expected = readonly [what: string, actual: number | undefined, expected: number];

function differences({ kind, metadata }: KubernetesObject, expectations: readonly Expected[]): string[] {
  return expectations.filter(([, actual, expected]) => (actual ?? 0) !== expected)
    .map(([what, actual, expected]) => `${kind} ${metadata.name}: ${what} is ${actual ?? 0}, expected ${expected}`);
}

function podsOf(world: World, { metadata }: KubernetesObject): Pod[] {
  return [...world.api.byIndex<Pod>('pods', 'controller', metadata.uid ?? '')];
}

function deploymentProblems(world: World, deployment: Deployment): string[] {
  const { metadata, spec, status } = deployment;
  const sets = [...world.api.byIndex<ReplicaSet>('replicasets', 'controller', metadata.uid ?? '')];
  const pods = sets.flatMap((set) => podsOf(world, set));
  const active = pods.filter(isPodActive);
  const wanted = spec.replicas ?? 1;
  return differences(deployment, [
    ['observedGeneration', status?.observedGeneration, metadata.generation ?? 0],
    ['status.replicas', status?.replicas, active.length], ['readyReplicas', status?.readyReplicas, active.filter(isPodReady).length],
    ...(isHeldUp(world, deployment, spec.template, pods) ? [] : [
      ['replicas', active.length, wanted], ['updatedReplicas', status?.updatedReplicas, wanted], ['availableReplicas', status?.availableReplicas, wanted],
    ] satisfies Expected[]),
  ]);
}

function statefulSetProblems(world: World, set: StatefulSet): string[] {
  const { metadata, spec, status } = set;
  const pods = podsOf(world, set);
  const active = pods.filter(isPodActive);
  const wanted = spec.replicas ?? 1;
  const partition = spec.updateStrategy?.type === 'OnDelete' ? Infinity : (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  const stale = active.filter((pod) => ordinalOf(pod) >= partition && pod.metadata.labels?.['controller-revision-hash'] !== status?.updateRevision).length;
  return differences(set, [
    // Counts pods that have ended too: one whose turn does not come, since a pod before it waits for room, is not made anew. Source: computeReplicaStatus.
    ['observedGeneration', status?.observedGeneration, metadata.generation ?? 0], ['status.replicas', status?.replicas, pods.length],
    ...(isHeldUp(world, set, spec.template, pods) ? [] : [
      ['replicas', active.length, wanted], ['readyReplicas', status?.readyReplicas, wanted], ['availableReplicas', status?.availableReplicas, wanted],
      ['pods of an old revision', stale, 0],
    ] satisfies Expected[]),
  ]);
}

function ordinalOf({ metadata: { name } }: Pod): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

function daemonSetProblems(world: World, set: DaemonSet): string[] {
  const { metadata, spec, status } = set;
  const pods = podsOf(world, set);
  const active = pods.filter(isPodActive);
  const wanted = status?.desiredNumberScheduled ?? 0;
  const nodes = new Set(active.map(({ spec: { nodeName } }) => nodeName)).size;
  return differences(set, [
    ['observedGeneration', status?.observedGeneration, metadata.generation ?? 0],
    ...(isHeldUp(world, set, spec.template, pods) ? [] : [
      ['pods', active.length, wanted], ['nodes with pods', nodes, wanted], ['numberReady', status?.numberReady, wanted], ['numberAvailable', status?.numberAvailable, wanted],
      ...(spec.updateStrategy?.type === 'OnDelete' ? [] : [['updatedNumberScheduled', status?.updatedNumberScheduled, wanted]] satisfies Expected[]),
    ] satisfies Expected[]),
  ]);
}
