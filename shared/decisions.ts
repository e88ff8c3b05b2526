/**
 * Decisions that the engine records as typed data, from which "Why?" is answered. Kept per object (by uid), newest last, bounded.
 */
export type Decision = SchedulingDecision | AutoscalingDecision;

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

/** What one metric said in one look of a HorizontalPodAutoscaler. */
export interface MetricProposal {
  /** As events and conditions call it, e.g. `cpu resource utilization (percentage of request)`. */
  name: string;
  /** Its own name: `cpu`, `cpu (app)`, `http_requests`. */
  metric: string;
  /** Replicas that this metric alone asks for; absent: it could not be read. */
  replicas?: number;
  /** What was measured and its target, as `kubectl get hpa` writes them: `2 %`, `120m`. */
  current?: string;
  target?: string;
  /** Measured to target; absent where nothing was measured. */
  ratio?: number;
  /** Pods by how far their samples counted. */
  pods?: { ready: number; unready: number; missing: number; ignored: number };
  /** Why it gave nothing. */
  error?: string;
}

/** One look of a HorizontalPodAutoscaler. Looks with the same outcome become one, from `sinceMs` to `atMs`. */
export interface AutoscalingDecision {
  kind: 'Autoscaling';
  objectUid: string;
  sinceMs: number;
  atMs: number;
  /** Replicas of the target before this look, and after it: a look that finds no number changes none. */
  current: number;
  desired: number;
  metrics: MetricProposal[];
  /** How far from the target counts as on target. */
  tolerance: { up: number; down: number };
  /** The highest proposal; absent when there was none to follow. */
  recommended?: number;
  /** What stabilization windows made of it. */
  stabilized?: number;
  /** Reason of the AbleToScale condition: ReadyForNewScale, ScaleDownStabilized … */
  stabilization?: string;
  /** Reason of the ScalingLimited condition: DesiredWithinRange, TooManyReplicas, ScaleUpLimit … */
  limit?: string;
  /** Why no number could be computed, in the controller's words. */
  error?: string;
}
