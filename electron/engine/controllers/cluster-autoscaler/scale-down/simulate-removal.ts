import type { Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { Env } from '../../../env.ts';
import type { ClusterSnapshot } from '../cluster-snapshot.ts';
import { toBeDeletedTaint } from '../taints.ts';
import { drainPlan, type BlockingPod } from './drainability.ts';

export type Removal =
  | { readonly kind: 'Removable'; readonly toMove: readonly Pod[] }
  | { readonly kind: 'BlockedByPod'; readonly blocking: BlockingPod }
  | { readonly kind: 'NoPlaceToMovePods'; readonly pod: Pod };

/**
 * Whether the pods of a node would find a place on the others. What succeeds stays imagined: the next node is asked about a cluster without this one, with its
 * pods elsewhere. The empty node stays in the picture, tainted, while its pods look for a place, since spreading counts it. Source: SimulateNodeRemoval.
 * @param destinations nodes to which pods may go
 */
export function simulateRemoval(
  snapshot: ClusterSnapshot, api: ApiReader, env: Env, name: string, destinations: ReadonlySet<string>,
): Removal {
  const info = snapshot.node(name);
  const held = [...(info?.pods.values() ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ pod }) => pod);
  const { toMove, blocking } = drainPlan(api, env, held);
  if (blocking) return { kind: 'BlockedByPod', blocking };
  return snapshot.fork((): Removal => {
    const node = info?.node;
    if (!node) return { kind: 'Removable', toMove };
    snapshot.removeNode(name);
    const taint = { key: toBeDeletedTaint, effect: 'NoSchedule' as const };
    snapshot.addNode({ ...node, spec: { ...node.spec, taints: [...(node.spec.taints ?? []), taint] } });
    const slots = snapshot.slotsOf([...destinations].filter((destination) => destination !== name));
    for (const pod of toMove) {
      const waiting = snapshot.waiting(pod);
      const place = snapshot.findNode(waiting, slots);
      if (place === undefined) return { kind: 'NoPlaceToMovePods', pod };
      snapshot.addPod(waiting, place);
    }
    snapshot.removeNode(name);
    return { kind: 'Removable', toMove };
  }, ({ kind }) => kind === 'Removable');
}
