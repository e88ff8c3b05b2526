import type { NodeInfo } from '../cache/node-info.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { FilterPlugin } from './plugin.ts';
import type { PodClass } from './pod-class.ts';
import type { Profile } from './profile.ts';
import { unresolvable, type Refusal } from './refusal.ts';
import { RefusedList, type RefusedNodes } from './refused-nodes.ts';

/** The filters that have something to say about one pod, with their states, ready to be asked about nodes. */
export interface PreparedFilters {
  /** Node-scoped ones before any cluster-scoped one: their first refusal is kept per node. */
  readonly kept: readonly Prepared[];
  /** From the first cluster-scoped one on: asked in every cycle. */
  readonly asked: readonly Prepared[];
  /** PreFilter narrowed the search to these nodes, by the plugins named. */
  readonly nodeNames?: ReadonlySet<string>;
  readonly narrowedBy: readonly string[];
}

export interface Prepared {
  readonly plugin: FilterPlugin;
  readonly state: unknown;
}

/** Source: RunPreFilterPlugins. @returns the refusal when a plugin turns the pod away from every node */
export function runPreFilters(profile: Profile, podClass: PodClass, pod: PodInfo, cache: SchedulerCache): PreparedFilters | Refusal {
  const kept: Prepared[] = [];
  const asked: Prepared[] = [];
  const narrowedBy: string[] = [];
  let nodeNames: ReadonlySet<string> | undefined;
  for (let index = 0; index < profile.filters.length; index += 1) {
    const plugin = profile.filters[index] as FilterPlugin;
    let state: unknown;
    if (plugin.preFilter) {
      const previous = podClass.preFilters[index];
      const previousState = previous && previous.kind !== 'Refused' ? previous.state : undefined;
      const outcome = plugin.scope === 'node' && previous ? previous : plugin.preFilter(pod, cache, previousState);
      podClass.preFilters[index] = outcome;
      if (outcome.kind === 'Refused') return outcome.refusal;
      if (outcome.kind === 'Skip') continue;
      state = outcome.state;
      if (outcome.nodeNames) {
        narrowedBy.push(plugin.name);
        nodeNames = nodeNames ? intersection(nodeNames, outcome.nodeNames) : outcome.nodeNames;
        if (nodeNames.size === 0) return unresolvable(plugin.name, `${unsatisfied(narrowedBy)} simultaneously`);
      }
    }
    (asked.length > 0 || plugin.scope === 'cluster' ? asked : kept).push({ plugin, state });
  }
  return nodeNames ? { kept, asked, nodeNames, narrowedBy } : { kept, asked, narrowedBy };
}

/** The reason given for nodes that PreFilter left out. */
export function unsatisfied(plugins: readonly string[]): string {
  return `node(s) didn't satisfy plugin(s) [${plugins.join(' ')}]`;
}

function intersection(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((name) => b.has(name)));
}

/** What the search over the nodes found. */
export interface FilterRun {
  /** The nodes that passed: `feasible[0 .. feasibleCount-1]`, slots in evaluation order. */
  readonly feasible: Int32Array;
  feasibleCount: number;
  readonly refused: RefusedNodes;
}

/** Where a search puts what it finds; used again by the next one. `feasible` has room for all that is asked for. */
export interface SearchBuffers {
  feasible: Int32Array;
  refused: RefusedList;
}

export function newSearchBuffers(capacity: number): SearchBuffers {
  return { feasible: new Int32Array(capacity), refused: new RefusedList() };
}

/**
 * Asks the filters about nodes from `order[start]` on, until `limit` nodes passed or all were asked.
 * Source: findNodesThatPassFilters.
 * Differs: one after another, so that the same nodes are found each time.
 */
export function runFilters(
  prepared: PreparedFilters, podClass: PodClass, pod: PodInfo, cache: SchedulerCache, order: Int32Array, start: number, limit: number,
  { feasible, refused }: SearchBuffers = newSearchBuffers(limit),
): FilterRun {
  const run: FilterRun = { feasible, feasibleCount: 0, refused };
  refused.clear();
  const { kept, asked } = prepared;
  useVerdicts(podClass, asked.length === 0);
  const { verdicts, verdictGenerations } = podClass;
  const { generations, nominatedPods } = cache;
  // The node to which the pod itself is nominated: the answer for other pods of its kind is another there.
  const ownSlot = cache.nominatedNode(pod.key)?.slot;
  const total = order.length;
  let position = start;
  for (let step = 0; step < total && run.feasibleCount < limit; step += 1) {
    const slot = order[position] as number;
    position += 1;
    if (position === total) position = 0;
    let refusal: Refusal | undefined;
    if (slot === ownSlot) {
      const node = cache.at(slot);
      refusal = firstRefusal(kept, pod, node) ?? firstRefusal(asked, pod, node) ?? refusalBesideNominated(prepared, pod, node);
    } else {
      if (verdictGenerations[slot] !== generations[slot]) renewVerdict(prepared, podClass, pod, cache.at(slot));
      refusal = verdicts[slot];
      if (refusal === undefined && asked.length > 0) {
        refusal = firstRefusal(asked, pod, cache.at(slot));
        if (refusal === undefined && nominatedPods[slot] !== 0) refusal = refusalBesideNominated(prepared, pod, cache.at(slot));
      }
    }
    if (refusal === undefined) {
      feasible[run.feasibleCount] = slot;
      run.feasibleCount += 1;
    } else {
      refused.add(slot, refusal);
    }
  }
  return run;
}

/** What the kept verdicts say depends on whether the node-scoped filters are alone. */
function useVerdicts(podClass: PodClass, alone: boolean): void {
  if (podClass.alone === alone) return;
  podClass.alone = alone;
  podClass.verdictGenerations.fill(0);
}

/** Asks the node-scoped filters about a node that changed. @returns the new verdict */
export function renewVerdict(prepared: PreparedFilters, podClass: PodClass, pod: PodInfo, node: NodeInfo): Refusal | undefined {
  const refusal = firstRefusal(prepared.kept, pod, node) ?? (podClass.alone ? refusalBesideNominated(prepared, pod, node) : undefined);
  podClass.verdicts[node.slot] = refusal;
  podClass.verdictGenerations[node.slot] = node.generation;
  return refusal;
}

/**
 * Whether the pod would still fit once the pods arrived for which room was made on the node. Only those of at least its priority count.
 * Source: RunFilterPluginsWithNominatedPods; differs in order only: the node as it is was asked first.
 */
export function refusalBesideNominated(prepared: PreparedFilters, pod: PodInfo, node: NodeInfo): Refusal | undefined {
  if (node.nominated.size === 0) return undefined;
  const guests = [...node.nominated.values()].filter((guest) => guest.key !== pod.key && guest.priority >= pod.priority);
  if (guests.length === 0) return undefined;
  for (const guest of guests) tryOut(prepared, pod, guest, node, 1);
  const refusal = firstRefusal(prepared.kept, pod, node) ?? firstRefusal(prepared.asked, pod, node);
  for (const guest of guests) tryOut(prepared, pod, guest, node, -1);
  return refusal;
}

/** Adds a pod to a node, or removes it, as far as the filters of this cycle can see. To be taken back before the cycle ends. */
export function tryOut({ kept, asked }: PreparedFilters, pod: PodInfo, other: PodInfo, node: NodeInfo, delta: 1 | -1): void {
  if (delta === 1) node.addPod(other);
  else node.removePod(other);
  for (const { plugin, state } of kept) plugin.adjust?.(state, pod, other, node, delta);
  for (const { plugin, state } of asked) plugin.adjust?.(state, pod, other, node, delta);
}

/** Filters run in order and the first refusal ends it. Source: RunFilterPlugins. */
export function firstRefusal(filters: readonly Prepared[], pod: PodInfo, node: NodeInfo): Refusal | undefined {
  for (let index = 0; index < filters.length; index += 1) {
    const { plugin, state } = filters[index] as Prepared;
    const refusal = plugin.filter(state, pod, node);
    if (refusal) return refusal;
  }
  return undefined;
}
