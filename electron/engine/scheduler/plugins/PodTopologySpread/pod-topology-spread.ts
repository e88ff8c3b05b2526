import { jsonEqual } from '../../../../../shared/json.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../../framework/cluster-event.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import { unresolvable, unschedulable } from '../../framework/refusal.ts';
import { normalizeSpread, prepareScoring, rawSpreadScore, type SpreadScoring } from './spread-scoring.ts';
import { ownConstraints, type SpreadConstraint } from './spread-constraint.ts';
import { SpreadCounts } from './spread-counts.ts';

const name = 'PodTopologySpread';
const skewed = unschedulable(name, "node(s) didn't match pod topology spread constraints");
const unlabelled = unresolvable(name, "node(s) didn't match pod topology spread constraints (missing required label)");

interface FilterState {
  readonly counts: SpreadCounts;
  /** Per constraint: 1 when the pod matches its own selector. */
  readonly selfMatches: readonly number[];
}

/**
 * Keeps the numbers of matching pods in topology domains even: DoNotSchedule constraints filter, ScheduleAnyway ones (or the system's
 * default ones) score. Source: plugins/podtopologyspread.
 */
export const podTopologySpread: FilterPlugin<FilterState> & ScorePlugin<SpreadScoring> = {
  name,
  scope: 'cluster',
  weight: 2,
  events: [
    { kinds: ['AssignedPodAdd', 'AssignedPodDelete', 'AssignedPodUpdateLabel', 'PodUpdateLabel', 'PodUpdateToleration'], hint: afterPodChange },
    { kinds: ['NodeAdd', 'NodeDelete', 'NodeUpdateLabel', 'NodeUpdateTaint'], hint: afterNodeChange },
  ],

  preFilter(pod, cache, previous) {
    if (!pod.shape.spec.topologySpreadConstraints?.length) return { kind: 'Skip' };
    const state = previous?.counts.isCurrent(cache) ? previous : newFilterState(pod, cache);
    if (!state) return { kind: 'Skip' };
    state.counts.sync(cache);
    return { kind: 'Run', state };
  },

  filter({ counts, selfMatches }, _pod, { slot }) {
    const { constraints } = counts;
    for (let index = 0; index < constraints.length; index += 1) {
      const { key, maxSkew } = constraints[index] as (typeof constraints)[number];
      const domain = key.domainOf[slot] as number;
      if (domain < 0) return unlabelled;
      const skew = counts.inDomain(index, domain) + (selfMatches[index] as number) - counts.globalMinimum(index);
      if (skew > maxSkew) return skewed;
    }
    return undefined;
  },

  adjust({ counts }, _pod, other, node, delta) {
    counts.adjust(other, node, delta);
  },

  preScore: prepareScoring,
  score: rawSpreadScore,
  normalize: normalizeSpread,
};

function newFilterState(pod: PodInfo, cache: SchedulerCache): FilterState | undefined {
  const constraints = ownConstraints(pod.shape, 'DoNotSchedule', cache);
  if (constraints.length === 0) return undefined;
  return {
    counts: new SpreadCounts(pod.shape, constraints, true, cache),
    selfMatches: constraints.map(({ matches }) => (matches(pod.shape.labels) ? 1 : 0)),
  };
}

/** A pod that the constraints count comes, goes or changes sides; or the pod itself gets to nodes that did not count. Source: isSchedulableAfterPodChange. */
function afterPodChange(waiting: PodInfo, { kind, pod, previousPod }: ClusterEvent, cache: SchedulerCache): QueueingHint {
  if (!pod || pod.shape.namespace !== waiting.shape.namespace) return 'Skip';
  const constraints = ownConstraints(waiting.shape, 'DoNotSchedule', cache);
  const matters = kind === 'PodUpdateToleration'
    ? constraints.some(({ honorTaints }) => honorTaints)
    : constraints.some(({ matches }) => matches(pod.shape.labels) !== (previousPod !== undefined && matches(previousPod.shape.labels)));
  return matters ? 'Queue' : 'Skip';
}

/** Only nodes that carry all topology keys take part in spreading. Source: isSchedulableAfterNodeChange. */
function afterNodeChange(waiting: PodInfo, { node, previousNode }: ClusterEvent, cache: SchedulerCache): QueueingHint {
  const constraints = ownConstraints(waiting.shape, 'DoNotSchedule', cache);
  const valueOn = (of: Node | undefined, { key }: SpreadConstraint): string | undefined => of?.metadata.labels?.[key.name];
  const takesPart = (candidate: Node | undefined): boolean =>
    candidate !== undefined && constraints.every((constraint) => valueOn(candidate, constraint) !== undefined);
  if (!node || !previousNode) return takesPart(node ?? previousNode) ? 'Queue' : 'Skip';
  if (takesPart(node) !== takesPart(previousNode)) return 'Queue';
  const moved = constraints.some((constraint) => valueOn(node, constraint) !== valueOn(previousNode, constraint));
  return takesPart(node) && (moved || !jsonEqual(node.spec?.taints, previousNode.spec?.taints)) ? 'Queue' : 'Skip';
}
