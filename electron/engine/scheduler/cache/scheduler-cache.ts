import { assert } from '../../../../shared/assert.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { ImageStates } from './image-states.ts';
import { NodeInfo } from './node-info.ts';
import { NodeTree } from './node-tree.ts';
import { PodShapes, type PodInfo } from './pod-info.ts';
import { TopologyIndex } from './topology-index.ts';

/** What a listing cannot tell, from an earlier cache of the same cluster. */
export interface CacheOptions {
  readonly shapes?: PodShapes;
  /** Names of nodes to add first, in this order. */
  readonly nodeOrder?: readonly string[];
  readonly imageSizes?: ReadonlyMap<string, number>;
}

/**
 * Nodes and the pods on them, as the scheduler believes them to be: assigned pods plus those it just assigned itself. Every change of a
 * node gives it a new generation and moves it to the head of a list, so that whoever keeps sums over nodes can catch up by walking from the
 * head to the generation seen last. Source: pkg/scheduler/backend/cache. Differs: there is no snapshot copy, since nothing runs while a
 * pod is being placed; and what other objects say (services, namespaces) is read from the API, with a version here that counts its changes.
 */
export class SchedulerCache {
  readonly api: ApiReader;
  readonly shapes: PodShapes;
  readonly tree = new NodeTree();
  readonly images: ImageStates;
  readonly topology = new TopologyIndex(() => this.nodesByName.values());
  /** slot → node. */
  readonly nodes: (NodeInfo | undefined)[] = [];
  /** slot → generation of that node. Replaced when it grows. */
  generations = new Float64Array(16);
  /** slot → number of pods nominated to that node. Replaced when it grows. */
  nominatedPods = new Uint32Array(16);
  generation = 0;
  /** The node that changed last. */
  newest: NodeInfo | undefined;
  /** Counts removals of nodes: sums over nodes start afresh then. */
  removals = 0;
  /** Counts changes of the set of nodes. */
  nodeSetVersion = 0;
  /** Counts changes of selectors of services and workloads, from which default spreading is derived. */
  selectorVersion = 0;
  /** Counts changes of namespaces' labels. */
  namespaceVersion = 0;
  /** Counts changes of start times of pods on nodes, which matter to preemption alone. */
  startChanges = 0;
  /** Counts changes of disruption budgets. */
  budgetVersion = 0;
  /** Nodes that hold pods with pod (anti-)affinity; the second set: with required anti-affinity. */
  readonly affinityNodes = new Set<NodeInfo>();
  readonly requiredAntiAffinityNodes = new Set<NodeInfo>();

  private readonly nominations = new Map<string, NodeInfo>();
  private readonly nodesByName = new Map<string, NodeInfo>();
  private readonly podNodes = new Map<string, NodeInfo>();
  private readonly freeSlots: number[] = [];

  constructor(api: ApiReader, { shapes, imageSizes }: CacheOptions = {}) {
    this.api = api;
    this.shapes = shapes ?? new PodShapes();
    this.images = new ImageStates(imageSizes);
  }

  /** A cache of all nodes and assigned, unfinished pods of the API. */
  static list(api: ApiReader, options: CacheOptions = {}): SchedulerCache {
    const cache = new SchedulerCache(api, options);
    for (const name of options.nodeOrder ?? []) {
      const node = api.get<Node>('nodes', name);
      if (node) cache.setNode(node);
    }
    for (const node of api.list<Node>('nodes')) if (!cache.node(node.metadata.name)) cache.setNode(node);
    for (const pod of api.list<Pod>('pods')) if (isAssigned(pod)) cache.setPod(pod, objectKey(pod));
    return cache;
  }

  /** Slots of all known nodes in evaluation order. */
  nodeOrder(): Int32Array {
    return this.tree.list();
  }

  get nodeCount(): number {
    return this.tree.size;
  }

  node(name: string): NodeInfo | undefined {
    const info = this.nodesByName.get(name);
    return info?.node ? info : undefined;
  }

  /** The node in a slot that is known to be in use. */
  at(slot: number): NodeInfo {
    return this.nodes[slot] as NodeInfo;
  }

  /** The pod as the cache holds it, when it is on a node. */
  pod(key: string): PodInfo | undefined {
    return this.podNodes.get(key)?.pods.get(key);
  }

  /** Adds or replaces a node. Changes that placement does not depend on (heartbeats) leave its generation alone. */
  setNode(node: Node): void {
    const info = this.infoFor(node.metadata.name);
    const before = info.node;
    if (before && sameForScheduling(before, node)) {
      info.node = node;
      return;
    }
    info.setNode(node);
    if (!before) this.nodeSetVersion += 1;
    if (!before || !jsonEqual(before.status?.images, node.status?.images)) info.images = this.images.replace(info.images, node);
    this.tree.put(info.name, info.labels, info.slot);
    this.topology.nodeChanged(info.slot, info.labels);
    this.touch(info);
  }

  removeNode(name: string): void {
    const info = this.nodesByName.get(name);
    if (!info?.node) return;
    this.tree.remove(name);
    info.images = this.images.replace(info.images, undefined);
    info.setNode(undefined);
    this.topology.nodeChanged(info.slot, undefined);
    this.removals += 1;
    this.nodeSetVersion += 1;
    if (info.pods.size === 0) this.forget(info);
    else this.touch(info);
  }

  /** Adds an assigned pod, or replaces it by a newer version. `assumedNode`: where the scheduler just decided to put it. @returns the pod as it is held */
  setPod(pod: Pod, key: string, assumedNode?: string): PodInfo {
    const nodeName = assumedNode ?? pod.spec.nodeName;
    assert(nodeName, 'a pod in the cache has a node');
    const at = this.podNodes.get(key);
    const known = at?.pods.get(key);
    const info = known ? this.shapes.updatedInfo(pod, known) : this.shapes.infoOf(pod);
    if (at && known && at.name === nodeName && known.pod.metadata.uid === pod.metadata.uid && known.shape === info.shape
      && known.terminating === info.terminating && known.priority === info.priority) {
      if (at.swapPod(info)) this.startChanges += 1;
      return info;
    }
    if (at) this.removePod(key);
    const node = this.infoFor(nodeName);
    node.addPod(info);
    this.podNodes.set(key, node);
    this.noteAffinity(node);
    this.touch(node);
    return info;
  }

  removePod(key: string): void {
    const node = this.podNodes.get(key);
    const pod = node?.pods.get(key);
    if (!node || !pod) return;
    node.removePod(pod);
    this.podNodes.delete(key);
    this.noteAffinity(node);
    if (!node.node && node.pods.size === 0) this.forget(node);
    else this.touch(node);
  }

  /** The node to which a waiting pod is nominated. */
  nominatedNode(key: string): NodeInfo | undefined {
    return this.nominations.get(key);
  }

  /** A waiting pod is meant for a node on which preemption makes room; undefined: for none any more. Source: backend/queue/nominator.go. */
  nominate(pod: PodInfo, nodeName: string | undefined): void {
    this.forgetNomination(pod.key);
    const node = nodeName ? this.nodesByName.get(nodeName) : undefined;
    if (!node) return;
    node.nominated.set(pod.key, pod);
    this.nominations.set(pod.key, node);
    this.nominatedPods[node.slot] = node.nominated.size;
    this.touch(node);
  }

  forgetNomination(key: string): void {
    const node = this.nominations.get(key);
    if (!node) return;
    node.nominated.delete(key);
    this.nominations.delete(key);
    this.nominatedPods[node.slot] = node.nominated.size;
    this.touch(node);
  }

  private infoFor(name: string): NodeInfo {
    let info = this.nodesByName.get(name);
    if (!info) {
      const slot = this.freeSlots.pop() ?? this.nodes.length;
      info = new NodeInfo(name, slot);
      this.nodes[slot] = info;
      this.nodesByName.set(name, info);
      if (slot >= this.generations.length) {
        const [generations, nominatedPods] = [new Float64Array(slot * 2), new Uint32Array(slot * 2)];
        generations.set(this.generations);
        nominatedPods.set(this.nominatedPods);
        this.generations = generations;
        this.nominatedPods = nominatedPods;
      }
    }
    return info;
  }

  private forget(info: NodeInfo): void {
    for (const key of info.nominated.keys()) this.nominations.delete(key);
    this.unlink(info);
    this.nodesByName.delete(info.name);
    this.nodes[info.slot] = undefined;
    this.generations[info.slot] = 0;
    this.nominatedPods[info.slot] = 0;
    this.freeSlots.push(info.slot);
  }

  private noteAffinity(node: NodeInfo): void {
    if (node.affinityPods > 0) this.affinityNodes.add(node);
    else this.affinityNodes.delete(node);
    if (node.requiredAntiAffinityPods > 0) this.requiredAntiAffinityNodes.add(node);
    else this.requiredAntiAffinityNodes.delete(node);
  }

  private touch(info: NodeInfo): void {
    this.generation += 1;
    info.generation = this.generation;
    this.generations[info.slot] = this.generation;
    if (this.newest === info) return;
    this.unlink(info);
    info.older = this.newest;
    if (this.newest) this.newest.newer = info;
    this.newest = info;
  }

  private unlink(info: NodeInfo): void {
    if (this.newest === info) this.newest = info.older;
    if (info.newer) info.newer.older = info.older;
    if (info.older) info.older.newer = info.newer;
    info.newer = undefined;
    info.older = undefined;
  }
}

/** Whether a pod takes room on a node: bound and not finished. */
export function isAssigned(pod: Pod): boolean {
  return Boolean(pod.spec.nodeName) && !isFinished(pod);
}

export function isFinished(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

function sameForScheduling(a: Node, b: Node): boolean {
  return (a.metadata.labels === b.metadata.labels || jsonEqual(a.metadata.labels, b.metadata.labels))
    && (a.spec === b.spec || (a.spec?.unschedulable === b.spec?.unschedulable && jsonEqual(a.spec?.taints, b.spec?.taints)))
    && (a.status === b.status
      || (jsonEqual(a.status?.allocatable, b.status?.allocatable) && jsonEqual(a.status?.images, b.status?.images)));
}
