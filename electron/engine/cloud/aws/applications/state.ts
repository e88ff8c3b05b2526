import type { ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import type { PodRef, ServicePortRef } from '../../../../../shared/network/trace.ts';
import type { HealthState } from '../../../network/load-balancer/health.ts';
import type { ApplicationAction, ApplicationRule } from '../../../network/load-balancer/application-balancer.ts';
import type { BalancerAddress, Scheme } from '../state.ts';

/** An Application Load Balancer with all that belongs to it, as its controller has made it; plain data. */
export interface ApplicationBalancer {
  arn: string;
  name: string;
  dnsName: string;
  scheme: Scheme;
  addresses: BalancerAddress[];
  activeAtMs: number;
  securityGroup: string;
  /** The first Ingress of its group. */
  subject: ObjectRef;
  listeners: Listener[];
  targetGroups: TargetGroup[];
}

export interface Listener {
  arn: string;
  port: number;
  protocol: 'HTTP' | 'HTTPS';
  certificates: string[];
  rules: ApplicationRule[];
  fallback: ApplicationAction;
}

/** What a target group is made with; none of it changes. */
export interface TargetGroupSpec {
  /** What tells it apart within its load balancer. */
  key: string;
  name: string;
  type: 'instance' | 'ip';
  service: ServicePortRef;
  /** NodePort of instances; of addresses no more than a default. */
  port: number;
  check: TargetCheck;
}

export interface TargetCheck {
  /** `traffic-port` or a number. */
  port: string;
  path: string;
  intervalSeconds: number;
  healthy: number;
  unhealthy: number;
}

export interface TargetGroup extends TargetGroupSpec {
  arn: string;
  targets: Target[];
  health: HealthState;
  /** Targets that have passed a check at least once. */
  known: Set<string>;
  /** Those that go, and when they will be gone altogether. */
  draining: { target: Target; untilMs: number }[];
}

export interface Target {
  /** Of instances the node, of addresses `address:port`. */
  key: string;
  node: string;
  port: number;
  ip?: string;
  pod?: PodRef;
}
