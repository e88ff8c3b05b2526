import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { ClusterEvent, ClusterEventKind } from '../framework/cluster-event.ts';
import { alignToWindow, backoffUntilMs, backoffWindowMs, isBackingOff } from './backoff.ts';
import { KeyedHeap } from './keyed-heap.ts';
import { newQueuedPod, wholeQueuedPod, type QueuedPod } from './queued-pod.ts';
import type { Gate, QueueingHints } from './requeue.ts';

/** Source: DefaultPodMaxInUnschedulablePodsDuration, and the period of flushUnschedulablePodsLeftover. */
export const maxUnschedulableMs = 300_000;
export const unschedulableFlushPeriodMs = 30_000;

/** Plain data: what a snapshot keeps. */
export interface QueueState {
  active: QueuedPod[];
  backoff: QueuedPod[];
  errorBackoff: QueuedPod[];
  unschedulable: QueuedPod[];
  nextSequence: number;
}

/**
 * The pods that wait for a node: ready ones by priority, ones in back-off, and ones that wait until something happens that may help them.
 * Source: pkg/scheduler/backend/queue/scheduling_queue.go. Differs: nothing happens while a pod is being placed, so there are no events
 * "in flight".
 */
export class SchedulingQueue {
  private readonly active = new KeyedHeap<QueuedPod>(goesFirst);
  private readonly backoff = new KeyedHeap<QueuedPod>(endsFirst);
  /** Attempts that failed for other causes than a refusal: they are not taken before their time. */
  private readonly errorBackoff = new KeyedHeap<QueuedPod>(endsFirst);
  private readonly unschedulable = new Map<string, QueuedPod>();
  /** Plugin → waiting pods that it refused; under '' those that no plugin refused. Lets events that concern nobody cost nothing. */
  private readonly waitingFor = new Map<string, number>();
  private nextSequence = 0;
  private readonly hints: QueueingHints;
  private readonly cache: () => SchedulerCache;
  /** The pending pod as the API has it now. */
  private readonly podOf: (key: string) => PodInfo | undefined;
  private readonly onHeld: (pod: PodInfo, gate: Gate) => void;

  /** @param onHeld told when a gate holds a pod back that was not held by it before */
  constructor(
    hints: QueueingHints, cache: () => SchedulerCache, podOf: (key: string) => PodInfo | undefined, onHeld: (pod: PodInfo, gate: Gate) => void = () => undefined,
  ) {
    this.hints = hints;
    this.cache = cache;
    this.podOf = podOf;
    this.onHeld = onHeld;
  }

  get counts(): { active: number; backoff: number; unschedulable: number } {
    return { active: this.active.size, backoff: this.backoff.size + this.errorBackoff.size, unschedulable: this.unschedulable.size };
  }

  /** A pod without a node appeared. */
  add(pod: PodInfo, nowMs: number): void {
    const queued = newQueuedPod(pod.key, pod.pod.metadata.uid ?? '', pod.priority, this.nextSequence, nowMs);
    this.nextSequence += 1;
    if (!this.isHeld(queued, pod)) this.active.push(queued);
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** A waiting pod changed: in what way, `kinds` says. */
  update(pod: PodInfo, previous: PodInfo | undefined, kinds: readonly ClusterEventKind[], nowMs: number): void {
    const queued = this.find(pod.key);
    if (!queued || queued.uid !== (pod.pod.metadata.uid ?? '')) {
      this.remove(pod.key);
      this.add(pod, nowMs);
      return;
    }
    if (queued.priority !== pod.priority) this.reprioritize(queued, pod.priority);
    if (!this.unschedulable.has(pod.key)) return;
    const event = (kind: ClusterEventKind): ClusterEvent => ({ kind, pod, ...(previous ? { previousPod: previous } : {}) });
    if (kinds.some((kind) => this.hints.isWorthRequeuing(pod, keptBy(queued), event(kind), this.cache()))) this.release(queued, pod, nowMs);
  }

  /** The pod no longer waits: bound, finished or deleted. */
  remove(key: string): void {
    if (this.active.remove(key) ?? this.backoff.remove(key) ?? this.errorBackoff.remove(key)) return;
    const queued = this.unschedulable.get(key);
    if (queued) this.unpark(queued);
  }

  /**
   * Takes the pod to place next. When no pod is ready, one in back-off is taken early, for there is nothing better to do
   * (SchedulerPopFromBackoffQ).
   */
  pop(): QueuedPod | undefined {
    const queued = this.active.pop() ?? this.backoff.pop();
    if (!queued) return undefined;
    queued.attempts += 1;
    queued.backoffUntilMs = undefined;
    return queued;
  }

  /** Whether `pop` would give a pod now. */
  get isReady(): boolean {
    return this.active.size + this.backoff.size > 0;
  }

  /** Plugins refused the pod (or there are no nodes): it waits for an event that may help. */
  putUnschedulable(queued: QueuedPod, rejectedBy: readonly string[], nowMs: number): void {
    queued.unschedulableCount += 1;
    queued.errorCount = 0;
    queued.rejectedBy = [...rejectedBy];
    queued.timestampMs = nowMs;
    this.park(queued);
  }

  /** The attempt failed for another cause: it is repeated after a back-off. */
  putFailed(queued: QueuedPod, nowMs: number): void {
    queued.errorCount += 1;
    queued.rejectedBy = [];
    queued.timestampMs = nowMs;
    this.errorBackoff.push(queued);
  }

  /**
   * Something happened in the cluster: pods that it may help become ready, after their back-off.
   * @param maxPriority it is of no use to pods of a higher priority than this
   */
  moveAll(event: ClusterEvent, nowMs: number, maxPriority = Infinity): void {
    if (this.unschedulable.size === 0) return;
    const isAwaited = (plugin: string): boolean => (this.waitingFor.get(plugin) ?? 0) > 0;
    if (!isAwaited('') && !this.hints.pluginsFor(event.kind).some(isAwaited)) return;
    for (const queued of [...this.unschedulable.values()]) {
      if (queued.priority > maxPriority) continue;
      const pod = this.podOf(queued.key);
      if (pod && this.hints.isWorthRequeuing(pod, keptBy(queued), event, this.cache())) this.release(queued, pod, nowMs);
    }
  }

  /** Moves pods whose back-off has ended, and (every 30 s) pods that have waited for more than 5 minutes. */
  flush(nowMs: number): void {
    for (const heap of [this.backoff, this.errorBackoff]) {
      for (let queued = heap.peek(); queued && !isBackingOff(queued, nowMs); queued = heap.peek()) {
        heap.pop();
        this.active.push(queued);
      }
    }
    if (nowMs % unschedulableFlushPeriodMs !== 0) return;
    for (const queued of [...this.unschedulable.values()]) {
      if (queued.gatedBy !== undefined || nowMs - queued.timestampMs <= maxUnschedulableMs) continue;
      const pod = this.podOf(queued.key);
      if (pod) this.release(queued, pod, nowMs);
    }
  }

  /** When `flush` has back-offs to end next; Infinity: never. */
  nextBackoffEndMs(): number {
    const first = this.errorBackoff.peek();
    return first ? alignToWindow(backoffUntilMs(first)) + backoffWindowMs : Infinity;
  }

  /** When `flush` next has to look at pods that have waited long; Infinity: none waits. */
  nextLeftoverFlushMs(nowMs: number): number {
    for (const { gatedBy, timestampMs } of this.unschedulable.values()) {
      if (gatedBy !== undefined) continue;
      // Pods are parked with the current time, so the first one is the oldest.
      return Math.max(leftoverFlushMs(timestampMs), leftoverFlushMs(nowMs - maxUnschedulableMs));
    }
    return Infinity;
  }

  save(): QueueState {
    return {
      active: [...this.active.values()], backoff: [...this.backoff.values()], errorBackoff: [...this.errorBackoff.values()],
      unschedulable: [...this.unschedulable.values()], nextSequence: this.nextSequence,
    };
  }

  load(state: QueueState): void {
    for (const queued of state.active) this.active.push(wholeQueuedPod(queued));
    for (const queued of state.backoff) this.backoff.push(wholeQueuedPod(queued));
    for (const queued of state.errorBackoff) this.errorBackoff.push(wholeQueuedPod(queued));
    for (const queued of state.unschedulable) this.park(wholeQueuedPod(queued));
    this.nextSequence = state.nextSequence;
  }

  private find(key: string): QueuedPod | undefined {
    return this.active.get(key) ?? this.backoff.get(key) ?? this.errorBackoff.get(key) ?? this.unschedulable.get(key);
  }

  private reprioritize(queued: QueuedPod, priority: number): void {
    for (const heap of [this.active, this.backoff, this.errorBackoff]) {
      if (!heap.remove(queued.key)) continue;
      queued.priority = priority;
      heap.push(queued);
    }
    queued.priority = priority;
  }

  /** Out of the unschedulable pods, into back-off or straight among the ready ones, unless a gate holds the pod. */
  private release(queued: QueuedPod, pod: PodInfo, nowMs: number): void {
    this.unpark(queued);
    if (!this.isHeld(queued, pod)) (isBackingOff(queued, nowMs) ? this.backoff : this.active).push(queued);
  }

  /** Asks the gates; a pod that one of them holds stays among the unschedulable ones. Source: runPreEnqueuePlugins, moveToActiveQ. */
  private isHeld(queued: QueuedPod, pod: PodInfo): boolean {
    const gate = this.hints.gateOf(pod, this.cache());
    const before = queued.gatedBy;
    queued.gatedBy = gate?.plugin;
    if (!gate) return false;
    this.park(queued);
    if (gate.plugin !== before) this.onHeld(pod, gate);
    return true;
  }

  private park(queued: QueuedPod): void {
    this.unschedulable.set(queued.key, queued);
    for (const plugin of awaited(queued)) this.waitingFor.set(plugin, (this.waitingFor.get(plugin) ?? 0) + 1);
  }

  private unpark(queued: QueuedPod): void {
    this.unschedulable.delete(queued.key);
    for (const plugin of awaited(queued)) this.waitingFor.set(plugin, (this.waitingFor.get(plugin) ?? 0) - 1);
  }
}

/** When a pod parked at `sinceMs` is tried again at the latest: at the first flush after its five minutes. */
export function leftoverFlushMs(sinceMs: number): number {
  return Math.ceil((sinceMs + maxUnschedulableMs + 1) / unschedulableFlushPeriodMs) * unschedulableFlushPeriodMs;
}

/** Plugins that would have to change their mind; none: whatever happens is worth an attempt. */
function keptBy({ gatedBy, rejectedBy }: QueuedPod): readonly string[] {
  return gatedBy === undefined ? rejectedBy : [gatedBy];
}

function awaited(queued: QueuedPod): readonly string[] {
  const plugins = keptBy(queued);
  return plugins.length > 0 ? plugins : [''];
}

/** Source: plugins/queuesort, PrioritySort. */
function goesFirst(a: QueuedPod, b: QueuedPod): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (a.timestampMs !== b.timestampMs) return a.timestampMs < b.timestampMs;
  return a.sequence < b.sequence;
}

/** By the window in which the back-off ends; within it as for ready pods. */
function endsFirst(a: QueuedPod, b: QueuedPod): boolean {
  const [left, right] = [backoffUntilMs(a), backoffUntilMs(b)];
  return left === right ? goesFirst(a, b) : left < right;
}
