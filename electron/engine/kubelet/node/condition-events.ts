import type { Node, NodeStatus } from '../../../../shared/kubernetes/types/node.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent } from '../events.ts';

/** Reason of the event when a condition takes the value False or True. Source: pkg/kubelet/nodestatus/setters.go. */
const reasons: Readonly<Record<string, { True: string; False: string }>> = {
  MemoryPressure: { True: 'NodeHasInsufficientMemory', False: 'NodeHasSufficientMemory' },
  DiskPressure: { True: 'NodeHasDiskPressure', False: 'NodeHasNoDiskPressure' },
  PIDPressure: { True: 'NodeHasInsufficientPID', False: 'NodeHasSufficientPID' },
  Ready: { True: 'NodeReady', False: 'NodeNotReady' },
};

/**
 * Records what the kubelet says about its node's conditions when they change. The first Ready condition of a new node is no news, the
 * others are.
 */
export function recordConditionEvents(context: FleetContext, node: Node, previous: NodeStatus | undefined): void {
  for (const { type, status } of node.status?.conditions ?? []) {
    const reason = status === 'Unknown' ? undefined : reasons[type]?.[status];
    const before = previous?.conditions?.find((condition) => condition.type === type)?.status;
    if (!reason || before === status || (type === 'Ready' && before === undefined)) continue;
    nodeEvent(context, node.metadata.name, node, 'Normal', reason, `Node ${node.metadata.name} status is now: ${reason}`);
  }
}
