import type { ContainerStatus, Pod, PodPhase } from '../../../../shared/kubernetes/types/pod.ts';
import { isSidecar } from './pod-object.ts';

/**
 * The phase that follows from the containers. `terminal`: nothing of the pod will run again, whatever its restart policy.
 * Source: getPhase, pkg/kubelet/kubelet_pods.go.
 */
export function podPhase(object: Pod, init: readonly ContainerStatus[], regular: readonly ContainerStatus[], terminal: boolean): PodPhase {
  const { restartPolicy = 'Always' } = object.spec;
  const initState = initialization(object, init);
  if (initState === 'failed' && restartPolicy === 'Never') return 'Failed';
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  for (const { state, lastState } of regular) {
    if (state?.running) running += 1;
    else if (state?.terminated) {
      stopped += 1;
      if (state.terminated.exitCode === 0) succeeded += 1;
    } else if (lastState?.terminated) stopped += 1;
    else waiting += 1;
  }
  const hasStarted = regular.some(({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated);
  if ((initState !== 'done' && !hasStarted) || waiting > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (stopped === 0) return 'Pending';
  if (terminal) return stopped === succeeded ? 'Succeeded' : 'Failed';
  if (restartPolicy === 'Always') return 'Running';
  if (stopped === succeeded) return 'Succeeded';
  return restartPolicy === 'Never' ? 'Failed' : 'Running';
}

function initialization(object: Pod, init: readonly ContainerStatus[]): 'done' | 'pending' | 'failed' {
  let pending = false;
  let failed = false;
  for (const [index, container] of (object.spec.initContainers ?? []).entries()) {
    const { state, lastState, started } = init[index] as ContainerStatus;
    if (isSidecar(container)) {
      if (state?.running ? !started : !state?.terminated && !lastState?.terminated) pending = true;
    } else if (state?.terminated) {
      if (state.terminated.exitCode !== 0) failed = true;
    } else if (!state?.running && lastState?.terminated) {
      if (lastState.terminated.exitCode !== 0) failed = true;
    } else pending = true;
  }
  if (failed) return 'failed';
  return pending ? 'pending' : 'done';
}
