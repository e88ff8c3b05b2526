import type { ObjectRef } from '../kubernetes/registry.ts';
import type { CloudTarget } from './cloud.ts';
import type { LocalizedText } from './rows.ts';

/** What a load balancer is to its provider. `simple`: of a provider without an API, whose load balancers simply exist. */
export type LoadBalancerType = 'simple' | 'classic' | 'network' | 'application';

/** A load balancer as its provider has it: one shape for all of them. */
export interface LoadBalancerView {
  type: LoadBalancerType;
  scheme: 'internet-facing' | 'internal';
  state: 'provisioning' | 'active';
  /** Simulated time at which it became active, or will. */
  activeAtMs?: number;
  /** The Service or Ingress for which it is. */
  subject: ObjectRef;
  /** Further ones that share it. */
  alsoFor?: ObjectRef[];
  /** Name by which clients find it; absent: they go by addresses. */
  dnsName?: string;
  addresses: { ip: string; zone?: string }[];
  listeners: { protocol: string; port: number }[];
  /** How it looks at its targets. `port` may be a word: `traffic-port`. */
  healthCheck?: { protocol: string; port: string; path?: string; intervalSeconds: number; healthy: number; unhealthy: number };
  targets: LoadBalancerTarget[];
}

export interface LoadBalancerTarget extends Omit<CloudTarget, 'instance' | 'zone'> {
  zone?: string;
  /** Why it is not healthy, as far as the cluster knows; `reason` and `description` are the provider's words. */
  trouble?: TargetReason;
}

/** Why a target gives the wrong answer to health checks. */
export type TargetTrouble =
  /** The machine is off, or cut off. */
  | 'Unreachable'
  /** Its kube-proxy does not run, or does not follow the API server. */
  | 'ProxyStopped'
  /** No pod behind the Service is ready, so its node port is closed. */
  | 'NoEndpoint'
  /** None is ready on that machine, and `externalTrafficPolicy: Local` lets no request go on to another. */
  | 'NoLocalEndpoint';

/** `Checking`: it answers, but not yet often enough to be taken as healthy. `Deregistering`: it is no target any more, and ends what it has begun. */
export type TargetReason = TargetTrouble | 'Checking' | 'Deregistering';

/** What the card and the inspector show of a load balancer; one that is asked for and not there is Pending. */
export interface BalancerRow extends Omit<LoadBalancerView, 'state' | 'type'> {
  /** Absent: nobody has begun to make it. */
  type?: LoadBalancerType;
  state: 'Pending' | 'Provisioning' | 'Active' | 'Deleting';
  /** Targets that are healthy, and all but those that are draining. */
  healthy: number;
  total: number;
  /** Why it is Pending, where that is more than a matter of time. */
  why?: LocalizedText;
}
