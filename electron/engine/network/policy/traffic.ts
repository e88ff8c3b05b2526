import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';
import type { Protocol } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { addressBytes } from './ip-block.ts';

/** One end of a connection: a pod (at that of its addresses which the traffic uses), or an address outside the cluster. */
export interface Endpoint {
  readonly pod?: Pod;
  /** IPv4 or IPv6. Absent: the pod's first address. */
  readonly ip?: string;
}

/** A connection asked for: answers travel back freely, so its direction is that of its first packet. */
export interface Traffic {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** At the destination, after Services have been resolved to a pod. */
  readonly port: number;
  readonly protocol: Protocol;
}

/** The labels of a namespace; undefined when there is none of that name. */
export type NamespaceLabels = (name: string) => Labels | undefined;

const known = new WeakMap<Endpoint, readonly number[] | undefined>();

/** The address that the traffic uses, as 4 or 16 bytes; undefined when there is none. Worked out once for each end. */
export function addressOf(end: Endpoint): readonly number[] | undefined {
  if (!known.has(end)) known.set(end, addressBytes(end.ip ?? end.pod?.status?.podIP ?? end.pod?.status?.podIPs?.[0]?.ip ?? ''));
  return known.get(end);
}

/**
 * The pod, as far as policies know it: one in its node's network has the node's address, so that nothing tells its traffic from the
 * node's. The API leaves its treatment open; this is what common network plugins do.
 */
export function policedPod({ pod }: Endpoint): Pod | undefined {
  return pod?.spec.hostNetwork === true ? undefined : pod;
}
