import { jsonEqual } from '../../../shared/json.ts';
import type { Node, NodeCondition } from '../../../shared/kubernetes/types/node.ts';
import type { TrafficSource } from '../../../shared/kubernetes/types/traffic-source.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';

/**
 * A change that only says "still alive": a Lease renewal, a Node status that differs in heartbeat times alone, or the measured numbers of a TrafficSource. Such changes neither keep the world from
 * being quiet nor count as the next event of a step. Events (the kind) follow what they report, so they do not count either.
 */
export function isHeartbeat(event: WatchEvent): boolean {
  if (event.resource === 'leases' || event.resource === 'events') return true;
  if (event.resource === 'trafficsources' && event.type === 'MODIFIED') return (event.object as TrafficSource).spec === (event.previous as TrafficSource).spec;
  if (event.resource !== 'nodes' || event.type !== 'MODIFIED') return false;
  const before = event.previous as Node;
  const after = event.object as Node;
  return before.spec === after.spec && jsonEqual(withoutTimes(before), withoutTimes(after));
}

function withoutTimes(node: Node): unknown {
  const conditions = node.status?.conditions?.map((condition: NodeCondition) => ({ ...condition, lastHeartbeatTime: '' }));
  return { metadata: { ...node.metadata, resourceVersion: '' }, status: { ...node.status, conditions } };
}
