import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { isPodTerminal } from '../pod-state.ts';
import { targetNodeOf } from './daemon-pod.ts';
import type { Eligibility } from './eligibility.ts';
import type { FailedPodBackOff } from './failed-pod-back-off.ts';

/** All that one look at a DaemonSet works with. */
export interface DaemonView {
  readonly daemonSet: DaemonSet;
  readonly nodes: readonly Node[];
  readonly podsByNode: ReadonlyMap<string, readonly Pod[]>;
  readonly eligibility: (node: Node) => Eligibility;
  /** Of the current template's revision. */
  readonly hash: string;
  readonly allowsSurge: boolean;
  readonly backOff: FailedPodBackOff;
  readonly env: Env;
}

/** The pods by the node that they are on or meant for; those that finished and are being deleted count no more. Source: getNodesToDaemonPods. */
export function groupByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const nodeName = targetNodeOf(pod);
    if (nodeName === undefined || (isPodTerminal(pod) && pod.metadata.deletionTimestamp)) continue;
    const group = groups.get(nodeName);
    if (group) group.push(pod);
    else groups.set(nodeName, [pod]);
  }
  return groups;
}
