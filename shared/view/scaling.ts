import type { GroupResize } from '../decisions.ts';
import type { ObjectRef } from '../kubernetes/registry.ts';

/**
 * What happens between more load and more pods that serve it, in this order. A stage that a chain does not need is left out: without a pod that finds no node no group
 * is enlarged.
 */
export const scalingStages = [
  'LoadRose', 'Measured', 'Decided', 'PodsCreated', 'FoundNoNode', 'GroupsEnlarged', 'MachinesMade', 'MachinesBooted', 'NodesReady', 'Bound', 'ImagesPulled', 'Started',
  'Ready', 'Serving',
] as const;
export type ScalingStage = (typeof scalingStages)[number];

/** What was decided at a stage. */
export interface ScalingFacts {
  /** The metric that asked for most, as `kubectl get hpa` writes its values. */
  metric?: { name: string; current?: string; target?: string; ratio?: number };
  replicas?: { from: number; to: number };
  /** Groups that grow, the one that was chosen, and what all that could help would waste, in percent. */
  groups?: { best: string; sizes: GroupResize[]; options: { group: string; nodes: number; pods: number; wastedCpu: number; wastedMemory: number }[] };
}

/** One stage of a chain: how many did it, and when the first and the last of them. */
export interface ScalingStep {
  stage: ScalingStage;
  firstMs: number;
  lastMs: number;
  count: number;
  /** From the end of the stages before until the end of this one: what it cost. */
  afterMs: number;
  /** The component that decided or did it. */
  by: string;
  /** Names of the first few pods, machines, groups … */
  subjects: string[];
  facts?: ScalingFacts;
}

/** One time that a workload was to grow, from the load that asked for it to the traffic that it takes. */
export interface ScalingChain {
  id: number;
  target: ObjectRef;
  /** Who decided; absent: a person, or another program. */
  autoscaler?: ObjectRef;
  replicas?: { from: number; to: number };
  steps: ScalingStep[];
  /** All its pods are ready. */
  done: boolean;
}

/** What is known of all chains. */
export interface ScalingNews {
  /** Another number whenever something may have changed. */
  version: number;
  /** Oldest first; absent: as they were at the version that was known. */
  chains?: readonly ScalingChain[];
}
