import { assertNever } from '../../../../shared/assert.ts';
import type { FleetContext } from '../context.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import type { Due } from '../../simulation/due-queue.ts';
import { runtimeAnswers } from '../node/container-runtime.ts';
import { noticeUse } from '../node/plan-node.ts';
import { controlChangeMs } from './control-process.ts';
import { failsForGood } from './probes.ts';

/** Asks for a sync; the earliest one asked for stays. `background`: a retry that may repeat for ever. */
export function wantSync(pod: PodRuntime, atMs: number, background = false): void {
  if (atMs > pod.syncAtMs || (atMs === pod.syncAtMs && background)) return;
  pod.syncAtMs = atMs;
  pod.syncInBackground = background;
}

/** Plans the pod's next turn: the end of a process, and what its kubelet has to do, if it runs. */
export function planPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime): void {
  if (!context.state.pods.has(pod.uid)) return;
  const due = isWorkedOn(node, pod) ? kubeletDue(context, pod) : { atMs: Infinity, backgroundMs: Infinity };
  for (const { instance } of pod.containers.values()) {
    if (instance && !instance.ended && instance.endsAtMs < due.atMs) due.atMs = instance.endsAtMs;
    if (node.kubelet && instance?.preStop?.failing && instance.preStop.endsAtMs < due.atMs) due.atMs = instance.preStop.endsAtMs;
  }
  due.atMs = Math.min(due.atMs, controlChangeMs(context, pod));
  context.due.plan(pod.uid, due);
  noticeUse(context, node);
}

/** The kubelet runs, can act, and knows the pod: one that has just started knows none but those of its own disk until it has spoken to the API. */
export function isWorkedOn(node: NodeRuntime, pod: PodRuntime): boolean {
  return node.kubelet !== undefined && runtimeAnswers(node) && (pod.control !== undefined || node.kubelet.registered);
}

/** When the kubelet has something to do for the pod. */
export function kubeletDue(context: FleetContext, pod: PodRuntime): Due {
  const { nowMs } = context.component.env;
  const due = { atMs: Infinity, backgroundMs: Infinity };
  if (syncMayRun(pod)) bring(due, pod.syncAtMs, pod.syncInBackground);
  if (pod.task) bring(due, taskDoneMs(pod), false);
  if (pod.termination && pod.stage === 'Terminating') bring(due, pod.termination.confirmAtMs, false);
  if (pod.stage !== 'Active') return due;
  bring(due, pod.deadlineAtMs, false);
  for (const runtime of pod.containers.values()) {
    if (runtime.probes.length === 0 || !runtime.instance || runtime.instance.endsAtMs <= nowMs) continue;
    for (const probe of runtime.probes) if (probe.nextAtMs < Infinity) bring(due, probe.nextAtMs, failsForGood(context, runtime, probe, nowMs));
  }
  return due;
}

/** The earlier of what is planned and `ms`. */
function bring(due: Due, ms: number, background: boolean): void {
  if (background) due.backgroundMs = Math.min(due.backgroundMs, ms);
  else due.atMs = Math.min(due.atMs, ms);
}

/** A busy worker syncs when it is done; only word of the pod's end interrupts it. */
export function syncMayRun(pod: PodRuntime): boolean {
  return !pod.task || pod.interrupted;
}

/** When the worker's task is done; a pull ends with the machine's pull queue. */
export function taskDoneMs(pod: PodRuntime): number {
  const { task } = pod;
  if (!task) return Infinity;
  switch (task.kind) {
    case 'PullImage': return Infinity;
    case 'MountVolumes': case 'CreateSandbox': case 'StartContainer': return task.doneAtMs;
    case 'PostStart': return Math.min(task.doneAtMs, pod.containers.get(task.container)?.instance?.endsAtMs ?? 0);
    case 'StopContainer': return pod.containers.get(task.container)?.instance?.endsAtMs ?? 0;
    default: return assertNever(task);
  }
}
