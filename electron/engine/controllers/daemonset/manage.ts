import type { ActionFacts } from '../../../../shared/decisions.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isPodAvailable, isPodReady } from '../pod-state.ts';
import { revisionHashLabel } from '../revisions.ts';
import { byAssignedAndAge } from './daemon-pod.ts';
import { nextAttempt } from './failed-pod-back-off.ts';
import type { DaemonView } from './view.ts';

/** What is to be done: names of nodes that get a pod, pods to delete, Events about the DaemonSet that explain it. */
export interface Plan {
  nodesNeedingPods: string[];
  podsToDelete: Pod[];
  events: { type: 'Normal' | 'Warning'; reason: string; message: string }[];
  /** When a failed pod may be replaced. */
  retryAfterMs: number;
  leftOut: ActionFacts['NodesLeftOut']['reasons'];
}

/** Nodes that are named for each reason. */
const nodesNamed = 5;

/**
 * One pod on each node where it belongs and none elsewhere. Source: manage, podsShouldBeOnNode, pkg/controller/daemon/daemon_controller.go.
 *
 * Where we differ: with maxSurge the real controller leaves a failed pod that has to wait aside and makes another at once, so that a node which refuses them is given
 * one after the other as fast as its client may write (20 a second), for as long as it refuses them. Here the back-off holds in both modes.
 */
export function planPods(view: DaemonView): Plan {
  const plan: Plan = { nodesNeedingPods: [], podsToDelete: [], events: [], retryAfterMs: Infinity, leftOut: [] };
  for (const node of view.nodes) planNode(view, node, plan);
  const known = new Set(view.nodes.map((node) => node.metadata.name));
  for (const [nodeName, pods] of view.podsByNode) {
    if (!known.has(nodeName)) plan.podsToDelete.push(...pods.filter((pod) => !pod.spec.nodeName));
  }
  return plan;
}

function planNode(view: DaemonView, node: Node, plan: Plan): void {
  const { name } = node.metadata;
  const { shouldRun, shouldContinueRunning, because } = view.eligibility(node);
  if (because) leaveOut(plan, because, name);
  const pods = view.podsByNode.get(name);
  if (shouldRun && !pods) {
    plan.nodesNeedingPods.push(name);
  } else if (shouldContinueRunning && pods) {
    const { stay, waits } = replaceFinished(view, name, pods, plan);
    const running = stay.sort(byAssignedAndAge);
    if (!view.allowsSurge) plan.podsToDelete.push(...running.slice(1));
    else if (running.length === 0 && shouldRun && !waits) plan.nodesNeedingPods.push(name);
    else if (running.length > 1) plan.podsToDelete.push(...surplusWhileSurging(view, running));
  } else if (pods) {
    plan.podsToDelete.push(...pods.filter((pod) => !pod.metadata.deletionTimestamp));
  }
}

function leaveOut({ leftOut }: Plan, because: ActionFacts['NodesLeftOut']['reasons'][number]['because'], node: string): void {
  let reason = leftOut.find((candidate) => candidate.because === because);
  if (!reason) leftOut.push((reason = { because, count: 0, nodes: [] }));
  reason.count += 1;
  if (reason.nodes.length < nodesNamed) reason.nodes.push(node);
}

/** @returns the pods that run and stay, and whether a failed one must not be replaced yet */
function replaceFinished({ daemonSet, backOff, env }: DaemonView, nodeName: string, pods: readonly Pod[], plan: Plan): { stay: Pod[]; waits: boolean } {
  const stay: Pod[] = [];
  let waits = false;
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp) continue;
    const where = `${objectKey(pod)} on node ${nodeName}`;
    if (pod.status?.phase === 'Failed') {
      const waitMs = nextAttempt(backOff, `${daemonSet.metadata.uid}/${daemonSet.status?.observedGeneration ?? 0}/${nodeName}`, env.nowMs);
      if (waitMs > 0) {
        plan.retryAfterMs = Math.min(plan.retryAfterMs, waitMs);
        waits = true;
        continue;
      }
      plan.events.push({ type: 'Warning', reason: 'FailedDaemonPod', message: `Found failed daemon pod ${where}, will try to kill it` });
      plan.podsToDelete.push(pod);
    } else if (pod.status?.phase === 'Succeeded') {
      plan.events.push({ type: 'Normal', reason: 'SucceededDaemonPod', message: `Found succeeded daemon pod ${where}, will try to delete it` });
      plan.podsToDelete.push(pod);
    } else stay.push(pod);
  }
  return { stay, waits };
}

/** One pod of each template may run side by side, while the old one is ready and the new one is not available yet. */
function surplusWhileSurging({ daemonSet, hash, env }: DaemonView, running: readonly Pod[]): Pod[] {
  const isNew = (pod: Pod): boolean => pod.metadata.labels?.[revisionHashLabel] === hash;
  const oldestNew = running.find(isNew);
  const oldestOld = running.find((pod) => !isNew(pod));
  const surplus = running.filter((pod) => pod !== oldestNew && pod !== oldestOld);
  if (!oldestNew || !oldestOld) return surplus;
  const replaced = !isPodReady(oldestOld) || isPodAvailable(oldestNew, daemonSet.spec.minReadySeconds ?? 0, env);
  return replaced ? [...surplus, oldestOld] : surplus;
}
