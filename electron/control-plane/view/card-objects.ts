import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** Resources that are never cards: drawn otherwise (pods, machines, frames of namespaces), or the cluster's own bookkeeping. The outline lists them all. */
const withoutCard = new Set(['pods', 'nodes', 'machines', 'events', 'leases', 'namespaces', 'endpointslices', 'controllerrevisions', 'volumeattachments', 'csinodes']);

/** System objects that nobody designed stay off the canvas until asked for. */
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Whether an object is a card. @param withSystem also what every cluster has by itself, and the system's namespaces */
export function hasCard(resource: string, object: KubernetesObject, withSystem: boolean): boolean {
  if (withoutCard.has(resource)) return false;
  const { ownerReferences, namespace = '', name, annotations, labels } = object.metadata;
  if (ownerReferences?.some((owner) => owner.controller)) return false;
  // A volume that a provisioner made: its claim's card says so, and nobody designed it.
  if (resource === 'persistentvolumes' && annotations?.['pv.kubernetes.io/provisioned-by']) return withSystem;
  // The control plane's own list of a Service's pods, not one that somebody wrote.
  if (resource === 'endpoints' && labels?.['endpoints.kubernetes.io/managed-by']) return false;
  return withSystem || (!systemNamespaces.has(namespace) && !isBootstrapped(resource, name));
}

/** What every cluster, or every namespace, has by itself. */
function isBootstrapped(resource: string, name: string): boolean {
  switch (resource) {
    case 'configmaps': return name === 'kube-root-ca.crt';
    case 'serviceaccounts': return name === 'default';
    case 'priorityclasses': return name.startsWith('system-');
    case 'services': case 'endpoints': return name === 'kubernetes';
    default: return false;
  }
}
