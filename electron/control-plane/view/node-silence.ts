import type { Node } from '../../../shared/kubernetes/types/node.ts';

/** Its kubelet has not been heard of for a while. */
export function isSilent(node: Node): boolean {
  return node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'Unknown') ?? false;
}
