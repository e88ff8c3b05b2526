import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { podCondition } from '../pod-state.ts';
import type { PodInfo } from '../../scheduler/cache/pod-info.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { isDaemonSetPod, isMirrorPod } from './scale-down/drainability.ts';
import { expendablePriority } from './settings.ts';
import type { AutoscalerState } from './state.ts';

/** The scheduler has said that no node takes it. */
export function isUnschedulable(pod: Pod): boolean {
  if (pod.spec.nodeName || pod.metadata.deletionTimestamp) return false;
  const condition = podCondition(pod, 'PodScheduled');
  return condition?.status === 'False' && condition.reason === 'Unschedulable';
}

/**
 * Of the pods without a node those that a new machine could help: not the expendable ones, not those for which room is being made, not those that would
 * fit on a node that is there or on its way, not those of DaemonSets. Pods of nodes that are being drained count too. What fits is put into the snapshot.
 * Source: podlistprocessor.
 * @param unschedulable keys of pods that the scheduler could not place
 */
export function podsToHelp(
  api: ApiReader, snapshot: ClusterSnapshot, state: AutoscalerState, unschedulable: Iterable<string>, slots: Int32Array,
): PodInfo[] {
  const waiting: PodInfo[] = [];
  for (const pod of oldestFirst(api, unschedulable)) {
    const info = snapshot.waiting(pod);
    if (info.priority < expendablePriority) continue;
    const { nominatedNodeName } = pod.status ?? {};
    if (nominatedNodeName && snapshot.node(nominatedNodeName)) snapshot.addPod(info, nominatedNodeName);
    else waiting.push(info);
  }
  waiting.push(...leavingPods(snapshot, state));
  // The more important first; equal ones stay in order.
  waiting.sort((a, b) => b.priority - a.priority);
  return waiting.filter((pod) => {
    const place = snapshot.findNode(pod, slots, true);
    if (place !== undefined) snapshot.addPod(pod, place);
    return place === undefined && !isDaemonSetPod(pod.pod);
  });
}

/** In an order that does not depend on when who came to be unschedulable. */
function oldestFirst(api: ApiReader, keys: Iterable<string>): Pod[] {
  const rank = ({ metadata: { creationTimestamp = '', namespace = '', name } }: Pod): string => `${creationTimestamp} ${namespace}/${name}`;
  const pods = [...keys].flatMap((key) => api.get<Pod>('pods', key) ?? []).filter(isUnschedulable);
  return pods.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Source: currentlyDrainedNodesPodListProcessor. */
function leavingPods(snapshot: ClusterSnapshot, state: AutoscalerState): PodInfo[] {
  const pods: PodInfo[] = [];
  for (const [name, { drain }] of state.deletions) {
    if (!drain) continue;
    for (const { pod } of [...(snapshot.node(name)?.pods.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1))) {
      if (isMirrorPod(pod) || isDaemonSetPod(pod) || pod.metadata.deletionTimestamp) continue;
      snapshot.removePod(objectKey(pod), name);
      pods.push(snapshot.waiting(pod));
    }
  }
  return pods;
}
