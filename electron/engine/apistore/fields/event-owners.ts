import type { Managed } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { differences, withoutUnowned } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { eventComponent, lastSeen } from '../../../../shared/kubernetes/event-facts.ts';
import { eventsVersion } from '../../../../shared/kubernetes/served-versions/events.ts';
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
  const event = object as Event;
  const component = eventComponent(event);
  if (component === '') return [];
  const { kind } = object;
  // Those who write Events with a time of their own write them in that version.
  const apiVersion = event.eventTime ? eventsVersion.apiVersion : object.apiVersion;
  const fields = kinds.of(apiVersion, kind, '');
  const type = fields.typeIn(apiVersion);
  if (!type) return [];
  const { added, modified } = differences(fields, type, kinds.emptyObject(apiVersion, kind), fields.inVersion(object as unknown as JsonObject, apiVersion));
  const time = lastSeen(event).replace(/\.\d+Z$/, 'Z');
  const by = { manager: processes[component] ?? 'kube-controller-manager', operation: 'Update' as const, apiVersion, subresource: '' };
  return [{ by, set: withoutUnowned(added.union(modified)), ...(time ? { time } : {}) }];
}
