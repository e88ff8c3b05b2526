import { fieldSelectorMatches, parseFieldSelector, type FieldSelector } from '../../../../shared/kubernetes/field-selector.ts';
import { resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { err, ok } from '../../../../shared/result.ts';

const named = ['metadata.name', 'metadata.namespace'];

/** Fields by which a resource can be selected, where that is not just name and namespace. Source: AddFieldLabelConversionsFor… of each group. */
const fieldLabels: Readonly<Record<string, readonly string[]>> = {
  pods: [
    ...named, 'spec.nodeName', 'spec.host', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName', 'spec.hostNetwork',
    'status.phase', 'status.podIP', 'status.podIPs', 'status.nominatedNodeName',
  ],
  nodes: ['metadata.name', 'spec.unschedulable'],
  namespaces: ['metadata.name', 'status.phase'],
  secrets: [...named, 'type'],
  services: [...named, 'spec.clusterIP', 'spec.type'],
  replicationcontrollers: [...named, 'status.replicas'],
  events: [
    ...named, 'involvedObject.kind', 'involvedObject.namespace', 'involvedObject.name', 'involvedObject.uid', 'involvedObject.apiVersion',
    'involvedObject.resourceVersion', 'involvedObject.fieldPath', 'reason', 'reportingComponent', 'source', 'type',
  ],
  'events.events.k8s.io': [
    ...named, 'regarding.kind', 'regarding.namespace', 'regarding.name', 'regarding.uid', 'regarding.apiVersion', 'regarding.resourceVersion',
    'regarding.fieldPath', 'reason', 'reportingController', 'type',
  ],
  certificatesigningrequests: ['metadata.name', 'spec.signerName'],
  jobs: [...named, 'status.successful'],
};

/**
 * Reads a field selector for `resource` (the plural name; with the group for kinds that are not built in, e.g. `widgets.example.com`).
 * Errors: BadRequest (400) when it cannot be read, or names a field that the resource cannot be selected by.
 */
export function readFieldSelector(text: string, resource: string): ApiResult<FieldSelector> {
  const selector = parseFieldSelector(text);
  if (!selector.ok) return err(failure('BadRequest', selector.error));
  for (const { field } of selector.value) {
    const labels = fieldLabels[resource] ?? named;
    if (!labels.includes(field)) return err(failure('BadRequest', unsupported(resource, field)));
  }
  return ok(selector.value);
}

function unsupported(resource: string, field: string): string {
  if (resource === 'jobs') return `field label ${JSON.stringify(field)} not supported for Job`;
  const isCustom = resource.includes('.') && !resourceTypeByName(resource)?.group.endsWith('k8s.io') && !resource.endsWith('.k8s.io');
  if (fieldLabels[resource] || isCustom) return `field label not supported: ${field}`;
  return `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

export function matchesFields(selector: FieldSelector, object: KubernetesObject): boolean {
  return fieldSelectorMatches(selector, Object.fromEntries(selector.map(({ field }) => [field, fieldText(object, field)])));
}

/** Fields that are not simply the text at their path. */
const special: Readonly<Record<string, string>> = { 'spec.host': 'spec.nodeName', source: 'source.component', 'status.successful': 'status.succeeded' };
const flags = new Set(['spec.hostNetwork', 'spec.unschedulable']);

function fieldText(object: KubernetesObject, field: string): string {
  let value: unknown = object;
  for (const step of (special[field] ?? field).split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
  // The source of a new Event is who reports it.
  if (field === 'source' && !value) value = (object as Event).reportingComponent;
  if (flags.has(field)) return String(value === true);
  if (Array.isArray(value)) return value.map((item: { ip?: string }) => item.ip ?? '').join(',');
  return value === undefined || value === null ? (field === 'status.successful' ? '0' : '') : String(value);
}
