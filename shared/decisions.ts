/**
 * Decisions that the engine records as typed data, from which "Why?" is answered. Kept per object (by uid), newest last, bounded.
 */
export type Decision = SchedulingDecision | AutoscalingDecision | ActionDecision;

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
  /** `Binding`: it has its node and waits for its volumes. `Gated`: a plugin does not let it into the queue. `Error`: it had a node, but did not get there. */
  outcome: 'Bound' | 'Binding' | 'Unschedulable' | 'Gated' | 'Error';
  /** Set when a node was chosen. */
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
  /** The FailedScheduling message, or what holds a gated pod back. */
  message?: string;
  /** What preemption would do, in words of kube-scheduler, when tried. */
  preemption?: string;
  /** When the pod is tried again at the latest, or given up on when it waits for its volumes; absent when bound. */
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
  /** When the newest sample was taken that it looked at. */
  sampledAtMs?: number;
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

/** The rule of the ranking that put a pod before the best of those that stay. In the order in which they are asked. */
export const victimRules = [
  'unassigned', 'phase', 'notReady', 'deletionCost', 'crowdedNode', 'readyForShorter', 'restarts', 'newer', 'tie', 'all',
] as const;
export type VictimRule = (typeof victimRules)[number];

export interface GroupResize {
  group: string;
  from: number;
  to: number;
  max: number;
}

/** What components decide besides placing and scaling: the facts of each kind of decision. A new one is a new entry. */
export interface ActionFacts {
  /** A ReplicaSet gives pods up; the first ones to go, and what put each before those that stay. */
  VictimsChosen: { count: number; of: number; victims: { pod: string; rule: VictimRule }[] };
  /** The scheduler makes room for the pod that this is about. `victims`: keys, most important first. */
  Preempting: { node: string; victims: string[] };
  /** The pod that this is about has to go for another. */
  Preempted: { by: string; byPriority: number; priority: number; node: string };
  /** A kubelet evicts a pod; `rank` from 1 among its pods, `of` how many. Recorded about the node and about the pod. */
  PressureEviction: { pod: string; node: string; resource: string; rank: number; of: number };
  /** Nodes that a DaemonSet leaves out, by the reason; the first names of each. */
  NodesLeftOut: { reasons: { because: 'nodeName' | 'nodeAffinity' | 'taint'; count: number; nodes: string[] }[] };
  /** A StatefulSet does nothing further before this pod has changed. */
  WaitsForPod: { pod: string; because: 'starting' | 'terminating' | 'ended' | 'staleClaim' };
  /** What a failed pod meant to its Job. `rule`: index of the pod failure policy's rule; absent: none matched, the pod counts. */
  JobPodFailed: { pod: string; action: string; rule?: number; counts: boolean; failed: number; backoffLimit: number };
  /** A Job makes no pod before the back-off after failures is over. */
  JobBackOff: { failures: number; untilMs: number };
  /** What a CronJob made of a time of its schedule. */
  CronTime: {
    outcome: 'started' | 'tooLate' | 'stillRunning' | 'replaced' | 'exists'; scheduledAtMs: number; missed: 'None' | 'Few' | 'Many'; job?: string;
  };
  /** The node controller has not heard of the node for `silentMs`. */
  NodeSilent: { silentMs: number; graceMs: number };
  /** How the zone of the node stands, which decides how fast its pods are evicted, in nodes per second. */
  ZoneState: { zone: string; state: string; evictionsPerSecond: number };
  /** The volume that a claim got, of those that were looked at. */
  VolumeBound: { volume: string; because: 'reserved' | 'smallest' | 'named'; of: number };
  /** The cloud made the machine, since its group had fewer than it is to have. */
  MachineAdded: { group: string; size: number; target: number; zone?: string };
  /**
   * The cluster autoscaler enlarges groups for pods that wait; about each of the groups. `best`: the one that wastes the smallest part, in percent, of all
   * `options`; more than one size: split over groups of its kind. The first pods' keys.
   */
  ScaleUpDecided: {
    best: string; sizes: GroupResize[]; pods: string[]; podCount: number;
    options: { group: string; nodes: number; pods: number; wastedCpu: number; wastedMemory: number }[];
  };
  /** The pod is one of those for which groups grow. */
  ScaleUpTriggered: { sizes: GroupResize[] };
  /** No group can help the pod: each group's reasons, with the filter that its nodes would not pass; without one the group may not grow. */
  ScaleUpImpossible: { groups: { group: string; plugin?: string; reasons: string[] }[] };
  /** Machines of the group did not become nodes in time, so it is left alone until then. */
  ScaleUpTimedOut: { afterMs: number; backOffUntilMs: number };
  /** What keeps a node of a group: the reason, the pod that is in the way and why, how much of the resource is requested, in percent. */
  NodeLookedAt: {
    node: string; group: string; reason: string; pod?: string; because?: string; resource?: string; utilization?: number; unneededSinceMs?: number;
  };
  /** The API server refused to evict a pod. Recorded about the pod and about its budget. `why`: the server's own words. */
  EvictionRefused: { pod: string; budget: string; why: string };
  /** The API server refused an object, or its growth. Recorded about the quota and about the object's controller. */
  QuotaRefused: { object: string; quota: string; why: string };
  /** No volume fitted, so the provisioner is asked. */
  Provisioning: { provisioner: string; storageClass: string; of: number };
}

export type ActionKind = keyof ActionFacts;
export type ActionOf<K extends ActionKind> = { kind: K; objectUid: string; sinceMs: number; atMs: number } & ActionFacts[K];
/** Decisions with the same facts become one, from `sinceMs` to `atMs`. */
export type ActionDecision = { [K in ActionKind]: ActionOf<K> }[ActionKind];
