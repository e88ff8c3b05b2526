import type { Node, NodeCondition } from '../../../../shared/kubernetes/types/node.ts';

/** How often the health of nodes is judged. Flag --node-monitor-period. */
export const monitorPeriodMs = 5_000;
/** Silence after which a node's state is unknown. Flag --node-monitor-grace-period. */
export const monitorGracePeriodMs = 50_000;
/** The same for a node that has never reported. Flag --node-startup-grace-period. */
export const startupGracePeriodMs = 60_000;

const kubeletConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

export function readyCondition(node: Node): NodeCondition | undefined {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready');
}

/**
 * The node's conditions once its kubelet has been silent for too long.
 * @param now RFC 3339
 * Source: tryUpdateNodeHealth, pkg/controller/nodelifecycle.
 */
export function silentNodeConditions(node: Node, now: string): NodeCondition[] {
  const unknown = {
    status: 'Unknown' as const, reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.', lastTransitionTime: now,
  };
  const conditions = (node.status?.conditions ?? []).map((condition) => {
    const falls = kubeletConditions.includes(condition.type) && condition.status !== 'Unknown';
    return falls ? { ...condition, ...unknown } : condition;
  });
  for (const type of kubeletConditions) {
    if (conditions.some((condition) => condition.type === type)) continue;
    conditions.push({
      type, status: 'Unknown', reason: 'NodeStatusNeverUpdated', message: 'Kubelet never posted node status.',
      ...(node.metadata.creationTimestamp ? { lastHeartbeatTime: node.metadata.creationTimestamp } : {}), lastTransitionTime: now,
    });
  }
  return conditions;
}
