import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { balancerRef } from '../../shared/view/provided.ts';

/** Kinds whose load balancer goes with them. */
const hasBalancer: ReadonlySet<string> = new Set(['Service', 'Ingress']);

/** Deleting is a gesture like the others: one step however many objects. A removed object's card position goes with it. */
export function deleteObjects(refs: readonly ObjectRef[]): DesignEdit {
  const only = refs.length === 1 ? refs[0] : undefined;
  const cards = refs.filter((ref) => ref.kind !== 'Pod');
  const forget = { op: 'layout' as const, positions: Object.fromEntries(cards.flatMap((ref) => (hasBalancer.has(ref.kind) ? [ref, balancerRef(ref)] : [ref])).map((ref) => [refKey(ref), null])) };
  return {
    changes: [...refs.map((ref) => ({ op: 'delete' as const, ref })), ...(cards.length > 0 ? [forget] : [])],
    label: only
      ? { key: 'canvas:edit.delete', params: { kind: only.kind, name: only.name } }
      : { key: 'canvas:edit.deleteMany', params: { count: refs.length } },
  };
}
