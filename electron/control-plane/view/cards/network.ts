import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Ingress, IngressClass, NetworkPolicy } from '../../../../shared/kubernetes/types/networking.ts';
import type { BalancerRow } from '../../../../shared/view/load-balancer.ts';
import type { CardBuilder, CardContext, CardFacts } from './card-facts.ts';

export const networkCards: Readonly<Record<string, CardBuilder>> = {
  services: (object, context) => service(object as Service, context),
  ingresses: (object, { balancerOf }) => ingress(object as Ingress, balancerOf(object)),
  ingressclasses: (object) => ingressClass(object as IngressClass),
  networkpolicies: (object, context) => networkPolicy(object as NetworkPolicy, context),
};

function service(object: Service, context: CardContext): CardFacts {
  const { spec } = object;
  const { balancerOf } = context;
  const type = spec.type ?? 'ClusterIP';
  if (type === 'ExternalName') return { family: 'ready', fact: { key: 'view:card.service', params: { type } }, detail: String(spec['externalName'] ?? '') };
  const { ready, total } = endpoints(object, context);
  const address = spec.clusterIP === 'None' ? 'None' : (spec.clusterIP ?? '');
  const ports = (spec.ports ?? []).map(({ port }) => port).join(',');
  const published = balancerText(object.status?.loadBalancer);
  const balancer = balancerOf(object);
  const waits = balancer?.state === 'Pending' || balancer?.state === 'Provisioning';
  return {
    // Nobody answers although somebody should: callers get errors.
    family: (total > 0 && ready === 0) || balancer?.why ? 'attention' : waits ? 'working' : 'ready',
    // Pods that are ready are not yet reached.
    fact: waits ? { key: 'view:card.balancerAwaited', params: { state: balancer.state, ready, total } } : { key: 'view:card.endpoints', params: { type, ready, total } },
    detail: [published || address, ports].filter(Boolean).join(':'),
  };
}

/** Ready and all addresses behind a Service, from its EndpointSlices. */
function endpoints(object: Service, { api }: CardContext): { ready: number; total: number } {
  const counts = { ready: 0, total: 0 };
  for (const slice of api.byIndex<EndpointSlice>('endpointslices', 'owner', object.metadata.uid ?? '')) {
    for (const { conditions } of slice.endpoints ?? []) {
      if (conditions?.terminating) continue;
      counts.total += 1;
      if (conditions?.ready !== false) counts.ready += 1;
    }
  }
  return counts;
}

function balancerText(status: Record<string, unknown> | undefined): string {
  const [first] = (status?.['ingress'] ?? []) as { ip?: string; hostname?: string }[];
  return first?.hostname ?? first?.ip ?? '';
}

function ingress({ spec, status }: Ingress, balancer: BalancerRow | undefined): CardFacts {
  const hosts = [...new Set((spec?.rules ?? []).map((rule) => rule.host ?? '*'))];
  const [first] = status?.loadBalancer?.ingress ?? [];
  const address = first?.hostname ?? first?.ip;
  const waits = balancer?.state === 'Pending' || balancer?.state === 'Provisioning';
  return {
    family: waits ? 'working' : 'ready', fact: waits ? { key: 'view:card.balancerState', params: { state: balancer.state } } : address ? { key: 'view:card.ingress', params: { address } } : { key: 'view:card.ingressNoAddress' },
    ...(hosts.length > 0 ? { detail: hosts.join(', ') } : {}),
  };
}

function ingressClass({ spec, metadata }: IngressClass): CardFacts {
  return named(spec?.controller ?? '', metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true');
}

/** What a class is called by its maker, and whether it is the default one. */
export function named(name: string, isDefault: boolean): CardFacts {
  return { family: 'ready', fact: { key: isDefault ? 'view:card.defaultClass' : 'view:card.class', params: { name } } };
}

function networkPolicy(object: NetworkPolicy, { selected }: CardContext): CardFacts {
  const types = object.spec?.policyTypes ?? ['Ingress', ...(object.spec?.egress ? ['Egress'] : [])];
  const count = selected(object).reduce((sum, item) => sum + podCount(item), 0);
  return { family: 'ready', fact: { key: 'view:card.policy', params: { count, types: types.join(', ') } } };
}

/** Pods that exist of a workload now; a pod is one. */
function podCount(object: KubernetesObject): number {
  if (object.kind === 'Pod') return 1;
  const { status } = object as KubernetesObject & { status?: { replicas?: number; currentNumberScheduled?: number; active?: number | unknown[] } };
  return status?.replicas ?? status?.currentNumberScheduled ?? (typeof status?.active === 'number' ? status.active : 0);
}
