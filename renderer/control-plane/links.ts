import type { ClusterRow } from '../../shared/view/rows.ts';

/** Whether nobody has cut the link between two machines. */
export function areLinked(cluster: ClusterRow | undefined, a: string, b: string): boolean {
  return !(cluster?.cutLinks ?? []).some((link) => link.includes(a) && link.includes(b));
}
