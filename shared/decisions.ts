/**
 * Decisions that the engine records as typed data, from which "Why?" is answered. Kept per object (by uid), newest last, bounded.
 */
export type Decision = SchedulingDecision;

export type FilterCode = 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Error';

/** What one node got in one scheduling attempt. */
export interface NodeVerdict {
  node: string;
  /** The first plugin that refused the node (filters run in order and a refusal ends the node's row); absent: it passed all. */
  refusal?: { plugin: string; code: FilterCode; reasons: string[] };
  /** Weighted score per score plugin (in the order of `scorePlugins`), for feasible nodes when scoring ran. */
  scores?: number[];
  total?: number;
}

/** One attempt of kube-scheduler to place one pod. */
export interface SchedulingDecision {
  kind: 'Scheduling';
  objectUid: string;
  podKey: string;
  atMs: number;
  /** 1 for the first attempt of this pod. */
  attempt: number;
  outcome: 'Bound' | 'Unschedulable' | 'Gated' | 'Error';
  /** Set when bound. */
  nodeName?: string;
  /** Filter plugins in the order they ran. */
  filterPlugins: string[];
  scorePlugins: string[];
  /** Number of nodes in the cluster at that moment. */
  nodeCount: number;
  /** Per node, in evaluation order; at most 100 (refused and scored ones first seen), the rest is in `reasonCounts`. */
  nodes: NodeVerdict[];
  /** Reason text → number of nodes, as in the FailedScheduling message. */
  reasonCounts: Record<string, number>;
  /** The FailedScheduling message, when unschedulable. */
  message?: string;
  /** What preemption would do, in words of kube-scheduler, when tried. */
  preemption?: string;
  /** When the pod is tried again at the latest; absent when bound. */
  retryAtMs?: number;
}
