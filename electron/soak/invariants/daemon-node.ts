import type { Pod } from '../../../shared/kubernetes/types/pod.ts';

/** The node that a pod of a DaemonSet is on, or is meant for. */
export function daemonNodeOf({ spec }: Pod): string | undefined {
  const [term] = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return spec.nodeName ?? term?.matchFields?.[0]?.values?.[0];
}
