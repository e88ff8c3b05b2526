import type { AffinityTerm } from '../../cache/affinity-terms.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo, PodShape } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { PreFilterOutcome } from '../../framework/plugin.ts';
import { unresolvable, unschedulable, type Refusal } from '../../framework/refusal.ts';
import { addTo, ContributionLog, sumAt, type Contribute, type DomainSums } from './domain-sums.ts';
import { matchesAllTerms, termMatches } from './term-matching.ts';

export const pluginName = 'InterPodAffinity';
const noAffinity = unresolvable(pluginName, "node(s) didn't match pod affinity rules");
const ownAntiAffinity = unschedulable(pluginName, "node(s) didn't match pod anti-affinity rules");
const othersAntiAffinity = unschedulable(pluginName, "node(s) didn't satisfy existing pods anti-affinity rules");

/** For one pod shape: where existing pods are that its required terms, or whose required anti-affinity terms, concern. */
export interface AffinityFilterState {
  readonly log: ContributionLog;
  readonly namespaceVersion: number;
  /** Per required affinity term of the pod: existing pods that match all of them. */
  readonly affinity: readonly DomainSums[];
  /** Per required anti-affinity term of the pod: existing pods that match it. */
  readonly antiAffinity: readonly DomainSums[];
  /** Existing pods' required anti-affinity terms that match the pod, by topology key. */
  readonly existing: Map<string, DomainSums>;
  readonly contribute: (other: PodShape, pods: number, withOwnTerms: boolean, add: Contribute) => void;
  /** The pod matches its own affinity terms: the first of a group may start anywhere. */
  readonly selfMatches: boolean;
}

/** Source: interpodaffinity/filtering.go, PreFilter. */
export function prepareAffinity(
  { shape }: PodInfo, cache: SchedulerCache, previous: AffinityFilterState | undefined,
): PreFilterOutcome<AffinityFilterState> {
  const { error, requiredAffinity, requiredAntiAffinity } = shape.affinity;
  if (error !== undefined) return { kind: 'Refused', refusal: unresolvable(pluginName, `parsing pod: ${error}`) };
  const hasTerms = requiredAffinity.length + requiredAntiAffinity.length > 0;
  if (!hasTerms && cache.requiredAntiAffinityNodes.size === 0) return previous ? { kind: 'Skip', state: previous } : { kind: 'Skip' };
  const state = previous?.namespaceVersion === cache.namespaceVersion ? previous : newState(shape, cache);
  state.log.sync(cache);
  if (!hasTerms && existingEntries(state) === 0) return { kind: 'Skip', state };
  return { kind: 'Run', state };
}

function existingEntries({ existing }: AffinityFilterState): number {
  let entries = 0;
  for (const sums of existing.values()) entries += sums.entries;
  return entries;
}

function newState(shape: PodShape, cache: SchedulerCache): AffinityFilterState {
  const { requiredAffinity, requiredAntiAffinity } = shape.affinity;
  const sumsFor = ({ topologyKey }: AffinityTerm): DomainSums => ({ key: cache.topology.key(topologyKey), sums: [], entries: 0 });
  const [affinity, antiAffinity, existing] = [
    requiredAffinity.map(sumsFor), requiredAntiAffinity.map(sumsFor), new Map<string, DomainSums>(),
  ];
  const existingSums = (term: AffinityTerm): DomainSums => {
    let sums = existing.get(term.topologyKey);
    if (!sums) existing.set(term.topologyKey, (sums = sumsFor(term)));
    return sums;
  };
  const hasTerms = requiredAffinity.length + requiredAntiAffinity.length > 0;
  const contribute: AffinityFilterState['contribute'] = (other, pods, withOwnTerms, add) => {
    for (const term of other.affinity.requiredAntiAffinity) if (termMatches(term, shape, cache.api)) add(existingSums(term), pods);
    if (!withOwnTerms) return;
    if (affinity.length > 0 && matchesAllTerms(requiredAffinity, other, cache.api)) for (const sums of affinity) add(sums, pods);
    for (const [index, term] of requiredAntiAffinity.entries()) {
      if (termMatches(term, other, cache.api)) add(antiAffinity[index] as DomainSums, pods);
    }
  };
  const log = new ContributionLog(cache, (node, add) => {
    if (!hasTerms && node.requiredAntiAffinityPods === 0) return;
    for (const [other, { pods }] of node.shapes) contribute(other, pods, hasTerms, add);
  });
  return {
    log, namespaceVersion: cache.namespaceVersion, affinity, antiAffinity, existing, contribute,
    selfMatches: matchesAllTerms(requiredAffinity, shape, cache.api),
  };
}

/** Source: interpodaffinity/filtering.go, Filter; the order of the checks decides which reason is given. */
export function checkAffinity(state: AffinityFilterState, { slot }: NodeInfo): Refusal | undefined {
  if (!satisfiesAffinity(state, slot)) return noAffinity;
  for (const sums of state.antiAffinity) if (sumAt(sums, slot) > 0) return ownAntiAffinity;
  for (const sums of state.existing.values()) if (sumAt(sums, slot) > 0) return othersAntiAffinity;
  return undefined;
}

function satisfiesAffinity({ affinity, selfMatches }: AffinityFilterState, slot: number): boolean {
  let podsExist = true;
  let entries = 0;
  for (const sums of affinity) {
    // Every topology label must exist on the node.
    if ((sums.key.domainOf[slot] as number) < 0) return false;
    if (sumAt(sums, slot) <= 0) podsExist = false;
    entries += sums.entries;
  }
  return podsExist || (entries === 0 && selfMatches);
}

/** Source: PreFilterExtensions AddPod and RemovePod. */
export function adjustAffinity(state: AffinityFilterState, other: PodInfo, { slot }: NodeInfo, delta: 1 | -1): void {
  state.contribute(other.shape, 1, state.affinity.length + state.antiAffinity.length > 0, (sums, amount) => {
    const domain = sums.key.domainOf[slot] as number;
    if (domain >= 0) addTo(sums, domain, amount * delta, delta);
  });
}
