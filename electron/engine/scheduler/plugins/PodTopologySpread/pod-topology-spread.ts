import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../../framework/cluster-event.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import { unresolvable, unschedulable } from '../../framework/refusal.ts';
import { normalizeSpread, prepareScoring, rawSpreadScore, type SpreadScoring } from './spread-scoring.ts';
import { ownConstraints } from './spread-constraint.ts';
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
    { kinds: ['AssignedPodAdd', 'AssignedPodDelete', 'AssignedPodUpdateLabel', 'PodUpdateLabel'], hint: afterPodChange },
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

/** Source: isSchedulableAfterPodChange. */
function afterPodChange(waiting: PodInfo, { kind, pod, previousPod }: ClusterEvent, cache: SchedulerCache): QueueingHint {
  if (kind === 'PodUpdateLabel') return 'Queue';
  if (!pod || pod.shape.namespace !== waiting.shape.namespace) return 'Skip';
  const constraints = ownConstraints(waiting.shape, 'DoNotSchedule', cache);
  const concerns = (other: PodInfo): boolean => constraints.some(({ matches }) => matches(other.shape.labels));
  if (kind === 'AssignedPodUpdateLabel' && previousPod) return concerns(pod) !== concerns(previousPod) ? 'Queue' : 'Skip';
  return concerns(pod) ? 'Queue' : 'Skip';
}

/** Only nodes that carry all topology keys take part in spreading. Source: isSchedulableAfterNodeChange. */
function afterNodeChange(waiting: PodInfo, { node, previousNode }: ClusterEvent, cache: SchedulerCache): QueueingHint {
  const constraints = ownConstraints(waiting.shape, 'DoNotSchedule', cache);
  const takesPart = (candidate: NodeInfo['node']): boolean =>
    candidate !== undefined && constraints.every(({ key }) => candidate.metadata.labels?.[key.name] !== undefined);
  return takesPart(node) || takesPart(previousNode) ? 'Queue' : 'Skip';
}
