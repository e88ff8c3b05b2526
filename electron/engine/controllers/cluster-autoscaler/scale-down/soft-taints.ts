import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { ComponentContext } from '../../../component.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import { maxSoftTaintsPerScan } from '../settings.ts';
import type { AutoscalerState } from '../state.ts';
import { addTaint, deletionCandidateTaint, removeTaint, taintOf, toBeDeletedTaint } from '../taints.ts';

/**
 * Unneeded nodes get a taint that makes the scheduler prefer others, and lose it when they are needed again; ten at most in one scan. Source:
 * UpdateSoftDeletionTaints. @returns whether some are left for the next scan
 */
export function updateSoftTaints({ api, env }: ComponentContext, state: AutoscalerState, groups: readonly GroupState[]): boolean {
  const changes: { name: string; unneeded: boolean }[] = [];
  for (const { ready, unready, notStarted } of groups) {
    for (const name of [...ready, ...unready, ...notStarted]) {
      const node = api.get<Node>('nodes', name);
      const unneeded = state.unneeded.has(name);
      if (node && !taintOf(node, toBeDeletedTaint) && Boolean(taintOf(node, deletionCandidateTaint)) !== unneeded) changes.push({ name, unneeded });
    }
  }
  // Those that are needed come first.
  changes.sort((a, b) => Number(a.unneeded) - Number(b.unneeded));
  for (const { name, unneeded } of changes.slice(0, maxSoftTaintsPerScan)) {
    if (unneeded) addTaint(api, name, deletionCandidateTaint, 'PreferNoSchedule', Date.parse(env.timestamp()));
    else removeTaint(api, name, deletionCandidateTaint);
  }
  return changes.length > maxSoftTaintsPerScan;
}
