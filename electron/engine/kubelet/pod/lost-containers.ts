import type { ContainerStatus } from '../../../../shared/kubernetes/types/pod.ts';

/**
 * Of a pod that has ended every container has: one that never came to run, or whose end nobody saw, counts as failed. Before the pod was initialized its waiting
 * containers stay as they are. Source: TerminatePod, pkg/kubelet/status/status_manager.go.
 */
export function withoutLostContainers(init: readonly ContainerStatus[], regular: ContainerStatus[]): ContainerStatus[] {
  const last = init.at(-1);
  const initialized = !last || last.state?.running !== undefined || last.state?.terminated?.exitCode === 0;
  if (!initialized || regular.every(({ state }) => state?.terminated)) return regular;
  return regular.map((status) => (status.state?.terminated ? status : { ...status, state: lost }));
}

const lost: NonNullable<ContainerStatus['state']> = {
  terminated: { exitCode: 137, reason: 'ContainerStatusUnknown', message: 'The container could not be located when the pod was terminated' },
};
