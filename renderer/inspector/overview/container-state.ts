import type { ContainerStatus } from '../../../shared/kubernetes/types/pod.ts';
import type { StateFamily } from '../../../shared/view/states.ts';

const startingReasons = new Set(['ContainerCreating', 'PodInitializing']);

/** Family of a container by its status alone, for pods of which no details are in view. */
export function containerFamily(status: ContainerStatus | undefined): StateFamily {
  const state = status?.state;
  if (state?.running) return status?.ready === true ? 'ready' : 'attention';
  if (state?.terminated) return state.terminated.exitCode === 0 ? 'done' : 'bad';
  const reason = state?.waiting?.reason;
  if (reason === undefined) return 'waiting';
  return startingReasons.has(reason) ? 'working' : 'bad';
}
