import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { EventWrite } from '../controller.ts';
import { ownerState } from './graph.ts';

/**
 * Owners that do exist, but in a namespace where an owner of `dependent` cannot be. They are looked for only when a reference leads
 * nowhere.
 * @returns their uids
 * Source: addDependentToOwners, pkg/controller/garbagecollector/graph_builder.go.
 */
export function misplacedOwners(api: ApiReader, dependent: KubernetesObject, references: readonly OwnerReference[]): string[] {
  return references.filter((reference) => {
    const type = resourceTypeFor(reference.apiVersion, reference.kind);
    if (!type.namespaced) return false;
    const state = ownerState(api, dependent, reference);
    if (state !== 'Dangling' && state !== 'Invalid') return false;
    for (const { metadata } of api.list(type.resource)) {
      if (metadata.uid === reference.uid) return metadata.namespace !== dependent.metadata.namespace;
    }
    return false;
  }).map(({ uid }) => uid);
}

/** Source: reportInvalidNamespaceOwnerRef. */
export function invalidNamespaceEvents(dependent: KubernetesObject, uids: readonly string[]): EventWrite[] {
  const { namespace = '', ownerReferences = [] } = dependent.metadata;
  return ownerReferences.filter(({ uid }) => uids.includes(uid)).map(({ apiVersion, kind, name, uid }) => {
    const owner = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`;
    const message = `ownerRef ${owner} does not exist in namespace ${JSON.stringify(namespace)}`;
    return { verb: 'event', about: dependent, record: { type: 'Warning', reason: 'OwnerRefInvalidNamespace', message } };
  });
}
