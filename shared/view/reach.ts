import type { ObjectRef } from '../kubernetes/registry.ts';

/** What NetworkPolicies say of calls between two workloads, for an edge between them. */
export interface ReachEdge {
  from: ObjectRef;
  to: ObjectRef;
  verdict: 'Allowed' | 'Denied';
  /** The policies that let it through, or that isolate the end which does not. */
  policies: ObjectRef[];
  /** The only ports at which it is allowed, as `5432` or `53/UDP`; absent: any. */
  ports?: string[];
}

/** The edges that tell something about one workload: where most others are kept out those that are let in, else those that are kept out. */
export interface ReachView {
  edges: ReachEdge[];
  /** How many more there are. */
  more: number;
}
