import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiClient } from '../../apistore/api-client.ts';

/** Source: utils/taints. Their values are seconds since 1970. */
export const toBeDeletedTaint = 'ToBeDeletedByClusterAutoscaler';
export const deletionCandidateTaint = 'DeletionCandidateOfClusterAutoscaler';

export function taintOf(node: Node, key: string): Taint | undefined {
  return node.spec.taints?.find((taint) => taint.key === key);
}

/** @returns whether the node was there and took it */
export function addTaint(api: ApiClient, name: string, key: string, effect: Taint['effect'], atMs: number): boolean {
  const node = api.get<Node>('nodes', name);
  if (!node) return false;
  if (taintOf(node, key)) return true;
  const taint: Taint = { key, value: String(Math.floor(atMs / 1000)), effect };
  return api.update<Node>({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } }).ok;
}

export function removeTaint(api: ApiClient, name: string, key: string): void {
  const node = api.get<Node>('nodes', name);
  if (!node || !taintOf(node, key)) return;
  const { taints = [], ...spec } = node.spec;
  const left = taints.filter((taint) => taint.key !== key);
  api.update<Node>({ ...node, spec: left.length > 0 ? { ...spec, taints: left } : spec });
}
