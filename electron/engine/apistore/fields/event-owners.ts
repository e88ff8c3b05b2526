import type { Managed } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { differences, withoutUnowned } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { FieldKinds } from './kinds.ts';

/** The process that records the Events of a source; all others are controllers. */
const processes: Readonly<Record<string, string>> = { 'kubelet': 'kubelet', 'default-scheduler': 'kube-scheduler' };

/**
 * The owner of an Event that a component recorded. Nobody else ever writes to it, so nothing has to be remembered: hundreds of thousands of
 * Events cost no memory for this.
 */
export function eventOwners(object: KubernetesObject, kinds: FieldKinds): Managed {
  const { source, reportingComponent, lastTimestamp, firstTimestamp } = object as Event;
  const component = source?.component ?? reportingComponent ?? '';
  if (component === '') return [];
  const { apiVersion, kind } = object;
  const fields = kinds.of(apiVersion, kind, '');
  const type = fields.typeIn(apiVersion);
  if (!type) return [];
  const { added, modified } = differences(fields, type, kinds.emptyObject(apiVersion, kind), object as unknown as JsonObject);
  const time = lastTimestamp ?? firstTimestamp;
  const by = { manager: processes[component] ?? 'kube-controller-manager', operation: 'Update' as const, apiVersion, subresource: '' };
  return [{ by, set: withoutUnowned(added.union(modified)), ...(time ? { time } : {}) }];
}
