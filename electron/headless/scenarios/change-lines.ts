import { isJsonObject, jsonEqual, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { eventComponent, eventCount } from '../../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';

/** Turns commits into lines that a person can review: what an object is called, and which of its fields changed to what. */

/** Paths that change with every write, or say nothing that another line does not. `*` stands for one name. */
const leftOut = [
  'metadata.resourceVersion', 'metadata.uid', 'metadata.generation', 'metadata.creationTimestamp', 'metadata.managedFields', 'metadata.name',
  'metadata.namespace', 'metadata.generateName', 'metadata.deletionGracePeriodSeconds', 'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration', 'metadata.annotations.endpoints.kubernetes.io/last-change-trigger-time',
  'status.observedGeneration', 'status.conditions', 'status.containerStatuses', 'status.initContainerStatuses', 'status.startTime', 'status.hostIP', 'status.hostIPs', 'status.podIP',
  'status.podIPs', 'status.qosClass', 'status.collisionCount', 'status.images', 'status.addresses', 'status.nodeInfo', 'status.daemonEndpoints', 'status.features', 'status.currentMetrics',
  // Copied from the node that the same write names.
  'metadata.labels.topology.kubernetes.io/zone', 'metadata.labels.topology.kubernetes.io/region',
  'status.allocatable', 'status.config', 'status.runtimeHandlers', 'status.measuredAt', 'spec.renewTime', 'spec.acquireTime',
];
/** Where these kinds say their sizes. */
const shownWhenNew: Record<string, readonly string[]> = {
  Pod: ['spec.nodeName'], ReplicaSet: ['spec.replicas'], Deployment: ['spec.replicas'], StatefulSet: ['spec.replicas'], Job: ['spec.completions', 'spec.parallelism', 'spec.suspend'],
  PersistentVolume: ['spec.capacity', 'spec.claimRef', 'spec.persistentVolumeReclaimPolicy', 'spec.storageClassName'], PersistentVolumeClaim: ['spec.storageClassName', 'spec.volumeName'],
  EndpointSlice: ['endpoints', 'ports'], VolumeAttachment: ['spec.nodeName', 'spec.source'], HorizontalPodAutoscaler: ['spec.minReplicas', 'spec.maxReplicas'],
};
/** Lists of references to objects, of which the names are told. */
const referenceLists = new Set(['metadata.ownerReferences', 'status.active']);
const longestValue = 150;

/** `Kind name`, with the namespace where that is not `default`. */
export function titleOf({ kind, metadata: { name, namespace } }: { kind: string; metadata: { name: string; namespace?: string } }): string {
  return `${kind} ${namespace && namespace !== 'default' ? `${namespace}/` : ''}${name}`;
}

/** `Normal ScalingReplicaSet (deployment-controller): Scaled up …`, with the count of a repeated one. */
export function eventLine(event: Event): string {
  const count = eventCount(event);
  const times = count > 1 ? ` (x${count})` : '';
  return `${event.type} ${event.reason} (${eventComponent(event)}): ${event.message}${times}`;
}

/** What one commit changed, as lines without time; none when only what is left out did. */
export function changeLines({ type, object, previous }: WatchEvent): string[] {
  if (type === 'DELETED') return ['gone'];
  const fields = fieldChanges(object, previous);
  if (previous) return [...(fields.length > 0 ? [fields.join(', ')] : []), ...conditionLines(object, previous)];
  const wanted = shownWhenNew[object.kind] ?? [];
  const told = fields.filter((text) => wanted.some((path) => text.startsWith(`${path}: `) || text.startsWith(`${path}.`)) || /^metadata\.(finalizers|annotations)/.test(text));
  return [told.length > 0 ? `created  ${told.join(', ')}` : 'created'];
}

function fieldChanges(object: KubernetesObject, previous: KubernetesObject | undefined): string[] {
  const lines: string[] = [];
  compare('', previous as unknown as JsonObject | undefined, object as unknown as JsonObject, lines);
  return lines;
}

function compare(path: string, before: JsonValue | undefined, after: JsonValue | undefined, lines: string[]): void {
  if (before === after || jsonEqual(before, after) || leftOut.includes(path)) return;
  if (path === 'spec.template') {
    lines.push('spec.template changed');
  } else if (path === 'metadata.deletionTimestamp') {
    lines.push('on its way out');
  } else if ((isJsonObject(after) || after === undefined) && (isJsonObject(before) || before === undefined)) {
    for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) compare(path === '' ? key : `${path}.${key}`, before?.[key], after?.[key], lines);
  } else {
    const name = path.replace(/^status\./, '');
    lines.push(before === undefined ? `${name}: ${valueText(path, after)}` : `${name}: ${valueText(path, before)} → ${valueText(path, after)}`);
  }
}

function valueText(path: string, value: JsonValue | undefined): string {
  if (value === undefined) return '-';
  if (path === 'endpoints' && Array.isArray(value)) return value.length === 0 ? 'none' : value.map(endpointText).join(', ');
  if (Array.isArray(value) && referenceLists.has(path)) return value.map((reference) => (isJsonObject(reference) ? `${String(reference['kind'])}/${String(reference['name'])}` : '')).join(', ') || 'none';
  if (typeof value === 'string') return value === '' ? '""' : value;
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function endpointText(endpoint: JsonValue): string {
  const { addresses = [], conditions = {}, hints } = endpoint as unknown as { addresses?: string[]; conditions?: Record<string, boolean>; hints?: { forZones?: { name: string }[] } };
  const states = Object.entries(conditions).filter(([, holds]) => holds).map(([state]) => state).join('+');
  const zones = hints?.forZones ? ` for ${hints.forZones.map(({ name }) => name).join('+')}` : '';
  return `${addresses.join('+')} ${states || 'not ready'}${zones}`;
}

interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

/** Conditions whose status, reason or message changed; of a pod only those that controllers act upon. */
function conditionLines(object: KubernetesObject, previous: KubernetesObject | undefined): string[] {
  const before = conditionsOf(previous);
  const after = conditionsOf(object);
  const lines = after.filter((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    return !old || old.status !== condition.status || old.reason !== condition.reason || old.message !== condition.message;
  }).filter((condition) => object.kind !== 'Pod' || ['Ready', 'DisruptionTarget'].includes(condition.type)).map(
    ({ type, status, reason, message }) => `condition ${type}=${status}${reason ? ` ${reason}` : ''}${message ? `: ${message}` : ''}`,
  );
  for (const { type } of before) if (!after.some((condition) => condition.type === type)) lines.push(`condition ${type} removed`);
  return lines;
}

function conditionsOf(object: KubernetesObject | undefined): Condition[] {
  return (object as unknown as { status?: { conditions?: Condition[] } } | undefined)?.status?.conditions ?? [];
}
