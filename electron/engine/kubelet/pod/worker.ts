import { assert, assertNever } from '../../../../shared/assert.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { followProxyPod } from '../node/kube-proxy.ts';
import { podEvent } from '../events.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { admitPod } from './admit-pod.ts';
import { completeTask, workOn } from './container-work.ts';
import { announceProcess } from './control-process.ts';
import { forgetPod } from './forget.ts';
import { reportPreStop } from './hooks.ts';
import { settleEnds } from './instance.ts';
import { podObject } from './pod-object.ts';
import { runProbes } from './probes.ts';
import { stepResize } from './resize.ts';
import { isWorkedOn, kubeletDue, planPod, syncMayRun, taskDoneMs, wantSync } from './schedule.ts';
import { writeStatus } from './status.ts';
import { beginTermination, confirmEnd, stepTermination } from './termination.ts';

/** More rounds than this at one instant would mean that two parts of the worker undo each other. */
const roundLimit = 100;

/**
 * One pod worker: does everything that is due for a pod now and plans its next turn. A task (sandbox, pull, start, stop) keeps it busy,
 * and syncs wait
 * until that is done. With the kubelet down only the ends of processes are noticed.
 * Source: pkg/kubelet/pod_workers.go; SyncPod, SyncTerminatingPod and SyncTerminatedPod of pkg/kubelet/kubelet.go.
 */
export function stepPod(context: FleetContext, pod: PodRuntime): void {
  const node = context.state.nodes.get(pod.node);
  assert(node, `the machine of pod ${pod.key} is known`);
  const { nowMs } = context.component.env;
  // Ends that the worker itself waits for need no relist.
  if (settleEnds(context, node, pod, nowMs)) wantSync(pod, pod.stage === 'Terminating' ? nowMs : nextRelistMs(node, nowMs));
  if (node.kubelet) reportPreStop(context, pod);
  announceProcess(context, pod);
  for (let rounds = 0; isWorkedOn(node, pod) && context.state.pods.has(pod.uid) && isDue(context, pod); rounds += 1) {
    assert(rounds < roundLimit, `the work on pod ${pod.key} at ${nowMs} ms ends`);
    round(context, node, pod);
  }
  followProxyPod(context, pod);
  planPod(context, node, pod);
}

function isDue(context: FleetContext, pod: PodRuntime): boolean {
  const { atMs, backgroundMs } = kubeletDue(context, pod);
  return Math.min(atMs, backgroundMs) <= context.component.env.nowMs;
}

function round(context: FleetContext, node: NodeRuntime, pod: PodRuntime): void {
  const { nowMs } = context.component.env;
  const object = podObject(context, pod);
  if (pod.stage === 'Active' && object) {
    const news = runProbes(context, node, pod, object);
    if (news.readinessChanged) {
      writeStatus(context, pod, object);
      // A sidecar that has started may be what the next container waits for.
      if (object.spec.initContainers?.length) wantSync(pod, nowMs);
    }
    if (news.killWanted) wantSync(pod, nowMs);
  }
  if (pod.stage === 'Active' && pod.deadlineAtMs <= nowMs) {
    pod.interrupted = true;
    wantSync(pod, nowMs);
  }
  if (pod.task && taskDoneMs(pod) <= nowMs) {
    if (completeTask(context, node, pod, object) === 'Ended' && object) beginTermination(context, node, pod, object, { cause: 'Ended' });
  }
  if (pod.stage === 'Terminating' && pod.termination && pod.termination.confirmAtMs <= nowMs) confirmEnd(context, node, pod, object);
  if (pod.syncAtMs > nowMs || !syncMayRun(pod) || !context.state.pods.has(pod.uid)) return;
  pod.syncAtMs = Infinity;
  sync(context, node, pod, object);
}

function sync(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined): void {
  switch (pod.stage) {
    case 'New':
      if (!object) beginTermination(context, node, pod, undefined, { cause: 'Removed' });
      else if (isDeleted(pod, object)) beginTermination(context, node, pod, object, { cause: 'Deleted' });
      else if (isOver(object)) pod.stage = 'Finished';
      else if (admitPod(context, node, pod, object)) syncActive(context, node, pod, object);
      return;
    case 'Active':
      if (!object) beginTermination(context, node, pod, undefined, { cause: 'Removed' });
      else if (isDeleted(pod, object)) beginTermination(context, node, pod, object, { cause: 'Deleted' });
      else if (pod.deadlineAtMs <= context.component.env.nowMs) endByDeadline(context, node, pod, object);
      else syncActive(context, node, pod, object);
      return;
    case 'Terminating':
      stepTermination(context, node, pod, object);
      return;
    case 'Finished':
      if (!object) forgetPod(context, node, pod);
      else confirmEnd(context, node, pod, object);
      return;
    default: assertNever(pod.stage);
  }
}

function syncActive(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): void {
  pod.interrupted = false;
  let granted = object;
  if (pod.resize) {
    stepResize(context, node, pod, pod.resize);
    granted = podObject(context, pod) ?? object;
  }
  writeStatus(context, pod, granted);
  if (!pod.task && workOn(context, node, pod, granted) === 'Ended') beginTermination(context, node, pod, granted, { cause: 'Ended' });
}

function endByDeadline(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): void {
  const message = 'Pod was active on the node longer than the specified deadline';
  podEvent(context, pod, 'Normal', 'DeadlineExceeded', message);
  beginTermination(context, node, pod, object, { cause: 'Failed', reason: 'DeadlineExceeded', message });
}

function isOver(object: Pod): boolean {
  return object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed';
}

/** The mirror of a static pod may be deleted; the pod itself goes on. */
function isDeleted(pod: PodRuntime, object: Pod): boolean {
  return !pod.control && object.metadata.deletionTimestamp !== undefined;
}
