import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo, PodShape } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { requiredNodeAffinity, type NodeMatcher } from '../NodeAffinity/node-selector.ts';
import { doNotScheduleEffects, untoleratedTaint } from '../TaintToleration/tolerations.ts';
import type { SpreadConstraint } from './spread-constraint.ts';

/** Counts for one constraint. Arrays over nodes are by slot, arrays over domains by the key's domain numbers. */
interface Tally {
  readonly constraint: SpreadConstraint;
  /** Pods on the node that the constraint counts. */
  onNode: Int32Array;
  /** The domain to which `onNode` was added; -1: the node does not count. */
  countedIn: Int32Array;
  /** Domain → pods. */
  readonly pods: number[];
  /** Domain → nodes that count. A domain exists while it has one. */
  readonly nodes: number[];
  domains: number;
  /** The lowest `pods` of all domains; undefined: to be found again. */
  lowest: number | undefined;
}

/**
 * How many pods match each constraint in each topology domain, for one pod shape. `sync` brings it up to date with work in proportion to
 * the nodes that changed since; a fresh object counts all of them.
 */
export class SpreadCounts {
  readonly constraints: readonly SpreadConstraint[];
  private readonly tallies: readonly Tally[];
  private readonly shape: PodShape;
  private readonly requireAllKeys: boolean;
  private readonly selects: NodeMatcher | undefined;
  private generation = 0;
  private removals: number;

  /** @param requireAllKeys a node that lacks the label of any constraint counts for none */
  constructor(shape: PodShape, constraints: readonly SpreadConstraint[], requireAllKeys: boolean, cache: SchedulerCache) {
    this.shape = shape;
    this.constraints = constraints;
    this.requireAllKeys = requireAllKeys;
    this.selects = requiredNodeAffinity(shape.spec);
    this.removals = cache.removals;
    this.tallies = constraints.map((constraint) => ({
      constraint, onNode: new Int32Array(cache.nodes.length), countedIn: new Int32Array(cache.nodes.length).fill(-1), pods: [], nodes: [],
      domains: 0, lowest: undefined,
    }));
  }

  /** Whether `sync` can still catch up; it cannot take away what a removed node contributed. */
  isCurrent(cache: SchedulerCache): boolean {
    return this.removals === cache.removals;
  }

  sync(cache: SchedulerCache): void {
    for (let node = cache.newest; node && node.generation > this.generation; node = node.older) if (node.node) this.recount(node);
    this.generation = cache.generation;
  }

  /** Pods on one node that the constraint counts. */
  onNode(index: number, slot: number): number {
    return this.tally(index).onNode[slot] ?? 0;
  }

  inDomain(index: number, domain: number): number {
    return this.tally(index).pods[domain] ?? 0;
  }

  /** The least number of pods in any domain, 0 when there are fewer domains than the constraint's minDomains. */
  globalMinimum(index: number): number {
    const tally = this.tally(index);
    if (tally.domains < tally.constraint.minDomains) return 0;
    if (tally.lowest === undefined) {
      let lowest = Infinity;
      for (let domain = 0; domain < tally.pods.length; domain += 1) {
        const pods = tally.pods[domain] as number;
        if (pods < lowest && (tally.nodes[domain] as number) > 0) lowest = pods;
      }
      tally.lowest = lowest;
    }
    return tally.lowest;
  }

  /** As if `pod` were added to (or removed from) `node`: for trying out preemption, undone before the next `sync`. */
  adjust(pod: PodInfo, node: NodeInfo, delta: 1 | -1): void {
    for (const tally of this.tallies) {
      const domain = tally.countedIn[node.slot] ?? -1;
      if (domain < 0 || pod.terminating || !counts(tally.constraint, this.shape, pod.shape)) continue;
      this.change(tally, domain, delta);
    }
  }

  private recount(node: NodeInfo): void {
    const { slot } = node;
    const hasAllKeys = !this.requireAllKeys || this.constraints.every(({ key }) => (key.domainOf[slot] as number) >= 0);
    for (const tally of this.tallies) {
      if (slot >= tally.onNode.length) grow(tally, slot + 1);
      const before = tally.countedIn[slot] as number;
      const after = hasAllKeys && this.includes(tally.constraint, node) ? (tally.constraint.key.domainOf[slot] as number) : -1;
      const podsBefore = tally.onNode[slot] as number;
      const podsAfter = countPods(tally.constraint, this.shape, node);
      tally.onNode[slot] = podsAfter;
      tally.countedIn[slot] = after;
      if (before === after) {
        if (after >= 0 && podsBefore !== podsAfter) this.change(tally, after, podsAfter - podsBefore);
        continue;
      }
      if (before >= 0) this.leave(tally, before, podsBefore);
      if (after >= 0) this.enter(tally, after, podsAfter);
    }
  }

  /** Source: topologySpreadConstraint.matchNodeInclusionPolicies. */
  private includes({ honorAffinity, honorTaints }: SpreadConstraint, node: NodeInfo): boolean {
    if (honorAffinity && this.selects && !this.selects(node.labels, node.name)) return false;
    return !honorTaints || !untoleratedTaint(node.taints, this.shape.spec.tolerations, doNotScheduleEffects);
  }

  private enter(tally: Tally, domain: number, pods: number): void {
    while (tally.pods.length <= domain) {
      tally.pods.push(0);
      tally.nodes.push(0);
    }
    if (tally.nodes[domain] === 0) tally.domains += 1;
    tally.nodes[domain] = (tally.nodes[domain] as number) + 1;
    tally.pods[domain] = (tally.pods[domain] as number) + pods;
    tally.lowest = undefined;
  }

  private leave(tally: Tally, domain: number, pods: number): void {
    tally.nodes[domain] = (tally.nodes[domain] as number) - 1;
    if (tally.nodes[domain] === 0) tally.domains -= 1;
    tally.pods[domain] = (tally.pods[domain] as number) - pods;
    tally.lowest = undefined;
  }

  private change(tally: Tally, domain: number, delta: number): void {
    const before = tally.pods[domain] as number;
    const after = before + delta;
    tally.pods[domain] = after;
    if (tally.lowest === undefined) return;
    if (after < tally.lowest) tally.lowest = after;
    else if (before === tally.lowest && after > before) tally.lowest = undefined;
  }

  private tally(index: number): Tally {
    return this.tallies[index] as Tally;
  }
}

/** Whether existing pods of a shape count for a constraint of `shape`, unless they are being deleted. Source: countPodsMatchSelector. */
function counts({ countsNothing, matches }: SpreadConstraint, shape: PodShape, existing: PodShape): boolean {
  return !countsNothing && existing.namespace === shape.namespace && matches(existing.labels);
}

function countPods(constraint: SpreadConstraint, shape: PodShape, node: NodeInfo): number {
  let count = 0;
  for (const [existing, { pods, terminating }] of node.shapes) if (counts(constraint, shape, existing)) count += pods - terminating;
  return count;
}

function grow(tally: Tally, atLeast: number): void {
  const size = Math.max(atLeast, tally.onNode.length * 2);
  const [onNode, countedIn] = [new Int32Array(size), new Int32Array(size).fill(-1)];
  onNode.set(tally.onNode);
  countedIn.set(tally.countedIn);
  tally.onNode = onNode;
  tally.countedIn = countedIn;
}
