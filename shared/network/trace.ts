import type { ObjectRef } from '../kubernetes/registry.ts';
import type { FailureCause } from './failure-cause.ts';
import type { RequestOrigin, RequestTarget, TransportProtocol } from './request.ts';

/**
 * One request, followed from its sender to the container that answers it, or to what ended it, and then the requests that this container sends for its answer, each as far. Each hop is where a rule
 * decided something.
 */
export interface RequestTrace {
  origin: RequestOrigin;
  target: RequestTarget;
  hops: Hop[];
  outcome: Outcome;
}

export interface Hop {
  /** The object that decided: a node for what its kube-proxy or kernel does. Absent: nothing of the cluster (public DNS). */
  subject?: ObjectRef;
  rule: HopRule;
  /** The packet as it arrives; absent before there is an address. */
  before?: Packet;
  /** As it goes on, where the hop rewrote it. */
  after?: Packet;
  /** Failed: the request ends here, for the cause that the outcome names. */
  verdict: 'Passed' | 'Failed';
  /** Of a request that a container sends for its answer to the one before: how many stand between it and what was asked first. Absent: none, it is that. */
  depth?: number;
}

/** Source and destination of the connection, as they stand in its packets. */
export interface Packet {
  sourceIp: string;
  destinationIp: string;
  destinationPort: number;
  protocol: TransportProtocol;
}

export type HopRule =
  | ClientRule
  | DnsRule
  | { kind: 'Egress'; machine: string }
  /** Of a cloud: lends what comes out of a private subnet its public address. */
  | { kind: 'NatGateway'; id: string; zone: string; address: string }
  | { kind: 'LoadBalancer'; node?: string; healthy: number; nodes: number; forwardsTo: 'Address' | 'NodePort' }
  | { kind: 'Node'; node: string; address: string }
  | ProxyRule
  | PolicyRule
  | { kind: 'Pod'; node: string; ip: string }
  | ContainerRule
  | IngressRuleHop;
export type HopKind = HopRule['kind'];

export interface ClientRule {
  kind: 'Client';
  /** It is a call for the answer to another request: to whom, by the name that the program uses. */
  calls?: string;
  /** The client was sent here by the answer to what it asked first. */
  redirected?: boolean;
}

export interface DnsRule {
  kind: 'Dns';
  /** The name that was asked for, and the full names tried, in order (the pod's search path); the last one was answered. */
  name: string;
  tried: string[];
  /** Managed: the provider's own. Service: the Service kube-system/kube-dns. Public: of the Internet. */
  server: 'Managed' | 'Service' | 'Public';
  record: 'Service' | 'Headless' | 'EndpointHostname' | 'Pod' | 'ExternalName' | 'Ingress' | 'External' | 'None';
  /** All of them; the client takes the first that it gets. */
  answers: string[];
  chosen?: string;
}

export type ProxyDestination = 'ClusterIP' | 'ExternalIP' | 'LoadBalancer' | 'NodePort';

export interface ProxyRule {
  kind: 'Proxy';
  node: string;
  /** Which of the Service's addresses matched; absent: no rule did, and the packet goes on as it is. */
  destination?: ProxyDestination;
  service?: ServicePortRef;
  /** The policy that was followed; `shortCut`: traffic from inside to an outside address takes all endpoints in spite of Local. */
  trafficPolicy?: 'Cluster' | 'Local';
  shortCut?: boolean;
  /** How many endpoints the rule chooses among, and how many the Service has. */
  choices?: number;
  endpoints?: number;
  /** Nobody is ready, so those are taken that still serve while they end. */
  terminatingFallback?: boolean;
  /** `trafficDistribution` narrowed the choice. */
  distribution?: 'PreferSameZone' | 'PreferSameNode';
  /** The same client goes to the same endpoint for so long. */
  affinitySeconds?: number;
  /** The node puts its own address in the place of the client's. */
  masquerade?: boolean;
  chosen?: EndpointRef;
  /** kube-proxy itself answers, at the health check port of a Service: how many of its endpoints are on the node. */
  healthCheck?: { localEndpoints: number; status: 200 | 503 };
  /** Its kube-proxy has not followed the API since then; simulated milliseconds. */
  staleSinceMs?: number;
}

export interface ServicePortRef {
  namespace: string;
  name: string;
  portName: string;
  port: number;
}

export interface EndpointRef {
  ip: string;
  port: number;
  node?: string;
  pod?: PodRef;
}

export interface PodRef {
  namespace: string;
  name: string;
  uid: string;
}

export interface PolicyRule {
  kind: 'Policy';
  /** Egress of the sender or ingress of the receiver. */
  direction: 'Ingress' | 'Egress';
  /** Names of the policies of the pod's namespace that isolate it; none: everything is allowed. */
  isolatedBy: string[];
  /** The rule that allowed it: policy name and place in its list, from 0. */
  allowedBy?: { policy: string; rule: number };
}

export interface ContainerRule {
  kind: 'Container';
  /** Absent: no container of the pod listens there. */
  container?: string;
  port: number;
  /** Ports on which containers of the pod are known to listen. */
  listens: number[];
  /** Nothing is known about what the image listens on, so it is taken to listen where it is asked. */
  assumed?: boolean;
}

export interface IngressRuleHop {
  kind: 'Ingress';
  /** `IngressClass.spec.controller` that the pod implements. */
  controller: string;
  host: string;
  path: string;
  /** The object and rule that matched; absent: none. `Default`: of the Ingress's `defaultBackend`. */
  ingress?: { namespace: string; name: string };
  match?: { host: string; path: string; pathType: string } | 'Default';
  tls?: IngressTls;
  service?: ServicePortRef;
  choices?: number;
  chosen?: EndpointRef;
  /** It is no pod that decided but a load balancer outside, which a controller of the cluster has made. */
  balancer?: IngressBalancer;
}

export interface IngressBalancer {
  name: string;
  /** The port to which the request came. */
  listener: number;
  /** The place of the rule that decided; absent: its default action. */
  priority?: number;
  /** Of the target group that was chosen. Instance: node ports; ip: pods. */
  targetType?: 'instance' | 'ip';
  healthy?: number;
  targets?: number;
  /** It answers by itself with this status. */
  response?: number;
}

export type IngressTls =
  /** It answers with the certificate of a Secret. */
  | { kind: 'Secret'; secret: string }
  /** It answers with its own certificate, which clients do not trust. */
  | { kind: 'Default'; why: 'NoneNamed' }
  | { kind: 'Default'; why: 'SecretMissing' | 'SecretIncomplete'; secret: string }
  /** It answers with a certificate that its provider keeps. */
  | { kind: 'Certificate'; arn: string }
  /** It sends the client elsewhere, as a rule from HTTP to HTTPS. `status`: where it is not 308. */
  | { kind: 'Redirect'; status?: number };

/** A container that handles the request: each controller on the way, and last the one that answers. */
export interface Handler {
  pod: PodRef;
  node: string;
  container: string;
  port: number;
}

export type Outcome =
  /** `handlers` is empty when something outside the cluster answers. */
  | { kind: 'Served'; handlers: Handler[] }
  /** `handlers`: those that had handled it before it failed. */
  | { kind: 'Failed'; cause: FailureCause; handlers: Handler[] };

/** All that may become of requests of one kind, with the probability of each; they sum to 1. */
export interface Distribution {
  outcomes: WeightedOutcome[];
  /** The probabilities are those of clients that ask as often as was said, and are remembered for so long. */
  affinitySeconds?: number;
}

export interface WeightedOutcome {
  probability: number;
  outcome: Outcome;
  /** The things that the request passes, in order: for edges that show flow. */
  route: RouteStop[];
}

export type RouteStop =
  /** `of`: the kind of the object for which it is, whose name follows. */
  | { kind: 'LoadBalancer'; of: 'Service' | 'Ingress'; namespace: string; name: string }
  | ({ kind: 'Service' } & ServicePortRef)
  | { kind: 'Ingress'; namespace: string; name: string }
  | { kind: 'Pod'; pod: PodRef }
  | { kind: 'External'; host: string };
