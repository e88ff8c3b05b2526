import type { PodInfo } from '../../../scheduler/cache/pod-info.ts';
import { resourcesOf } from '../../../scheduler/cache/node-info.ts';
import type { ClusterSnapshot } from '../cluster-snapshot.ts';
import { nodeFromTemplate, type TemplateNode } from '../node-groups/template-node.ts';
import type { PodGroup } from './pod-groups.ts';

export interface Estimate {
  readonly nodeCount: number;
  /** Pods that the new nodes would take. */
  readonly pods: readonly PodInfo[];
}

/**
 * How many new nodes of a group are needed for the pods, and for which of them that helps: first fit, largest pods first, by the scheduler's filters. Source:
 * BinpackingNodeEstimator, DecreasingPodOrderer.
 * @param mostNodes no more than these
 */
export function estimate(snapshot: ClusterSnapshot, groups: readonly PodGroup[], template: TemplateNode, mostNodes: number): Estimate {
  return snapshot.fork(() => {
    const packing = new Packing(snapshot, template, mostNodes);
    for (const { pods } of inOrder(groups, template)) packing.pack(pods);
    return { nodeCount: packing.used.size, pods: packing.placed };
  });
}

class Packing {
  readonly used = new Set<string>();
  readonly placed: PodInfo[] = [];
  private readonly names: string[] = [];
  private readonly snapshot: ClusterSnapshot;
  private readonly template: TemplateNode;
  private readonly mostNodes: number;

  constructor(snapshot: ClusterSnapshot, template: TemplateNode, mostNodes: number) {
    this.snapshot = snapshot;
    this.template = template;
    this.mostNodes = mostNodes;
  }

  pack(pods: readonly PodInfo[]): void {
    let index = 0;
    const slots = this.snapshot.slotsOf(this.names);
    for (; index < pods.length; index += 1) {
      const name = this.snapshot.findNode(pods[index] as PodInfo, slots);
      if (name === undefined) break;
      this.place(pods[index] as PodInfo, name);
    }
    for (; index < pods.length; index += 1) if (!this.placeOnNew(pods[index] as PodInfo)) return;
  }

  /** On the newest node, else on one more. A pod that does not fit on an empty one is not helped, and neither are those like it. */
  private placeOnNew(pod: PodInfo): boolean {
    const newest = this.names.at(-1);
    if (newest !== undefined && !this.snapshot.refusal(pod, newest)) return this.place(pod, newest);
    if (newest !== undefined && !this.used.has(newest)) return false;
    if (this.names.length >= this.mostNodes) return false;
    const name = `${this.template.node.metadata.name}-estimated-${this.names.length}`;
    const { node, pods } = nodeFromTemplate(this.template, name);
    this.snapshot.addNode(node, pods);
    this.names.push(name);
    return this.snapshot.refusal(pod, name) ? false : this.place(pod, name);
  }

  private place(pod: PodInfo, name: string): true {
    this.snapshot.addPod(pod, name);
    this.used.add(name);
    this.placed.push(pod);
    return true;
  }
}

/** Largest first: the sum of its shares of the node's CPU and memory. Equal ones stay in order. */
function inOrder(groups: readonly PodGroup[], { node }: TemplateNode): PodGroup[] {
  const { milliCpu, memory } = resourcesOf(node.status?.allocatable);
  const score = ({ pods: [sample] }: PodGroup): number => {
    const { milliCpu: cpu = 0, memory: bytes = 0 } = sample ? containerRequests(sample) : {};
    return (milliCpu > 0 ? cpu / milliCpu : 0) + (memory > 0 ? bytes / memory : 0);
  };
  return [...groups].sort((a, b) => score(b) - score(a));
}

/** Requests of the regular containers alone, which is all that sorting and waste look at. */
export function containerRequests({ pod }: PodInfo): { milliCpu: number; memory: number } {
  const sum = { milliCpu: 0, memory: 0 };
  for (const { resources } of pod.spec.containers) {
    const { milliCpu, memory } = resourcesOf(resources?.requests);
    sum.milliCpu += milliCpu;
    sum.memory += memory;
  }
  return sum;
}
