import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { containerEvent } from '../events.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { isRunning, removedAttempt, stopInstance } from './instance.ts';
import { wantSync } from './schedule.ts';
import { writeStatus } from './status.ts';

/**
 * Restarts a pod in place: kills what runs, without preStop hooks and with no more than the least grace, then forgets all containers, so that they start as the first time, init
 * containers first. Sandbox, address and volumes stay. @returns whether the start can begin
 * Source: RestartAllContainersOnContainerExits, pkg/kubelet/kuberuntime/kuberuntime_manager.go.
 */
export function restartAll(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  const { nowMs } = context.component.env;
  const running = [...pod.containers.values()].filter((runtime) => isRunning(runtime, nowMs));
  if (!pod.restartingAll) {
    pod.restartingAll = true;
    writeStatus(context, pod, object);
    for (const { name, instance } of running) {
      if (!instance) continue;
      containerEvent(context, pod, object, name, 'Normal', 'Killing', `Stopping container ${name}`);
      stopInstance(instance, context.behaviours.of(instance.image), nowMs, nowMs);
    }
  }
  const next = running.map(({ instance }) => instance?.endsAtMs ?? Infinity);
  if (next.length > 0) {
    wantSync(pod, nextRelistMs(node, Math.max(...next)));
    return false;
  }
  pod.restartingAll = false;
  const reason = object.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';
  for (const runtime of pod.containers.values()) {
    delete runtime.restartBackOff;
    delete runtime.killMessage;
    if (!runtime.instance) continue;
    runtime.instance.sandboxAttempt = removedAttempt;
    // It stands for no image, so nothing holds the start up.
    runtime.waiting = { reason, retryAtMs: Infinity, image: '', forGood: false };
  }
  writeStatus(context, pod, object);
  return true;
}
