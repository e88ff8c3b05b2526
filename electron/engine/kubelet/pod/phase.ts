import type { ContainerStatus, Pod, PodPhase } from '../../../../shared/kubernetes/types/pod.ts';
import { findContainer, isSidecar, isStaticPod } from './pod-object.ts';
import { restartsAll, shouldRestart } from './restart-policy.ts';

/**
 * The phase that follows from the containers. `terminal`: nothing of the pod will run again, whatever its restart policy; static pods have no such end.
 * Source: getPhase, pkg/kubelet/kubelet_pods.go; TerminatePod, pkg/kubelet/status/status_manager.go.
 */
export function podPhase(object: Pod, init: readonly ContainerStatus[], regular: readonly ContainerStatus[], terminal: boolean): PodPhase {
  const ends = terminal && !isStaticPod(object);
  const phase = phaseOf(object, init, regular, ends);
  return ends && phase === 'Pending' ? 'Failed' : phase;
}

function phaseOf(object: Pod, init: readonly ContainerStatus[], regular: readonly ContainerStatus[], terminal: boolean): PodPhase {
  const initState = initialization(object, init);
  if (initState === 'failed') return 'Failed';
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  let restarting = 0;
  for (const { name, state, lastState } of regular) {
    if (state?.running) running += 1;
    else if (state?.terminated) {
      stopped += 1;
      if (state.terminated.exitCode === 0) succeeded += 1;
      if (willRestart(object, name, false, state.terminated.exitCode)) restarting += 1;
    } else if (lastState?.terminated) {
      stopped += 1;
      restarting += 1;
    }
    else waiting += 1;
  }
  const hasStarted = regular.some(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated);
  if ((initState !== 'done' && !hasStarted) || waiting > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (stopped === 0) return 'Pending';
  if (terminal) return stopped === succeeded ? 'Succeeded' : 'Failed';
  if (restarting > 0 || init.some(({ name, state }) => state?.terminated && restartsPod(object, name, state.terminated.exitCode))) return 'Running';
  return stopped === succeeded ? 'Succeeded' : 'Failed';
}

function willRestart(object: Pod, name: string, init: boolean, exitCode: number): boolean {
  const container = findContainer(object, name)?.container;
  return container !== undefined && (shouldRestart(object, container, init, exitCode) || restartsAll(container, exitCode));
}

function restartsPod(object: Pod, name: string, exitCode: number): boolean {
  const container = findContainer(object, name)?.container;
  return container !== undefined && restartsAll(container, exitCode);
}

/** `failed`: an init container has failed and is not restarted. */
function initialization(object: Pod, init: readonly ContainerStatus[]): 'done' | 'pending' | 'failed' {
  let pending = false;
  let failed = false;
  const fails = (name: string, exitCode: number): void => {
    if (exitCode === 0) return;
    if (willRestart(object, name, true, exitCode)) pending = true;
    else failed = true;
  };
  for (const [index, container] of (object.spec.initContainers ?? []).entries()) {
    const { state, lastState, started } = init[index] as ContainerStatus;
    if (isSidecar(container)) {
      if (state?.running ? !started : !state?.terminated && !lastState?.terminated) pending = true;
    } else if (state?.terminated) {
      fails(container.name, state.terminated.exitCode);
    } else if (!state?.running && lastState?.terminated) {
      fails(container.name, lastState.terminated.exitCode);
    } else pending = true;
  }
  if (failed) return 'failed';
  return pending ? 'pending' : 'done';
}
