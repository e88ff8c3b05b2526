import { matcherOf } from '../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, LabelSelector } from '../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import { controllerOf, resolveOwner } from './owner-references.ts';

type Selecting = KubernetesObject & { spec: { selector?: LabelSelector } };

/**
 * The owners of one kind that a change of a dependant concerns: its controller, its former controller, and, for one without a controller
 * that is new or changed its labels, everyone who selects it. Source: addPod, updatePod, deletePod of each workload controller.
 */
export function ownerKeys(api: ApiReader, owner: { kind: string; resource: string }, event: WatchEvent): Set<string> {
  const { object, previous, type } = event;
  const keys = new Set<string>();
  for (const state of previous && previous.metadata.ownerReferences !== object.metadata.ownerReferences ? [object, previous] : [object]) {
    const reference = controllerOf(state);
    if (reference?.kind !== owner.kind) continue;
    const found = resolveOwner(api, owner.resource, state.metadata.namespace, reference);
    if (found) keys.add(objectKey(found));
  }
  const before = previous?.metadata;
  const sameTies = before?.labels === object.metadata.labels && before?.ownerReferences === object.metadata.ownerReferences;
  if (type === 'DELETED' || controllerOf(object) || (previous && sameTies)) return keys;
  for (const candidate of api.byIndex<Selecting>(owner.resource, 'namespace', object.metadata.namespace ?? '')) {
    if (matcherOf(candidate.spec.selector)(object.metadata.labels)) keys.add(objectKey(candidate));
  }
  return keys;
}
