import type { NodeInfo } from '../cache/node-info.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { EventRegistration } from './cluster-event.ts';
import type { Refusal } from './refusal.ts';

/**
 * What an answer of a plugin rests on. `node`: the pod's shape and one NodeInfo, so the framework may keep the answer until that NodeInfo
 * changes. `cluster`: other nodes too, so it is asked in every cycle (and may carry its own state from cycle to cycle).
 */
export type Scope = 'node' | 'cluster';

/**
 * PreFilter's answer. `Skip`: the plugin has nothing to say about this pod and its Filter is not run. `nodeNames` narrows the search to
 * these nodes. `state` comes back as `previous` when a pod of the same shape is scheduled next, and goes to Filter.
 */
export type PreFilterOutcome<S> =
  | { readonly kind: 'Run'; readonly state: S; readonly nodeNames?: ReadonlySet<string> }
  | { readonly kind: 'Skip'; readonly state?: S }
  | { readonly kind: 'Refused'; readonly refusal: Refusal };

/** A Filter plugin, with its PreFilter if it has one. It keeps no state of its own: what a cycle needs is in `S`. */
export interface FilterPlugin<S = unknown> {
  readonly name: string;
  readonly scope: Scope;
  /** Cluster events that may make a pod schedulable which this plugin refused. */
  readonly events: readonly EventRegistration[];
  /**
   * Prepares Filter for one pod. With scope `node` the outcome must depend on the pod's shape alone and is kept for all pods of it.
   * @param previous the state that the last cycle for this shape left; to be brought up to date with the cache, or ignored
   */
  preFilter?(pod: PodInfo, cache: SchedulerCache, previous: S | undefined): PreFilterOutcome<S>;
  /** @returns why the pod cannot go to the node; undefined: it can, as far as this plugin knows */
  filter(state: S, pod: PodInfo, node: NodeInfo): Refusal | undefined;
  /**
   * PreFilterExtensions: `state` as it would be with `other` added to (+1) or removed from (-1) `node`. Preemption tries removals out and
   * takes every change back before the cycle ends.
   */
  adjust?(state: S, pod: PodInfo, other: PodInfo, node: NodeInfo, delta: 1 | -1): void;
}

/** A PreEnqueue plugin: pods that it holds back are not tried at all. */
export interface PreEnqueuePlugin {
  readonly name: string;
  /** Events that may open the gate. */
  readonly events: readonly EventRegistration[];
  /** @returns why the pod has to wait, in the words of kube-scheduler; undefined: it may enter the queue */
  preEnqueue(pod: PodInfo, cache: SchedulerCache): string | undefined;
}

/** The nodes that passed all filters: `slots[0 .. count-1]`, in evaluation order. */
export interface FeasibleNodes {
  readonly slots: Int32Array;
  readonly count: number;
}

export interface PreScoreOutcome<S> {
  /** The plugin contributes 0 to every node. */
  readonly skip: boolean;
  readonly state: S;
}

/** A Score plugin, with its PreScore and NormalizeScore if it has them. */
export interface ScorePlugin<S = unknown> {
  readonly name: string;
  readonly scope: Scope;
  readonly weight: number;
  /** With scope `node` the outcome must depend on the pod's shape alone. `previous` is as in FilterPlugin. */
  preScore?(pod: PodInfo, cache: SchedulerCache, feasible: FeasibleNodes, previous: S | undefined): PreScoreOutcome<S>;
  /** An integer; 0..100 unless `normalize` brings it there. */
  score(state: S, pod: PodInfo, node: NodeInfo): number;
  /**
   * Rewrites `scores[0 .. feasible.count-1]` in place to integers 0..100. With scope `node`: raw scores that are all 0 must become all
   * the same, whatever their number, so that the framework need not go through them.
   */
  normalize?(state: S, scores: Float64Array, feasible: FeasibleNodes): void;
  /** With scope `node`: a number that changes when kept scores of this shape lose their validity for another cause than a node's change. */
  epoch?(state: S, pod: PodInfo, cache: SchedulerCache): number;
}

/** What PostFilter achieved for a pod that fits nowhere. */
export interface PostFilterOutcome {
  /** What to add to the FitError; empty when a node was nominated. */
  readonly message: string;
  /** The node on which room is being made; '' clears an earlier nomination; undefined leaves it. */
  readonly nominatedNodeName: string | undefined;
  /** Pods to evict from that node, most important first. */
  readonly victims: readonly PodInfo[];
}

export const maxNodeScore = 100;
