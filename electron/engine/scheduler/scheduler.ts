import type { JsonValue } from '../../../shared/json.ts';
import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { jsonEqual } from '../../../shared/json.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../component.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import type { PodInfo } from './cache/pod-info.ts';
import { SchedulerCache, isAssigned, isFinished, type CacheOptions } from './cache/scheduler-cache.ts';
import { assignedPodChanges, nodeChanges, waitingPodChanges } from './cluster-changes.ts';
import { cycleTimeMs } from './cycle-time.ts';
import { defaultProfile, type Profile } from './framework/profile.ts';
import { QueueingHints, type Gate } from './queue/requeue.ts';
import { SchedulingQueue, type QueueState } from './queue/scheduling-queue.ts';
import { PodPlacer } from './schedule-pod.ts';
import type { RunningScheduler } from './running-scheduler.ts';
import { scheduleOne } from './schedule-one.ts';
import { supplyChange, watchedSupplies } from './supply-changes.ts';
import { continueBindings, nextBindTimeoutMs, type WaitingBinding } from './waiting-bindings.ts';

/** What a snapshot keeps beside what the API says. */
interface SavedScheduler {
  queue: QueueState;
  /** The node tree's order, which depends on the order in which nodes came and changed zones. */
  nodeOrder: string[];
  /** Sizes of images as the first node said that had them. */
  imageSizes: Map<string, number>;
  nextStart: number;
  busyUntilMs: number;
  /** Absent in snapshots from before volumes took part. */
  waiting?: Map<string, WaitingBinding>;
}

/** kube-scheduler as a component: watches, keeps its cache and queue, and places one pod per run. */
export function createScheduler(context: ComponentContext): Component {
  return new KubeScheduler(context, defaultProfile(), {});
}

export class KubeScheduler implements Component {
  readonly name = 'kube-scheduler';
  readonly eventSource = 'default-scheduler';
  readonly process = 'kube-scheduler';
  readonly watches = [
    'pods', 'nodes', 'namespaces', 'services', 'replicasets', 'statefulsets', 'poddisruptionbudgets', ...watchedSupplies,
  ];
  private readonly context: ComponentContext;
  private readonly profile: Profile;
  private readonly hints: QueueingHints;
  private readonly options: { keepAnswers?: boolean };
  private running: RunningScheduler | undefined;
  private busyUntilMs = 0;

  /** @param options `keepAnswers: false` works everything out anew for each pod, which must give the same results */
  constructor(context: ComponentContext, profile: Profile, options: { keepAnswers?: boolean }) {
    this.context = context;
    this.profile = profile;
    this.hints = new QueueingHints(profile);
    this.options = options;
  }

  start(): void {
    const running = this.begin({});
    for (const pod of this.context.api.list<Pod>('pods')) if (this.isMine(pod)) this.enqueue(running, pod);
    this.plan();
  }

  stop(): void {
    this.running = undefined;
    this.busyUntilMs = 0;
  }

  observe(event: WatchEvent): void {
    const { running } = this;
    if (!running) return;
    switch (event.resource) {
      case 'pods': this.observePod(running, event as WatchEvent<Pod>); break;
      case 'nodes': this.observeNode(running, event as WatchEvent<Node>); break;
      case 'namespaces': this.observeNamespace(running, event as WatchEvent<Namespace>); break;
      case 'poddisruptionbudgets': running.cache.budgetVersion += 1; break;
      case 'services': case 'replicasets': case 'statefulsets': if (selectorChanged(event)) running.cache.selectorVersion += 1; break;
      default: this.observeSupply(running, event);
    }
    this.plan();
  }

  run(): void {
    const { running } = this;
    if (!running) return;
    const nowMs = this.context.env.nowMs;
    if (running.waiting.size > 0) continueBindings(running);
    running.queue.flush(nowMs);
    if (nowMs >= this.busyUntilMs) {
      const queued = running.queue.pop();
      if (queued) {
        running.placer.lookedAt = 0;
        // What it writes comes back as events at once: busy already.
        this.busyUntilMs = nowMs + cycleTimeMs(0);
        scheduleOne(running, queued);
        this.busyUntilMs = nowMs + cycleTimeMs(running.placer.lookedAt);
      }
    }
    this.plan();
  }

  save(): JsonValue {
    const { running } = this;
    if (!running) return null;
    const { queue, cache, placer, waiting } = running;
    const saved: SavedScheduler = {
      queue: queue.save(), nodeOrder: cache.tree.names(), imageSizes: cache.images.sizes(), nextStart: placer.nextStart,
      busyUntilMs: this.busyUntilMs, waiting,
    };
    return encodeState(saved);
  }

  load(state: JsonValue): void {
    const saved = decodeState(state) as SavedScheduler | null;
    if (!saved) return;
    const running = this.begin({ nodeOrder: saved.nodeOrder, imageSizes: saved.imageSizes });
    running.queue.load(saved.queue);
    running.placer.nextStart = saved.nextStart;
    this.busyUntilMs = saved.busyUntilMs;
    for (const [key, binding] of saved.waiting ?? []) {
      running.waiting.set(key, binding);
      const pod = this.context.api.get<Pod>('pods', key);
      if (pod) running.cache.setPod(pod, key, binding.node);
    }
    for (const pod of this.context.api.list<Pod>('pods')) {
      if (this.isMine(pod) && !running.waiting.has(objectKey(pod))) this.renewNomination(running, pod);
    }
    this.plan();
  }

  private begin(recalled: CacheOptions): RunningScheduler {
    const { context, profile } = this;
    const cache = SchedulerCache.list(context.api, recalled);
    const podOf = (key: string): PodInfo | undefined => {
      const pod = context.api.get<Pod>('pods', key);
      return pod && cache.shapes.infoOf(pod);
    };
    const queue = new SchedulingQueue(this.hints, () => cache, podOf, (pod, gate) => { this.recordGated(pod, gate); });
    this.running = { context, profile, cache, queue, placer: new PodPlacer(cache, profile, this.options), waiting: new Map() };
    return this.running;
  }

  /** Asks for the next run: soon when a pod is ready, else when a back-off ends; the look at old refusals happens in the background. */
  private plan(): void {
    const { running, context } = this;
    if (!running) return;
    const { queue } = running;
    const nowMs = context.env.nowMs;
    if (queue.isReady) context.wakeAt(Math.max(nowMs, this.busyUntilMs));
    const backoffEndMs = queue.nextBackoffEndMs();
    if (backoffEndMs < Infinity) context.wakeAt(backoffEndMs);
    if (running.waiting.size > 0) context.wakeAt(nextBindTimeoutMs(running));
    const leftoverMs = queue.nextLeftoverFlushMs(nowMs);
    if (leftoverMs < Infinity) context.wakeAt(leftoverMs, { background: true });
  }

  private isMine(pod: Pod): boolean {
    return !pod.spec.nodeName && !isFinished(pod) && (pod.spec.schedulerName ?? this.profile.schedulerName) === this.profile.schedulerName;
  }

  private enqueue(running: RunningScheduler, pod: Pod): void {
    const info = running.cache.shapes.infoOf(pod);
    running.queue.add(info, this.context.env.nowMs);
    this.renewNomination(running, pod);
  }

  private renewNomination({ cache }: RunningScheduler, pod: Pod): void {
    cache.nominate(cache.shapes.infoOf(pod), pod.status?.nominatedNodeName);
  }

  private recordGated({ key, pod }: PodInfo, { message }: Gate): void {
    this.context.recordDecision({
      kind: 'Scheduling', objectUid: pod.metadata.uid ?? '', podKey: key, atMs: this.context.env.nowMs,
      attempt: 0, outcome: 'Gated', filterPlugins: [], scorePlugins: [], nodeCount: 0, nodes: [], reasonCounts: {}, message,
    });
  }

  private observePod(running: RunningScheduler, { type, key, object, previous }: WatchEvent<Pod>): void {
    const { cache, queue } = running;
    const nowMs = this.context.env.nowMs;
    const known = cache.pod(key);
    // A pod that waits for its volumes is on its node already, as far as the cache goes.
    if (type !== 'DELETED' && !isAssigned(object) && running.waiting.has(key)) return;
    if (type !== 'DELETED' && isAssigned(object)) {
      const replaced = known && known.pod.metadata.uid !== object.metadata.uid;
      const pod = cache.setPod(object, key);
      const wasAssigned = known && !replaced && previous !== undefined && isAssigned(previous);
      if (!wasAssigned) {
        queue.remove(key);
        cache.forgetNomination(key);
        queue.moveAll({ kind: 'AssignedPodAdd', pod }, nowMs);
      } else {
        for (const kind of assignedPodChanges(known, pod)) queue.moveAll({ kind, pod, previousPod: known }, nowMs);
      }
      return;
    }
    if (known) {
      cache.removePod(key);
      queue.moveAll({ kind: 'AssignedPodDelete', pod: known }, nowMs);
    }
    if (type === 'DELETED' || !this.isMine(object)) {
      queue.remove(key);
      cache.forgetNomination(key);
      if (!known) this.giveUpNomination(running, object);
    } else if (type === 'ADDED' || !previous) {
      this.enqueue(running, object);
    } else {
      this.updateWaiting(running, previous, object);
    }
  }

  private updateWaiting(running: RunningScheduler, previous: Pod, pod: Pod): void {
    const { cache, queue } = running;
    const before = cache.shapes.infoOf(previous);
    const after = cache.shapes.updatedInfo(pod, before);
    const kinds = waitingPodChanges(before, after);
    // The update of a pod that is being placed right now (its status, by this component) finds it in no queue.
    const matters = kinds.length > 0 || before.priority !== after.priority;
    if (matters && queue.has(after.key)) queue.update(after, before, kinds, this.context.env.nowMs);
    if (previous.status?.nominatedNodeName === pod.status?.nominatedNodeName) return;
    this.renewNomination(running, pod);
    this.giveUpNomination(running, previous);
  }

  /**
   * Room that was held for a nominated pod is free: for those who had to respect it, as if the pod had left the node. Source:
   * updatePodInSchedulingQueue, deletePodFromSchedulingQueue, getLEPriorityPreCheck.
   */
  private giveUpNomination({ cache, queue }: RunningScheduler, pod: Pod): void {
    if (!pod.status?.nominatedNodeName) return;
    const info = cache.shapes.infoOf(pod);
    queue.moveAll({ kind: 'AssignedPodDelete', pod: info }, this.context.env.nowMs, info.priority);
  }

  private observeNode({ cache, queue }: RunningScheduler, { type, object, previous }: WatchEvent<Node>): void {
    const nowMs = this.context.env.nowMs;
    if (type === 'DELETED') {
      cache.removeNode(object.metadata.name);
      queue.moveAll({ kind: 'NodeDelete', previousNode: object }, nowMs);
      return;
    }
    cache.setNode(object);
    if (!previous) queue.moveAll({ kind: 'NodeAdd', node: object }, nowMs);
    else for (const kind of nodeChanges(previous, object)) queue.moveAll({ kind, node: object, previousNode: previous }, nowMs);
  }

  private observeSupply(running: RunningScheduler, event: WatchEvent): void {
    const change = supplyChange(event);
    if (change) running.queue.moveAll(change, this.context.env.nowMs);
    if (running.waiting.size > 0) this.context.wakeAt(this.context.env.nowMs);
  }

  private observeNamespace({ cache, queue }: RunningScheduler, { type, object, previous }: WatchEvent<Namespace>): void {
    if (type === 'MODIFIED' && jsonEqual(object.metadata.labels, previous?.metadata.labels)) return;
    cache.namespaceVersion += 1;
    queue.moveAll({ kind: 'NamespaceUpdateLabel' }, this.context.env.nowMs);
  }
}

/** Whether a service or workload changed what it selects, from which default spreading follows. */
function selectorChanged({ object, previous }: WatchEvent): boolean {
  const selectorOf = (of: KubernetesObject | undefined): unknown => (of as { spec?: { selector?: unknown } } | undefined)?.spec?.selector;
  const [before, after] = [selectorOf(previous), selectorOf(object)];
  return !previous || (before !== after && !jsonEqual(before, after));
}
