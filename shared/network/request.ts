/** Who asks: somebody outside the cluster, at an address of the Internet, or a pod. */
export type RequestOrigin = { kind: 'Internet'; ip?: string } | { kind: 'Pod'; namespace: string; name: string };

/**
 * What is asked for, as a client would write it: a name or an address, with a port (default 80) and an HTTP path (default `/`); or a
 * Service, which pods ask by its DNS name, and the Internet at its load balancer's address, else at a node port of some machine.
 */
export type RequestTarget = HostTarget | ServiceTarget;

export interface HostTarget {
  host: string;
  port?: number;
  path?: string;
  /** Default TCP. */
  protocol?: TransportProtocol;
}

export interface ServiceTarget {
  /** `port`: its number or name; default the first one. */
  service: { namespace: string; name: string; port?: number | string };
  path?: string;
}

export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

/** Where a client of the Internet sits unless it says otherwise: an address of the range for documentation (RFC 5737). */
export const internetClientIp = '198.51.100.1';

export function isServiceTarget(target: RequestTarget): target is ServiceTarget {
  return 'service' in target;
}
