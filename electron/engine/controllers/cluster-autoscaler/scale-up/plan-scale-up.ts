import type { PodInfo } from '../../../scheduler/cache/pod-info.ts';
import type { Refusal } from '../../../scheduler/framework/refusal.ts';
import type { ClusterSnapshot } from '../cluster-snapshot.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import { nodeFromTemplate } from '../node-groups/template-node.ts';
import { maxNodesPerScaleUp } from '../settings.ts';
import { balance, type ScaleUpInfo } from './balance.ts';
import { estimate } from './estimate.ts';
import { leastWaste, type Option } from './least-waste.ts';
import { podGroups, type PodGroup } from './pod-groups.ts';
import { areSimilar } from './similar-groups.ts';

/** Why a group is not even asked. Source: skippedreasons.go. */
export type SkippedReason = 'in backoff after failed scale-up' | typeof atMaximum | 'not ready for scale-up';
export const atMaximum = 'max node group size reached';

/** What to do about pods that wait. Source: ScaleUpStatus. */
export interface ScaleUpPlan {
  /** Groups that grow; empty: none can help. */
  readonly infos: readonly ScaleUpInfo[];
  readonly options: readonly Option[];
  readonly best: Option | undefined;
  /** Pods that no group can help now, with what each group says. */
  readonly unhelped: readonly UnhelpedPod[];
}

export interface UnhelpedPod {
  readonly pod: PodInfo;
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly skipped: ReadonlyMap<string, SkippedReason>;
}

/**
 * Works out which group to enlarge for the waiting pods and by how much: for every group that may grow the nodes that it would take, then the one with the least
 * waste, split over groups of its kind. Source: ScaleUpOrchestrator.ScaleUp.
 * @param skipReason why a group may not grow; undefined: it may
 */
export function planScaleUp(
  snapshot: ClusterSnapshot, pods: readonly PodInfo[], groups: readonly GroupState[], skipReason: (group: GroupState) => SkippedReason | undefined,
): ScaleUpPlan {
  const skipped = new Map<string, SkippedReason>();
  const valid: GroupState[] = [];
  for (const group of groups) {
    const reason = skipReason(group);
    if (reason === undefined) valid.push(group);
    else skipped.set(group.name, reason);
  }
  const waiting = podGroups(pods);
  for (const group of valid) askGroup(snapshot, waiting, group);
  const options: Option[] = [];
  for (const group of valid) {
    const fitting = waiting.filter(({ fits }) => fits.has(group.name));
    if (fitting.length === 0) continue;
    const similar = valid.filter((other) => other !== group && areSimilar(group.template, other.template)
      && fitting.every(({ fits }) => fits.has(other.name)));
    const room = [group, ...similar].reduce((sum, { target, max }) => sum + max - target, 0);
    const found = estimate(snapshot, fitting, group.template, Math.min(room, maxNodesPerScaleUp));
    if (found.nodeCount > 0 && found.pods.length > 0) options.push({ ...found, group, similar });
  }
  const best = leastWaste(options);
  const infos = best ? balance([best.group, ...best.similar], best.nodeCount) : [];
  return { infos, options, best, unhelped: unhelped(waiting, skipped) };
}

/** Which pods would go to an empty node of the group. Source: SchedulablePodGroups. */
function askGroup(snapshot: ClusterSnapshot, waiting: readonly PodGroup[], { name, template }: GroupState): void {
  snapshot.fork(() => {
    const { node, pods } = nodeFromTemplate(template, `template-node-for-${name}`);
    snapshot.addNode(node, pods);
    for (const { pods: [sample], refusals, fits } of waiting) {
      const refusal = sample && snapshot.refusal(sample, node.metadata.name);
      if (refusal) refusals.set(name, refusal);
      else fits.add(name);
    }
  });
}

/** Source: GetRemainingPods. */
function unhelped(waiting: readonly PodGroup[], skipped: ReadonlyMap<string, SkippedReason>): UnhelpedPod[] {
  return waiting.filter(({ fits }) => fits.size === 0).flatMap(({ pods, refusals }) => pods.map((pod) => ({ pod, refusals, skipped })));
}

/** The reasons with the number of groups that gave each: `1 Insufficient cpu, 2 max node group size reached`. Source: ReasonsMessage. */
export function reasonsText({ refusals, skipped }: UnhelpedPod): string {
  const counts = new Map<string, number>();
  const count = (reason: string): void => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  };
  for (const { reasons } of refusals.values()) reasons.forEach(count);
  for (const reason of skipped.values()) count(reason);
  return [...counts].map(([reason, groups]) => `${groups} ${reason}`).join(', ');
}
