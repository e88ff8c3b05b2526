import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { NodeInfo } from '../../scheduler/cache/node-info.ts';
import type { PodInfo } from '../../scheduler/cache/pod-info.ts';
import { SchedulerCache } from '../../scheduler/cache/scheduler-cache.ts';
import { firstRefusal, newSearchBuffers, runFilters, runPreFilters, unsatisfied, type PreparedFilters } from '../../scheduler/framework/find-nodes.ts';
import { rememberNothingFits, stillNothingFits } from '../../scheduler/framework/nothing-fits.ts';
import { PodClasses, type PodClass } from '../../scheduler/framework/pod-class.ts';
import { defaultProfile } from '../../scheduler/framework/profile.ts';
import { unresolvable, type Refusal } from '../../scheduler/framework/refusal.ts';

const profile = defaultProfile();

/**
 * The cluster as the autoscaler imagines it: the nodes and pods of the API, on which nodes and pods can be added, moved and taken away, and all of that taken
 * back. While something is imagined the real cluster must not change. Whether a pod fits is asked of the scheduler's own filters. Source: simulator/clustersnapshot.
 */
export class ClusterSnapshot {
  readonly cache: SchedulerCache;
  private readonly classes = new PodClasses(profile);
  private readonly buffers = newSearchBuffers(1);
  private readonly undo: (() => void)[] = [];
  private readonly unboundPods = new WeakMap<Pod, Pod>();

  constructor(api: ApiReader) {
    this.cache = SchedulerCache.list(api);
  }

  node(name: string): NodeInfo | undefined {
    return this.cache.node(name);
  }

  /** The pod as one that waits for a node, wherever it is. */
  waiting(pod: Pod): PodInfo {
    if (!pod.spec.nodeName) return this.cache.shapes.infoOf(pod);
    let unbound = this.unboundPods.get(pod);
    if (!unbound) {
      const { nodeName: _left, ...spec } = pod.spec;
      this.unboundPods.set(pod, (unbound = { ...pod, spec }));
    }
    return this.cache.shapes.infoOf(unbound);
  }

  /** Runs `imagine`, then takes back all that it changed; or keeps it, within the imagination around it, when it says so. */
  fork<T>(imagine: () => T, keep: (result: T) => boolean = () => false): T {
    const mark = this.undo.length;
    const result = imagine();
    if (!keep(result)) while (this.undo.length > mark) this.undo.pop()?.();
    return result;
  }

  addNode(node: Node, pods: readonly Pod[] = []): void {
    const { name } = node.metadata;
    const before = this.cache.node(name)?.node;
    this.cache.setNode(node);
    this.undo.push(() => {
      if (before) this.cache.setNode(before);
      else this.cache.removeNode(name);
    });
    for (const pod of pods) this.addPod(this.cache.shapes.infoOf(pod), name);
  }

  /** The node with all its pods. */
  removeNode(name: string): void {
    const info = this.cache.node(name);
    if (!info?.node) return;
    const { node } = info;
    for (const key of [...info.pods.keys()]) this.removePod(key, name);
    this.cache.removeNode(name);
    this.undo.push(() => this.cache.setNode(node));
  }

  addPod({ pod, key }: PodInfo, nodeName: string): void {
    this.cache.setPod(pod, key, nodeName);
    this.undo.push(() => this.cache.removePod(key));
  }

  removePod(key: string, nodeName: string): void {
    const held = this.cache.pod(key);
    if (!held) return;
    this.cache.removePod(key);
    this.undo.push(() => this.cache.setPod(held.pod, key, nodeName));
  }

  /** Why the pod cannot go to the node; undefined: it fits. */
  refusal(pod: PodInfo, nodeName: string): Refusal | undefined {
    const node = this.cache.node(nodeName);
    const prepared = this.prepare(pod).prepared;
    if ('code' in prepared) return prepared;
    if (!node || prepared.nodeNames?.has(nodeName) === false) return unresolvable('', unsatisfied(prepared.narrowedBy));
    return firstRefusal(prepared.kept, pod, node) ?? firstRefusal(prepared.asked, pod, node);
  }

  /**
   * The first of these nodes that takes the pod.
   * @param all they are all nodes there are, so that "none" can be remembered for the next pod of its kind
   */
  findNode(pod: PodInfo, slots: Int32Array, all = false): string | undefined {
    const { prepared, podClass } = this.prepare(pod);
    if ('code' in prepared) return undefined;
    const { nodeNames } = prepared;
    const order = nodeNames ? slots.filter((slot) => nodeNames.has(this.cache.at(slot).name)) : slots;
    if (order.length === 0) return undefined;
    if (all && stillNothingFits(podClass, prepared, pod, this.cache, order, 0)) return undefined;
    const run = runFilters(prepared, podClass, pod, this.cache, order, 0, 1, this.buffers);
    if (run.feasibleCount > 0) return this.cache.at(run.feasible[0] as number).name;
    if (all) rememberNothingFits(podClass, prepared, pod, this.cache, run);
    return undefined;
  }

  slotsOf(names: Iterable<string>): Int32Array {
    const slots: number[] = [];
    for (const name of names) {
      const slot = this.cache.node(name)?.slot;
      if (slot !== undefined) slots.push(slot);
    }
    return Int32Array.from(slots);
  }

  private prepare(pod: PodInfo): { prepared: PreparedFilters | Refusal; podClass: PodClass } {
    const podClass = this.classes.classOf(pod.shape, this.cache.nodes.length);
    return { prepared: runPreFilters(profile, podClass, pod, this.cache), podClass };
  }
}
