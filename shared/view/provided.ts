import type { ObjectRef } from '../kubernetes/registry.ts';

/**
 * What the provider of the machines keeps outside the cluster and is drawn all the same, though the API has no object for it: a load balancer. It goes by a
 * reference like an object's, whose `apiVersion` says for what kind of object it is.
 */
const group = 'provider/';

const kindsOfSubjects: Readonly<Record<string, string>> = { Service: 'v1', Ingress: 'networking.k8s.io/v1' };

/** The load balancer of a Service or an Ingress. */
export function balancerRef({ kind, namespace, name }: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): ObjectRef {
  return { apiVersion: `${group}${kind}`, kind: 'LoadBalancer', ...(namespace === undefined ? {} : { namespace }), name };
}

/** Whether something is the provider's, and no object of the API. */
export function isProvided(ref: Pick<ObjectRef, 'apiVersion'>): boolean {
  return ref.apiVersion.startsWith(group);
}

/** The object for which something of the provider is: the opposite of `balancerRef`. */
export function subjectOf({ apiVersion, namespace, name }: ObjectRef): ObjectRef {
  const kind = apiVersion.slice(group.length);
  return { apiVersion: kindsOfSubjects[kind] ?? 'v1', kind, ...(namespace === undefined ? {} : { namespace }), name };
}
