import type { PodRef, ServicePortRef } from './trace.ts';

interface ServiceRef {
  namespace: string;
  name: string;
}

/** Why a request failed: exactly one thing, with what a person needs to mend it. */
export type FailureCause =
  | { kind: 'NoSuchPod'; namespace: string; name: string }
  | { kind: 'NoSuchService'; service: ServiceRef }
  /** `ingress`: it is a host of this Ingress, which has no address. */
  | { kind: 'NoSuchHost'; host: string; ingress?: ServiceRef }
  /** The cluster's DNS did not answer, for a reason of its own. */
  | { kind: 'DnsUnanswered'; host: string; because: FailureCause }
  /** A Service without load balancer or node port was asked from outside. */
  | { kind: 'NotExposed'; service: ServiceRef; type: string }
  /** No machine could take the connection for a node port. */
  | { kind: 'NoNode' }
  | { kind: 'LoadBalancerPending'; service: ServiceRef }
  | { kind: 'NoHealthyNode'; service: ServiceRef; nodes: number; healthCheck: 'LocalEndpoints' | 'KubeProxy' | 'NodePort' }
  | { kind: 'SourceRangeDenied'; service: ServiceRef; sourceIp: string; ranges: string[] }
  | { kind: 'NoSuchPort'; service: ServiceRef; port: number | string; ports: number[] }
  /** An address of the service range that no rule of the node knows. */
  | { kind: 'NoProxyRule'; node: string; ip: string; port: number; stale: boolean }
  /** `headless`: its name has no address then. */
  | { kind: 'NoEndpoints'; service: ServicePortRef; why: NoEndpointsWhy; stale: boolean; headless?: boolean }
  | { kind: 'NoLocalEndpoints'; service: ServicePortRef; node: string; policy: 'internalTrafficPolicy' | 'externalTrafficPolicy' }
  | { kind: 'DeniedByPolicy'; direction: 'Ingress' | 'Egress'; pod: ServiceRef; policies: string[]; port: number; protocol: string }
  /** `gateway`: it is not the machine that is shut, but its subnet has no NAT gateway, or that stands in a zone which is cut off. */
  | { kind: 'EgressOff'; machine: string; gateway?: 'None' | { id: string; zone: string } }
  | { kind: 'MachineDown'; machine: string }
  /** The network is parted between this machine and the other, or the outside. */
  | { kind: 'CutOff'; machine: string; from?: string }
  /** No pod has the address any more. `node`, `pod`: who had it. `stale`: only rules that are out of date still lead there, those of `staleOn`. */
  | { kind: 'AddressGone'; ip: string; node?: string; pod?: ServiceRef; stale: boolean; staleOn?: string }
  /** An address that leads nowhere from there, such as a cluster address from outside. */
  | { kind: 'NoRoute'; ip: string }
  | { kind: 'NodePortClosed'; node: string; port: number }
  | { kind: 'NotListening'; pod: PodRef; port: number; listens: { container: string; ports: number[] }[]; service?: ServicePortRef; targetPort?: number | string }
  /** The process is there and has not opened its port yet. */
  | { kind: 'Starting'; pod: PodRef; container: string; port: number }
  | { kind: 'ContainerNotRunning'; pod: PodRef; container: string; port: number }
  | { kind: 'Hung'; pod: PodRef; container: string }
  /** The container has as many requests as it takes. */
  | { kind: 'Overloaded'; pod: PodRef; container: string; load: ContainerLoad }
  | { kind: 'NoIngressRule'; controller: string; host: string; path: string }
  | { kind: 'IngressBackendMissing'; ingress: ServiceRef; service: string; port?: number | string }
  /** The load balancer for the Ingress is still being made. */
  | { kind: 'BalancerProvisioning'; ingress: ServiceRef }
  /** It does not listen on the port. */
  | { kind: 'NoListener'; ingress: ServiceRef; port: number; ports: number[] }
  /** Nothing is registered in the target group of the backend. */
  | { kind: 'NoTargets'; ingress: ServiceRef; service: ServicePortRef }
  /** An action of the Ingress says that it is to be answered so. */
  | { kind: 'FixedResponse'; ingress: ServiceRef; status: number }
  /** The node says at the health check port of a Service that it has none of its endpoints. */
  | { kind: 'NoLocalHealth'; service: ServiceRef; node: string }
  /** A container has the request, and cannot answer, since what it asks for its answer fails. */
  | { kind: 'CallFailed'; pod: PodRef; container: string; calls: string; because: FailureCause }
  | { kind: 'TooManyHops' };
export type FailureKind = FailureCause['kind'];

/** What requests are to a container, as means over time. */
export interface ContainerLoad {
  /** Per second, of those that reach it. */
  offeredRps: number;
  /** Of those, how many it turns away, from 0 to 1. */
  refusedShare: number;
  /** In it at a time, and how many it takes at most. */
  inFlight: number;
  maxConcurrent: number;
  /** CPU that there is for them. */
  cores: number;
}

/** Why nothing is behind a Service's port. */
export type NoEndpointsWhy =
  /** Nobody has written endpoints for a Service without selector. */
  | { kind: 'NoSelector' }
  | { kind: 'NothingSelected'; selector: Record<string, string> }
  /** Pods are selected, but none has a container port of the name that `targetPort` wants. */
  | { kind: 'NoSuchPortName'; targetPort: string }
  | { kind: 'NoneReady'; pods: UnreadyPod[]; total: number }
  /** The pods are ready, and the slices do not say so yet. */
  | { kind: 'NotYetListed' };

export interface UnreadyPod {
  namespace: string;
  name: string;
  why:
    | { kind: 'ReadinessProbe'; container: string }
    | { kind: 'StartupProbe'; container: string }
    | { kind: 'Waiting'; container: string; reason: string }
    | { kind: 'Terminated'; container: string; reason: string }
    | { kind: 'Unschedulable' } | { kind: 'NotStarted' } | { kind: 'Terminating' } | { kind: 'NodeLost'; node: string }
    | { kind: 'ReadinessGate'; gate: string }
    | { kind: 'Ended'; phase: string };
}

/** What the client sees of it: a name that is not found, silence until it gives up, a connection that is refused at once, or an HTTP status. */
export type Symptom = 'NameNotFound' | 'Timeout' | 'Refused' | 'NoRoute' | number;

/**
 * @param throughController an ingress controller stands between the client and the failure, and answers in its place
 * Source: kube-proxy rejects (ICMP) where a Service has no endpoint at all and drops in all other cases; nginx's proxy errors.
 */
export function symptomOf(cause: FailureCause, throughController = false): Symptom {
  const direct = directSymptom(cause);
  if (!throughController || typeof direct === 'number') return direct;
  if (cause.kind === 'NoEndpoints') return 503;
  return direct === 'Timeout' ? 504 : 502;
}

function directSymptom(cause: FailureCause): Symptom {
  switch (cause.kind) {
    case 'NoSuchHost': case 'NoSuchService': case 'NoSuchPod': case 'LoadBalancerPending': case 'NotExposed': return 'NameNotFound';
    case 'NoEndpoints': return cause.headless ? 'NameNotFound' : 'Refused';
    case 'NotListening': case 'Starting': case 'ContainerNotRunning': case 'NodePortClosed': return 'Refused';
    case 'NoRoute': case 'AddressGone': return 'NoRoute';
    case 'NoIngressRule': return 404;
    case 'IngressBackendMissing': case 'Overloaded': case 'NoTargets': case 'NoLocalHealth': return 503;
    case 'CallFailed': return 500;
    case 'FixedResponse': return cause.status;
    case 'DnsUnanswered': case 'NoNode': case 'NoHealthyNode': case 'SourceRangeDenied': case 'NoSuchPort': case 'NoProxyRule':
    case 'NoLocalEndpoints': case 'DeniedByPolicy': case 'EgressOff': case 'MachineDown': case 'CutOff': case 'Hung': case 'TooManyHops': case 'BalancerProvisioning': case 'NoListener': return 'Timeout';
    default: throw new Error(`no symptom of ${JSON.stringify(cause satisfies never)}`);
  }
}
