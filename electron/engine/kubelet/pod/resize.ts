import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Container, Pod, ResourceRequirements } from '../../../../shared/kubernetes/types/pod.ts';
import { countAdmitted, releaseAdmitted } from '../admission/admit.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { podEvent } from '../events.ts';
import { seenBy } from '../node/last-seen.ts';
import { allocationOf, differences } from '../resources/allocation.ts';
import { resizeProblem } from '../resources/resize-fit.ts';
import { useOf } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime, ResizeState } from './pod-state.ts';
import { resizeRetryMs, workerRetryMs } from '../timings.ts';
import { isRunning } from './instance.ts';
import { limitsOf, planUse } from './plan-use.ts';
import { eachContainer, podObject, specOf } from './pod-object.ts';
import { resizeMessage } from './resize-conditions.ts';
import { planPod, wantSync } from './schedule.ts';

/** The spec of a pod has changed: what it has been granted stays until the kubelet grants something else. */
export function noticeResize(pod: PodRuntime, previous: Pod, object: Pod): void {
  if (pod.resize || pod.stage === 'Finished' || (pod.stage === 'New' && pod.sandboxAttempts === 0)) return;
  const granted = allocationOf(previous);
  if (differences(granted, allocationOf(object)).length > 0) pod.resize = { allocated: granted };
}

/**
 * Goes on with a resize: grants it if the node has enough, tells why not, carries it out, and says when it is done.
 * Source: handlePodResourcesResize, pkg/kubelet/allocation; doPodResizeAction, pkg/kubelet/kuberuntime.
 */
export function stepResize(context: FleetContext, node: NodeRuntime, pod: PodRuntime, resize: ResizeState): void {
  const wanted = specOf(context, pod);
  if (!wanted) return;
  const changed = differences(resize.allocated, allocationOf(wanted));
  if (changed.length > 0) decide(context, node, pod, resize, wanted, changed);
  else settle(node, pod, resize);
  if (resize.progress) carryOut(context, node, pod, resize, resize.progress);
  if (!resize.progress && !resize.pending) pod.resize = undefined;
}

/** Something has become free: pods that wait for more get it, those first that matter most. Source: sortPendingResizes. */
export function retryResizes(context: FleetContext, node: NodeRuntime): void {
  if (!node.deferredResizes) return;
  const { nowMs } = context.component.env;
  const waiting = [...node.deferredResizes].flatMap((uid) => {
    const pod = context.state.pods.get(uid);
    const object = pod?.stage === 'Active' ? specOf(context, pod) : undefined;
    return pod && object ? [{ pod, object }] : [];
  });
  const rank = ({ spec, status }: Pod): number => ((status?.qosClass ?? qosClass(spec)) === 'Guaranteed' ? 0 : 1);
  waiting.sort((a, b) => (b.object.spec.priority ?? 0) - (a.object.spec.priority ?? 0) || rank(a.object) - rank(b.object)
    || (a.pod.resize?.pending?.sinceMs ?? 0) - (b.pod.resize?.pending?.sinceMs ?? 0));
  for (const { pod } of waiting) {
    if (pod.resize) stepResize(context, node, pod, pod.resize);
    wantSync(pod, nowMs);
    planPod(context, node, pod);
  }
}

function decide(context: FleetContext, node: NodeRuntime, pod: PodRuntime, resize: ResizeState, wanted: Pod, changed: readonly string[]): void {
  const { env } = context.component;
  const nodeObject = seenBy<Node>(context, node.name, 'nodes', node.name);
  if (!nodeObject) return;
  const { generation } = wanted.metadata;
  const problem = resizeProblem(wanted, nodeObject, node, pod);
  if (problem) {
    const before = resize.pending;
    if (before?.reason !== problem.reason || before.message !== problem.message || before.generation !== generation) {
      resize.pending = { ...problem, generation, sinceMs: before?.sinceMs ?? env.nowMs };
      podEvent(context, pod, 'Warning', `Resize${problem.reason}`, resizeMessage(problem.reason, wanted, generation, problem.message));
    }
    if (problem.reason === 'Deferred') {
      (node.deferredResizes ??= new Set()).add(pod.uid);
      wantSync(pod, env.nowMs + resizeRetryMs, true);
    } else forgetDeferred(node, pod);
    return;
  }
  const running = new Map(resize.progress?.running);
  for (const name of changed) if (!running.has(name)) running.set(name, resize.allocated.get(name) ?? {});
  resize.allocated = allocationOf(wanted);
  resize.progress = { generation, sinceMs: env.nowMs, running };
  settle(node, pod, resize);
  if (pod.counted) releaseAdmitted(node, pod.counted);
  pod.counted = countAdmitted(node, wanted);
  podEvent(context, pod, 'Normal', 'ResizeStarted', resizeMessage('started', wanted, generation));
  for (const name of changed) {
    const runtime = pod.containers.get(name);
    if (!runtime) continue;
    delete runtime.restartBackOff;
    if (runtime.waiting?.reason === 'CrashLoopBackOff') runtime.waiting.retryAtMs = env.nowMs;
  }
}

/** Nothing is waited for any more. */
function settle(node: NodeRuntime, pod: PodRuntime, resize: ResizeState): void {
  delete resize.pending;
  forgetDeferred(node, pod);
}

export function forgetDeferred(node: NodeRuntime, { uid }: PodRuntime): void {
  node.deferredResizes?.delete(uid);
  if (node.deferredResizes?.size === 0) delete node.deferredResizes;
}

function carryOut(context: FleetContext, node: NodeRuntime, pod: PodRuntime, resize: ResizeState, progress: NonNullable<ResizeState['progress']>): void {
  const object = podObject(context, pod);
  if (!object) return;
  const { nowMs } = context.component.env;
  if (progress.running.size === 0) {
    delete resize.progress;
    podEvent(context, pod, 'Normal', 'ResizeCompleted', resizeMessage('completed', object, object.metadata.generation));
    return;
  }
  const errorBefore = progress.error;
  delete progress.error;
  const ofPod = progress.running.has('');
  for (const { container } of eachContainer(object)) {
    const before = progress.running.get(container.name) ?? (ofPod ? container.resources ?? {} : undefined);
    if (before) actuate(context, node, pod, object, container, before, progress);
  }
  progress.running.delete('');
  if (progress.error !== undefined && progress.error !== errorBefore) {
    podEvent(context, pod, 'Warning', 'ResizeError', resizeMessage('error', object, object.metadata.generation, progress.error));
  }
  wantSync(pod, progress.error === undefined ? nextRelistMs(node, nowMs) : nowMs + workerRetryMs, progress.error !== undefined);
}

/** Gives a container what was granted: at once, by a restart if it asks for that, or not as long as it uses more memory than that. */
function actuate(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, container: Container, before: ResourceRequirements,
  progress: NonNullable<ResizeState['progress']>,
): void {
  const runtime = pod.containers.get(container.name);
  const { nowMs } = context.component.env;
  const { instance } = runtime ?? {};
  if (!runtime || !instance || !isRunning(runtime, nowMs) || instance.startedAtMs > progress.sinceMs) {
    progress.running.delete(container.name);
    return;
  }
  if (restartsFor(container, before)) {
    runtime.killMessage = `Container ${container.name} resize requires restart`;
    return;
  }
  const limit = limitsOf(object, container).memoryBytes;
  const used = useOf(instance, nowMs).memoryBytes;
  if (limit < used && limit < limitsOf(object, { ...container, resources: before }).memoryBytes) {
    progress.error ??= `attempting to set container "${container.name}" memory limit (${limit}) below current usage (${used})`;
    return;
  }
  planUse(context, node, pod, object, container, runtime);
  context.processesChanged(pod.uid);
  progress.running.delete(container.name);
}

function restartsFor({ resources = {}, resizePolicy = [] }: Container, before: ResourceRequirements): boolean {
  return resizePolicy.some(({ resourceName, restartPolicy }) => restartPolicy === 'RestartContainer'
    && (resources.requests?.[resourceName] !== before.requests?.[resourceName] || resources.limits?.[resourceName] !== before.limits?.[resourceName]));
}
