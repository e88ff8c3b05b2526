import { assertNever } from '../../../../shared/assert.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isLongest, nextBackOff } from '../back-off.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { containerEvent, podEvent } from '../events.ts';
import { goDuration } from '../go-duration.ts';
import { allocatePodAddress } from '../node/pod-addresses.ts';
import { networkNotReadyMessage } from '../node/node-status.ts';
import { hexDigest } from '../../hex-digest.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { containerStartMs, sandboxMs, workerRetryMs } from '../timings.ts';
import { seenApi, seenBy } from '../node/last-seen.ts';
import { environmentProblem } from './container-config.ts';
import { containerStatuses } from './container-status.ts';
import { exhaustionOf } from './exhausted.ts';
import { ensureImage } from './ensure-image.ts';
import { beginPreStop, runHook } from './hooks.ts';
import { containerRuntime, currentInstance, isRunning, startInstance, stopInstance } from './instance.ts';
import { restartAll } from './restart-all.ts';
import { nextAction, type PodAction } from './next-action.ts';
import { nonRootProblem } from './non-root.ts';
import { podPhase } from './phase.ts';
import { findContainer } from './pod-object.ts';
import { startProbes } from './probes.ts';
import { wantSync } from './schedule.ts';
import { writeStatus } from './status.ts';
import { ensureVolumes } from './volumes.ts';

/** `Ended`: all containers have ended and none starts again. */
export type WorkOutcome = 'Going' | 'Ended';

/** Takes the next steps until one of them takes time (then it is the worker's task) or there is none. */
export function workOn(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): WorkOutcome {
  const { nowMs } = context.component.env;
  if (!ensureVolumes(context, node, pod, object)) return 'Going';
  for (;;) {
    const action = nextAction(object, pod, nowMs);
    if (action.kind === 'Wait') return waitOrEnd(context, pod, object);
    if (!act(context, node, pod, object, action)) return 'Going';
    if (pod.task) return 'Going';
  }
}

/** Finishes the task that is done now and goes on. */
export function completeTask(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined): WorkOutcome {
  const { task } = pod;
  pod.task = undefined;
  if (!task || !object) return 'Going';
  const { nowMs } = context.component.env;
  switch (task.kind) {
    case 'CreateSandbox':
      if (!enterSandbox(context, node, pod, object)) return 'Going';
      break;
    case 'StartContainer':
      enterContainer(context, node, pod, object, task.container);
      wantSync(pod, nextRelistMs(node, nowMs));
      if (isBusy(pod)) return 'Going';
      break;
    case 'PostStart':
      endPostStart(context, node, pod, object, task.container, task.failure);
      break;
    case 'StopContainer':
      break;
    case 'PullImage':
      break;
    case 'MountVolumes':
      pod.volumes.mounted = true;
      pod.volumes.expand = true;
      break;
    default: assertNever(task);
  }
  return workOn(context, node, pod, object);
}

/** @returns whether to look for the next step */
function act(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, action: Exclude<PodAction, { kind: 'Wait' }>,
): boolean {
  const { nowMs } = context.component.env;
  switch (action.kind) {
    case 'CreateSandbox': return createSandbox(context, node, pod, object);
    case 'StartContainer':
      beginStart(context, node, pod, object, action.container);
      return true;
    case 'StopContainer': {
      const { name } = action.container;
      const runtime = containerRuntime(pod, name);
      if (!runtime.instance) return true;
      containerEvent(context, pod, object, name, 'Normal', 'Killing', action.message);
      const graceMs = runtime.killGraceMs ?? (object.spec.terminationGracePeriodSeconds ?? 30) * 1000;
      beginPreStop(context, pod, object, action.container, runtime, nowMs + graceMs);
      stopInstance(runtime.instance, context.behaviours.of(runtime.instance.image), nowMs, nowMs + graceMs);
      pod.task = { kind: 'StopContainer', container: name };
      return true;
    }
    case 'RestartAll': return restartAll(context, node, pod, object);
    case 'BackOff': {
      const { name } = action.container;
      const runtime = containerRuntime(pod, name);
      const podName = `${object.metadata.name}_${object.metadata.namespace ?? ''}`;
      const delay = goDuration(runtime.restartBackOff?.delayMs ?? 0);
      runtime.waiting = {
        reason: 'CrashLoopBackOff',
        message: `back-off ${delay} restarting failed container=${name} pod=${podName}(${pod.uid})`,
        retryAtMs: action.endsAtMs, image: action.container.image ?? '', forGood: isLongest(runtime.restartBackOff),
      };
      const message = `Back-off restarting failed container ${name} in pod ${podName}(${pod.uid})`;
      containerEvent(context, pod, object, name, 'Warning', 'BackOff', message);
      wantSync(pod, nextRelistMs(node, nowMs));
      return true;
    }
    default: return assertNever(action);
  }
}

function waitOrEnd(context: FleetContext, pod: PodRuntime, object: Pod): WorkOutcome {
  for (const { waiting } of pod.containers.values()) if (waiting) wantSync(pod, waiting.retryAtMs, waiting.forGood);
  let anyEnded = false;
  for (const { instance } of pod.containers.values()) if (instance?.ended) anyEnded = true;
  if (!anyEnded) return 'Going';
  const { init, regular } = containerStatuses(object, pod, context.component.env);
  const phase = podPhase(object, init, regular, false);
  return phase === 'Succeeded' || phase === 'Failed' ? 'Ended' : 'Going';
}

function createSandbox(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  const { nowMs } = context.component.env;
  if (!object.spec.hostNetwork && !node.kubelet?.networkReady) {
    podEvent(context, pod, 'Warning', 'NetworkNotReady', `network is not ready: ${networkNotReadyMessage}`);
    wantSync(pod, nowMs + workerRetryMs, true);
    return false;
  }
  const exhaustion = exhaustionOf(context, node);
  if (exhaustion) {
    const id = hexDigest(`${pod.uid}/sandbox/${pod.sandboxAttempts}`, 64);
    podEvent(context, pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox "${id}": ${exhaustion.message}`);
    wantSync(pod, nowMs + workerRetryMs, true);
    return false;
  }
  if (pod.sandboxAttempts > 0) podEvent(context, pod, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  pod.task = { kind: 'CreateSandbox', doneAtMs: nowMs + sandboxMs };
  return true;
}

/** The sandbox is there: it has an address, and the API learns that containers can start. @returns false when there was no address */
function enterSandbox(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  const { api, env } = context.component;
  const ip = object.spec.hostNetwork
    ? api.get<Machine>('machines', node.name)?.status?.address ?? ''
    : allocatePodAddress(node, seenBy<Node>(context, node.name, 'nodes', node.name)?.spec.podCIDR ?? '', pod.uid);
  if (ip === undefined) {
    const why = 'plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set';
    podEvent(context, pod, 'Warning', 'FailedCreatePodSandBox',
      `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ${why}`);
    wantSync(pod, env.nowMs + workerRetryMs, true);
    return false;
  }
  pod.sandboxAttempts += 1;
  pod.sandbox = { attempt: pod.sandboxAttempts, ip };
  writeStatus(context, pod, object);
  return true;
}

/** Makes sure of image and configuration; then starting is the worker's task. What is missing becomes the waiting state. */
function beginStart(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, container: Container): void {
  const { env } = context.component;
  const runtime = containerRuntime(pod, container.name);
  if (!ensureImage(context, node, pod, object, container)) return;
  const problem = environmentProblem(object, container, seenApi(context, node.name)) ?? nonRootProblem(object, container, context.behaviours.of(container.image ?? '').user);
  if (problem) {
    containerEvent(context, pod, object, container.name, 'Warning', 'Failed', `Error: ${problem}`);
    runtime.waiting = {
      reason: 'CreateContainerConfigError', message: problem,
      retryAtMs: env.nowMs + workerRetryMs, image: container.image ?? '', forGood: true,
    };
    wantSync(pod, nextRelistMs(node, env.nowMs));
    return;
  }
  const exhaustion = exhaustionOf(context, node);
  if (exhaustion) {
    containerEvent(context, pod, object, container.name, 'Warning', 'Failed', `Error: ${exhaustion.message}`);
    runtime.waiting = { ...exhaustion, retryAtMs: env.nowMs + workerRetryMs, image: container.image ?? '', forGood: true };
    wantSync(pod, nextRelistMs(node, env.nowMs));
    return;
  }
  const ended = currentInstance(pod, runtime);
  if (ended) {
    const previous = ended.image === container.image ? runtime.restartBackOff : undefined;
    runtime.restartBackOff = nextBackOff(previous, ended.endsAtMs, env.nowMs);
  }
  pod.task = { kind: 'StartContainer', container: container.name, doneAtMs: env.nowMs + containerStartMs };
}

function enterContainer(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, name: string): void {
  const container = findContainer(object, name)?.container;
  if (!container) return;
  const runtime = containerRuntime(pod, name);
  const instance = startInstance(context, node, pod, object, container);
  containerEvent(context, pod, object, name, 'Normal', 'Created', 'Container created');
  containerEvent(context, pod, object, name, 'Normal', 'Started', 'Container started');
  const handler = container.lifecycle?.postStart;
  if (!handler) {
    startProbes(node, runtime, container, instance, instance.startedAtMs);
    return;
  }
  const { ms, failure } = runHook(context, pod, object, container, runtime, handler, context.behaviours.of(instance.image).postStart);
  pod.task = { kind: 'PostStart', container: name, doneAtMs: context.component.env.nowMs + ms, failure };
}

function isBusy(pod: PodRuntime): boolean {
  return pod.task !== undefined;
}

/** The postStart hook is over. Nothing was told about the container until now; if the hook has failed, it is killed. */
function endPostStart(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, name: string, failure: string | undefined,
): void {
  const container = findContainer(object, name)?.container;
  const runtime = containerRuntime(pod, name);
  const { nowMs } = context.component.env;
  if (!container || !runtime.instance || !isRunning(runtime, nowMs)) return;
  if (failure === undefined) {
    startProbes(node, runtime, container, runtime.instance, nowMs);
    return;
  }
  containerEvent(context, pod, object, name, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
  runtime.killMessage = 'FailedPostStartHook';
}
