import type { ObjectRef } from '../kubernetes/registry.ts';
import type { FailureCause, FailureKind } from '../network/failure-cause.ts';
import type { LocalizedText } from './rows.ts';

/** What comes of the requests of a TrafficSource, or of those for a Service. Per second; milliseconds. */
export interface TrafficRow {
  ref: ObjectRef;
  rps: number;
  servedRps: number;
  failedRps: number;
  /** Of the answers. */
  p50Ms: number;
  p95Ms: number;
  /** Why the others fail, the most frequent cause first; `cause` is one of its kind, `text` says it, and `details` what there is to know about it. */
  failures: { cause: FailureCause; rps: number; text: LocalizedText; details: LocalizedText[] }[];
  /**
   * History for plots: steps, each with what holds from its moment on. In a list all that is known; in a delta what is new, which takes the place of
   * everything that the window has from `points[0].atMs` on.
   */
  points: TrafficPointRow[];
}

export interface TrafficPointRow {
  /** Simulated time. */
  atMs: number;
  rps: number;
  failedRps: number;
  p50Ms: number;
  p95Ms: number;
}

/** Requests per second from one thing that is drawn to another: source → load balancer → Ingress or Service → workload → Service. */
export interface FlowRow {
  id: string;
  /** A TrafficSource, a load balancer (see provided.ts), a Service, an Ingress, a workload or a bare pod. */
  from: ObjectRef;
  /** The same, or a host outside the cluster. */
  to: ObjectRef | { host: string };
  rps: number;
  /** Of these requests, how many fail in the end, from 0 to 1. */
  failed: number;
  /** Why most of those fail; absent: none does. `isBehind`: they are answered, but with an error, for what the one that answers cannot do itself. */
  failure?: { kind: FailureKind; text: LocalizedText; isBehind?: true };
}
