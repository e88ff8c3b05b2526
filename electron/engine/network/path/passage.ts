import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { TransportProtocol } from '../../../../shared/network/request.ts';
import type { EndpointRef, Hop, Packet, ServicePortRef } from '../../../../shared/network/trace.ts';
import { refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Network } from '../network.ts';
import type { Walk } from './walk.ts';

/** A request on its way: what its packets say, who sent it, and what happens when it arrives or fails. */
export interface Passage {
  readonly network: Network;
  readonly walk: Walk;
  readonly packet: Packet;
  /** The pod that sends; absent: somebody outside the cluster. */
  readonly sender?: Pod;
  /** The machine at which the packet is; absent: it is outside. */
  readonly at?: string;
  /** By what ClientIP affinity knows the client; absent: many clients, of whom one is as likely as another. */
  readonly client?: string;
  /** How many clients those are. */
  readonly clients: number;
  /** How often one of them asks, per second; absent: often. */
  readonly clientRps?: number;
  readonly http: { readonly host: string; readonly path: string };
  /** What kube-proxy or a controller chose: the port of which Service this is, and where the choice came from. */
  readonly chosen?: { readonly service: ServicePortRef; readonly targetPort: number | string; readonly endpoint: EndpointRef; /** The node whose rules, out of date, chose it. */ readonly staleOn?: string };
  /** How many controllers have passed it on. */
  readonly depth: number;
  /** The request is no matter of its own but somebody's DNS query: no route is drawn for it. */
  readonly aside: boolean;
  /** @param by the request as it arrived */
  readonly arrived: (at: Arrival, by: Passage) => void;
  /** Somebody on the Internet takes the request. */
  readonly arrivedOutside: () => void;
  /** What is no pod answers: a node's kube-proxy, a load balancer. */
  readonly arrivedHere: () => void;
  /** The client asks the same at another port, since it was told to; absent: it has been already. */
  readonly askAgain?: (port: number) => void;
  readonly failed: (cause: FailureCause) => void;
}

/** The container that has taken the request. */
export interface Arrival {
  readonly pod: Pod;
  readonly node: string;
  readonly container: string;
  readonly port: number;
  /** Notes the hop that it is. */
  readonly note: (verdict: Hop['verdict']) => void;
}

export function protocolOf(text: string | undefined): TransportProtocol {
  return text === 'UDP' || text === 'SCTP' ? text : 'TCP';
}

export function nodeRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Node', name };
}

export function podRef(pod: Pod): ObjectRef {
  return { ...refOf(pod), apiVersion: 'v1', kind: 'Pod' };
}

export function serviceRef({ namespace, name }: { namespace: string; name: string }): ObjectRef {
  return { apiVersion: 'v1', kind: 'Service', namespace, name };
}

/** Notes a hop that let the request go on, or ended it. */
export function noteHop({ walk, packet }: Passage, hop: () => Omit<Hop, 'before' | 'verdict'> & { after?: Packet }, verdict: Hop['verdict'] = 'Passed'): void {
  walk.hop(() => ({ ...hop(), before: packet, verdict }));
}

/** Whether the packet gets to a machine from where it is; if not, the request has failed. @param fail notes the hop that it would have been */
export function crossTo({ network, at }: Passage, machine: string | undefined, fail: (cause: FailureCause) => void): boolean {
  if (network.areConnected(at, machine)) return true;
  const [far, near] = machine === undefined ? [at, undefined] : [machine, at];
  fail({ kind: 'CutOff', machine: far ?? '', ...(near === undefined ? {} : { from: near }) });
  return false;
}

/** The same request with other packets. */
export function rewritten<P extends Passage>(passage: P, change: Partial<Packet>, rest: Partial<Passage> = {}): P {
  return { ...passage, packet: { ...passage.packet, ...change }, ...rest };
}

/** On its way to one of several machines, at each of which a client is seen less often than it asks. */
export function toOneOf<P extends Passage>(passage: P, machines: number): P {
  return passage.clientRps === undefined ? passage : { ...passage, clientRps: passage.clientRps / machines };
}
