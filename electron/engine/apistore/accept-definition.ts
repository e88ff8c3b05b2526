import type { CustomResourceDefinition } from '../../../shared/kubernetes/custom-resources/definition.ts';
import { withNamesAndConditions } from '../../../shared/kubernetes/custom-resources/definition-conditions.ts';
import { jsonEqual } from '../../../shared/json.ts';
import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Env } from '../env.ts';
import { updateManager } from './fields/field-manager.ts';
import type { FieldLedger } from './fields/ledger.ts';
import type { ApiStore } from './store.ts';

/** The API server accepts or refuses the names of a definition that was written, and serves its kind from then on. @returns the last state */
export function acceptDefinition<T extends KubernetesObject>(store: ApiStore, fields: FieldLedger, env: Env, stored: T): T {
  const resource = 'customresourcedefinitions';
  const definition = stored as KubernetesObject as CustomResourceDefinition;
  const time = env.timestamp();
  const accepted = withNamesAndConditions(definition, [...store.list<CustomResourceDefinition>(resource)], time);
  if (jsonEqual(accepted, definition)) return stored;
  const managed = fields.managedOf(store.fieldsOf(resource, objectKey(stored)), stored);
  const by = updateManager('kube-apiserver', stored.apiVersion, 'status');
  return store.put(resource, accepted, { settled: fields.written(managed, by, time, definition, accepted, undefined) }) as KubernetesObject as T;
}
