import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../../shared/kubernetes/types/pod.ts';
import { taintKeys } from './taints.ts';

/** Node condition and status → key of its NoSchedule taint. Source: nodeConditionToTaintKeyStatusMap. */
const taintOfCondition: Readonly<Record<string, Partial<Record<ConditionStatus, string>>>> = {
  Ready: { False: taintKeys.notReady, Unknown: taintKeys.unreachable },
  MemoryPressure: { True: taintKeys.memoryPressure },
  DiskPressure: { True: taintKeys.diskPressure },
  NetworkUnavailable: { True: taintKeys.networkUnavailable },
  PIDPressure: { True: taintKeys.pidPressure },
};

const managedKeys = new Set<string>(
  [taintKeys.unschedulable, ...Object.values(taintOfCondition).flatMap((byStatus) => Object.values(byStatus))],
);

/**
 * The NoSchedule taints that a node should gain and lose because of its conditions and of `spec.unschedulable`.
 * Source: doNoScheduleTaintingPass, pkg/controller/nodelifecycle/node_lifecycle_controller.go.
 */
export function conditionTaintChanges(node: Node): { add: Taint[]; remove: Taint[] } {
  const wanted = new Set<string>();
  for (const condition of node.status?.conditions ?? []) {
    const key = taintOfCondition[condition.type]?.[condition.status];
    if (key !== undefined) wanted.add(key);
  }
  if (node.spec.unschedulable) wanted.add(taintKeys.unschedulable);
  const present = (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoSchedule' && managedKeys.has(taint.key));
  return {
    add: [...wanted].filter((key) => !present.some((taint) => taint.key === key)).map((key) => ({ key, effect: 'NoSchedule' as const })),
    remove: present.filter((taint) => !wanted.has(taint.key)),
  };
}
