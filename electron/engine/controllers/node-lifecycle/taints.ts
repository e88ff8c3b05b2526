import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Taint, TaintEffect } from '../../../../shared/kubernetes/types/pod.ts';

/** Well-known taint keys. Source: k8s.io/api/core/v1/well_known_taints.go. */
export const taintKeys = {
  notReady: 'node.kubernetes.io/not-ready',
  unreachable: 'node.kubernetes.io/unreachable',
  unschedulable: 'node.kubernetes.io/unschedulable',
  memoryPressure: 'node.kubernetes.io/memory-pressure',
  diskPressure: 'node.kubernetes.io/disk-pressure',
  pidPressure: 'node.kubernetes.io/pid-pressure',
  networkUnavailable: 'node.kubernetes.io/network-unavailable',
  outOfService: 'node.kubernetes.io/out-of-service',
} as const;

export function hasTaint(node: Node, key: string, effect: TaintEffect): boolean {
  return node.spec.taints?.some((taint) => taint.key === key && taint.effect === effect) ?? false;
}

/**
 * The node with taints added (stamped with the time) and removed; the same object when nothing differs.
 * Source: SwapNodeControllerTaint, pkg/controller/util/node.
 */
export function withTaints(node: Node, add: readonly Taint[], remove: readonly Taint[], timeAdded: string): Node {
  const taints = node.spec.taints ?? [];
  const kept = taints.filter((taint) => !remove.some((gone) => same(gone, taint)));
  const missing = add.filter((taint) => !taints.some((present) => same(present, taint)));
  if (kept.length === taints.length && missing.length === 0) return node;
  const { taints: _before, ...spec } = node.spec;
  const after = [...kept, ...missing.map((taint) => ({ ...taint, timeAdded }))];
  return { ...node, spec: after.length > 0 ? { ...spec, taints: after } : spec };
}

function same(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}
