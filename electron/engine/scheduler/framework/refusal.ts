import type { FilterCode } from '../../../../shared/decisions.ts';

/**
 * Why a plugin turned a node (or, in PreFilter, the whole pod) away. `UnschedulableAndUnresolvable` means that evicting pods would not
 * help. Refusals are shared, immutable objects: equal ones that a plugin gives are usually identical, which makes counting them cheap.
 * Source: framework.Status of k8s.io/kube-scheduler/framework.
 */
export interface Refusal {
  readonly plugin: string;
  readonly code: FilterCode;
  readonly reasons: readonly string[];
}

export function unschedulable(plugin: string, ...reasons: string[]): Refusal {
  return { plugin, code: 'Unschedulable', reasons };
}

export function unresolvable(plugin: string, ...reasons: string[]): Refusal {
  return { plugin, code: 'UnschedulableAndUnresolvable', reasons };
}
