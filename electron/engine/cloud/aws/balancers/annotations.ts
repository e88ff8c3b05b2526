import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { Balancer, Scheme } from '../state.ts';

/** Annotations of Services that cloud-provider-aws heeds. Source: pkg/providers/v1/aws.go (ServiceAnnotationLoadBalancer…). */
const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';

/** What a Service asks for; undefined: what another controller makes. Source: isNLB, isLBExternal. */
export function typeOf({ metadata: { annotations = {} } }: Service): Balancer['type'] | undefined {
  const type = annotations[`${prefix}type`];
  if (type === 'external' || type === 'nlb-ip') return undefined;
  return type === 'nlb' ? 'network' : 'classic';
}

/** Differs: `scheme`, which is the AWS Load Balancer Controller's, counts too. */
export function schemeOf({ metadata: { annotations = {} } }: Service): Scheme {
  const internal = annotations[`${prefix}internal`];
  return annotations[`${prefix}scheme`] === 'internal' || (internal !== undefined && internal !== 'false') ? 'internal' : 'internet-facing';
}

export function crossZoneOf({ metadata: { annotations = {} } }: Service): boolean {
  return annotations[`${prefix}cross-zone-load-balancing-enabled`] === 'true';
}

/** Source: DefaultLoadBalancerName, cloud-provider. */
export function nameFor({ metadata: { uid = '' } }: Service): string {
  return `a${uid.replaceAll('-', '')}`.slice(0, 32);
}
