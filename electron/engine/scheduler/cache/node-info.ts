import { isScalarResourceName } from '../../../../shared/kubernetes/pod-requests-scheduler.ts';
import { quantityMilliValue, quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { ResourceList, Taint } from '../../../../shared/kubernetes/types/pod.ts';
import { UsedHostPorts } from './host-ports.ts';
import type { ImageState } from './image-states.ts';
import type { PodInfo, PodShape } from './pod-info.ts';

/** Amounts in thousandths of a core, bytes, pods. Source: framework.Resource. */
export interface Resources {
  milliCpu: number;
  memory: number;
  ephemeralStorage: number;
  pods: number;
  /** Extended resources, huge pages and the like. */
  scalar: Map<string, number>;
}

export interface ShapeCount {
  pods: number;
  /** Of these, being deleted. */
  terminating: number;
}

const noLabels: Labels = {};
const noTaints: readonly Taint[] = [];

/** A node and the sums over its pods, kept up to date pod by pod. Source: framework.NodeInfo. */
export class NodeInfo {
  readonly name: string;
  /** Index of this node in per-node arrays; reused after the node is gone. */
  readonly slot: number;
  /** The cache's counter when this node or its pods last changed. Only the cache writes it, and the list links beside it. */
  generation = 0;
  newer: NodeInfo | undefined;
  older: NodeInfo | undefined;

  /** Absent while only pods that name the node are known. */
  node: Node | undefined;
  labels: Labels = noLabels;
  taints: readonly Taint[] = noTaints;
  unschedulable = false;
  allocatable: Resources = noResources();
  images = new Map<string, ImageState>();

  readonly pods = new Map<string, PodInfo>();
  /** The same pods by shape: what depends on shapes alone need not go through all pods. */
  readonly shapes = new Map<PodShape, ShapeCount>();
  readonly requested: Resources = noResources();
  /** Requests with scoring defaults in place of missing ones. */
  nonZeroMilliCpu = 0;
  nonZeroMemory = 0;
  /** Counts changes of pods' start times, which matter to preemption alone and therefore leave the generation as it is. */
  startChanges = 0;
  readonly usedPorts = new UsedHostPorts();
  /** How many pods here have any pod (anti-)affinity, and how many have required anti-affinity. */
  affinityPods = 0;
  requiredAntiAffinityPods = 0;
  /** Waiting pods for which preemption made room here. Not in the sums. */
  readonly nominated = new Map<string, PodInfo>();

  constructor(name: string, slot: number) {
    this.name = name;
    this.slot = slot;
  }

  setNode(node: Node | undefined): void {
    this.node = node;
    this.labels = node?.metadata.labels ?? noLabels;
    this.taints = node?.spec?.taints ?? noTaints;
    this.unschedulable = node?.spec?.unschedulable ?? false;
    this.allocatable = node ? resourcesOf(node.status?.allocatable) : noResources();
  }

  addPod(pod: PodInfo): void {
    this.pods.set(pod.key, pod);
    this.count(pod, 1);
  }

  removePod(pod: PodInfo): void {
    this.pods.delete(pod.key);
    this.count(pod, -1);
  }

  /** Replaces a pod by a newer version of itself that weighs the same. @returns whether its start time is another */
  swapPod(pod: PodInfo): boolean {
    const started = pod.pod.status?.startTime !== this.pods.get(pod.key)?.pod.status?.startTime;
    if (started) this.startChanges += 1;
    this.pods.set(pod.key, pod);
    return started;
  }

  private count(pod: PodInfo, delta: 1 | -1): void {
    const { request, scalars, hostPorts, affinity } = pod.shape;
    this.countShape(pod, delta);
    this.requested.milliCpu += delta * request.milliCpu;
    this.requested.memory += delta * request.memory;
    this.requested.ephemeralStorage += delta * request.ephemeralStorage;
    this.nonZeroMilliCpu += delta * request.nonZeroMilliCpu;
    this.nonZeroMemory += delta * request.nonZeroMemory;
    for (const [name, amount] of scalars) {
      const sum = (this.requested.scalar.get(name) ?? 0) + delta * amount;
      if (sum === 0) this.requested.scalar.delete(name);
      else this.requested.scalar.set(name, sum);
    }
    for (const port of hostPorts) this.usedPorts.change(port, delta);
    if (affinity.any) this.affinityPods += delta;
    if (affinity.requiredAntiAffinity.length > 0) this.requiredAntiAffinityPods += delta;
  }

  private countShape({ shape, terminating }: PodInfo, delta: 1 | -1): void {
    let count = this.shapes.get(shape);
    if (!count) this.shapes.set(shape, (count = { pods: 0, terminating: 0 }));
    count.pods += delta;
    if (terminating) count.terminating += delta;
    if (count.pods === 0) this.shapes.delete(shape);
  }
}

function noResources(): Resources {
  return { milliCpu: 0, memory: 0, ephemeralStorage: 0, pods: 0, scalar: new Map() };
}

/** Source: framework.NewResource. */
export function resourcesOf(list: ResourceList | undefined): Resources {
  const resources = noResources();
  for (const [name, text] of Object.entries(list ?? {})) {
    if (name === 'cpu') resources.milliCpu = quantityMilliValue(text);
    else if (name === 'memory') resources.memory = quantityValue(text);
    else if (name === 'pods') resources.pods = quantityValue(text);
    else if (name === 'ephemeral-storage') resources.ephemeralStorage = quantityValue(text);
    else if (isScalarResourceName(name)) resources.scalar.set(name, quantityValue(text));
  }
  return resources;
}
