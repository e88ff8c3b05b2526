import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { requiredNodeAffinity } from '../../scheduler/plugins/NodeAffinity/node-selector.ts';
import { doNotScheduleEffects, untoleratedTaint } from '../../scheduler/plugins/TaintToleration/tolerations.ts';
import { daemonPodTolerations } from './daemon-pod.ts';

export interface Eligibility {
  /** A pod belongs here. */
  shouldRun: boolean;
  /** A pod that is here already may stay. */
  shouldContinueRunning: boolean;
  /** What keeps pods away. */
  because?: 'nodeName' | 'nodeAffinity' | 'taint';
}

const elsewhere: Eligibility = { shouldRun: false, shouldContinueRunning: false, because: 'nodeName' };
const notSelected: Eligibility = { shouldRun: false, shouldContinueRunning: false, because: 'nodeAffinity' };

/**
 * Says of each node whether the DaemonSet's pods belong there. Resources do not matter: that is for the scheduler.
 * Source: NodeShouldRunDaemonPod, pkg/controller/daemon/daemon_controller.go.
 */
export function eligibilityFor(daemonSet: DaemonSet): (node: Node) => Eligibility {
  const { spec } = daemonSet.spec.template;
  const matches = requiredNodeAffinity(spec);
  const tolerations = daemonPodTolerations(spec);
  return (node) => {
    if (spec.nodeName && spec.nodeName !== node.metadata.name) return elsewhere;
    if (matches && !matches(node.metadata.labels ?? {}, node.metadata.name)) return notSelected;
    const taints = node.spec.taints ?? [];
    if (!untoleratedTaint(taints, tolerations, doNotScheduleEffects)) return { shouldRun: true, shouldContinueRunning: true };
    return { shouldRun: false, shouldContinueRunning: !untoleratedTaint(taints, tolerations, ['NoExecute']), because: 'taint' };
  };
}
