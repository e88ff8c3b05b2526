import type { AffinityTerm } from '../../cache/affinity-terms.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../../framework/cluster-event.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import { adjustAffinity, checkAffinity, pluginName, prepareAffinity, type AffinityFilterState } from './affinity-filter.ts';
import { normalizeAffinity, prepareAffinityScoring, rawAffinityScore, type AffinityScoring } from './affinity-scoring.ts';
import { matchesAllTerms, termMatches } from './term-matching.ts';

/** Places pods near to, or away from, other pods. Source: plugins/interpodaffinity. */
export const interPodAffinity: FilterPlugin<AffinityFilterState> & ScorePlugin<AffinityScoring> = {
  name: pluginName,
  scope: 'cluster',
  weight: 2,
  events: [
    { kinds: ['AssignedPodAdd', 'AssignedPodDelete', 'AssignedPodUpdateLabel', 'PodUpdateLabel'], hint: afterPodChange },
    { kinds: ['NodeAdd', 'NodeUpdateLabel'], hint: afterNodeChange },
    { kinds: ['NamespaceUpdateLabel'] },
  ],

  preFilter: prepareAffinity,
  filter: (state, _pod, node) => checkAffinity(state, node),
  adjust: (state, _pod, other, node, delta) => adjustAffinity(state, other, node, delta),

  preScore: prepareAffinityScoring,
  score: (state, _pod, node) => rawAffinityScore(state, node),
  normalize: (_state, scores, feasible) => normalizeAffinity(scores, feasible),
};

/** Source: interpodaffinity/plugin.go, isSchedulableAfterPodChange. */
function afterPodChange({ shape }: PodInfo, { kind, pod, previousPod }: ClusterEvent, { api }: SchedulerCache): QueueingHint {
  if (kind === 'PodUpdateLabel') return 'Queue';
  if (!pod) return 'Skip';
  const { requiredAffinity, requiredAntiAffinity } = shape.affinity;
  const wanted = (other: PodInfo): boolean => matchesAllTerms(requiredAffinity, other.shape, api);
  const repels = (other: PodInfo): boolean =>
    requiredAntiAffinity.some((term) => termMatches(term, other.shape, api))
    || other.shape.affinity.requiredAntiAffinity.some((term) => termMatches(term, shape, api));
  switch (kind) {
    case 'AssignedPodAdd': return wanted(pod) ? 'Queue' : 'Skip';
    case 'AssignedPodDelete': return repels(pod) ? 'Queue' : 'Skip';
    default: {
      if (!previousPod) return 'Queue';
      return (wanted(pod) && !wanted(previousPod)) || (repels(previousPod) && !repels(pod)) ? 'Queue' : 'Skip';
    }
  }
}

/**
 * Affinity needs a node with the label; anti-affinity is glad of any new node, and of one that leaves a domain. Source: isSchedulableAfterNodeChange.
 * Differs: a pod that only existing pods' anti-affinity refused does not have to wait for the next flush.
 */
function afterNodeChange({ shape }: PodInfo, { node, previousNode }: ClusterEvent): QueueingHint {
  const { requiredAffinity, requiredAntiAffinity } = shape.affinity;
  const moves = ({ topologyKey }: AffinityTerm): [before: string | undefined, after: string | undefined] =>
    [previousNode?.metadata.labels?.[topologyKey], node?.metadata.labels?.[topologyKey]];
  const joins = (term: AffinityTerm): boolean => {
    const [before, after] = moves(term);
    return after !== undefined && after !== before;
  };
  const leaves = (term: AffinityTerm): boolean => {
    const [before, after] = moves(term);
    return !previousNode || (before !== undefined && after !== before);
  };
  if (requiredAffinity.some(joins) || requiredAntiAffinity.some(leaves)) return 'Queue';
  return requiredAffinity.length + requiredAntiAffinity.length === 0 ? 'Queue' : 'Skip';
}
