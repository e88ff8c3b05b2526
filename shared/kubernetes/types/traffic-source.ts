import type { KubernetesObject, LabelSelector } from './meta.ts';

/**
 * Our own kind, `clusterwright.dev/v1` TrafficSource, cluster-scoped: clients that ask something of the cluster at a rate. In a topology
 * file it stands in the Cluster document (`spec.traffic`); in the API store each is an object.
 */
export interface TrafficSource extends KubernetesObject {
  spec: {
    target: TrafficTarget;
    /** Where the clients are: pods of the cluster that this selects, each of the running ones with an equal share. Absent: the Internet. */
    from?: { namespace: string; podSelector: LabelSelector };
    rate: TrafficRate;
    /** Different client addresses, which ClientIP affinity tells apart. Default 1000. */
    clients?: number;
    /** No request is sent. */
    paused?: boolean;
  };
  status?: TrafficSourceStatus;
}

/** One of `host` and `service`. */
export interface TrafficTarget {
  /** A DNS name or an address, as a browser would use it: of an Ingress, a load balancer, a node, a Service. */
  host?: string;
  /** Of `host`; default 80. */
  port?: number;
  /** Of `host`; default `/`. */
  path?: string;
  /**
   * From the Internet: by the Service's load balancer address if it has one, else by a NodePort, else it cannot be reached. From pods: by its
   * DNS name. The port by number or name; default the first.
   */
  service?: { namespace: string; name: string; port?: number | string };
}

/** Requests per second as a function of the time since the object was made. */
export type TrafficRate =
  | { pattern: 'Constant'; rps: number }
  /** From `fromRps` in a straight line to `toRps`, and from then on `toRps`. */
  | { pattern: 'Ramp'; fromRps: number; toRps: number; startSeconds?: number; seconds: number }
  /** A cosine between `lowRps` and `highRps`, which is reached at `peakHour` (0–24, default 14) of a day that takes `periodSeconds` (default 86400). */
  | { pattern: 'Day'; lowRps: number; highRps: number; peakHour?: number; periodSeconds?: number }
  /** `spikeRps` for `seconds`, once or every `everySeconds`; else `rps`. */
  | { pattern: 'Spike'; rps: number; spikeRps: number; startSeconds?: number; seconds: number; everySeconds?: number };

export interface TrafficSourceStatus {
  observedGeneration?: number;
  /** Requests per second that are sent, answered, and not answered or answered with an error. */
  rps?: number;
  servedRps?: number;
  failedRps?: number;
  /** Of the answered ones, in milliseconds. */
  p50Ms?: number;
  p95Ms?: number;
  /** Why requests fail, the most frequent cause first. */
  failures?: { cause: string; rps: number; message?: string }[];
  /** RFC 3339 time of these numbers. */
  measuredAt?: string;
}
