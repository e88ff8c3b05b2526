import type { ActionOf, GroupResize } from '../../../shared/decisions.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';

/** `workers 1 → 3`, for each group. */
export function resizesText(sizes: readonly GroupResize[]): string {
  return sizes.map(({ group, from, to }) => `${group} ${from} → ${to}`).join(', ');
}

/** `workers: max node group size reached; gpu: Insufficient cpu (NodeResourcesFit)`. */
export function groupReasonsText({ groups }: Pick<ActionOf<'ScaleUpImpossible'>, 'groups'>): string {
  return groups.map(({ group, plugin, reasons }) => `${group}: ${reasons.join(', ')}${plugin === undefined ? '' : ` (${plugin})`}`).join('; ');
}

/** What keeps a node of a group, or that nothing does. */
export function keptText({ reason, because, pod = '', group, resource = '', utilization = 0, unneededSinceMs = 0 }: ActionOf<'NodeLookedAt'>): LocalizedText {
  return {
    key: `why:kept.${reason}${because === undefined ? '' : `.${because}`}`, params: { pod, group, resource, utilization, sinceMs: unneededSinceMs },
  };
}
