import type { TrafficTarget } from '../kubernetes/types/traffic-source.ts';

/** Who asks: somebody outside the cluster, at an address of the Internet, or a pod. */
export type RequestOrigin = { kind: 'Internet'; ip?: string } | { kind: 'Pod'; namespace: string; name: string };

/** What is asked for, as a client would write it: the target of a TrafficSource, which see. */
export interface RequestTarget extends TrafficTarget {
  /** Default TCP. */
  protocol?: TransportProtocol;
}

export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

/** Where a client of the Internet sits unless it says otherwise: an address of a range for documentation (RFC 5737). */
export const internetClientIp = '198.51.100.1';
