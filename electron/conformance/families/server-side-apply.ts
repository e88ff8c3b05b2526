import type { JsonValue } from '../../../shared/json.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { fieldSetOf } from '../../../shared/kubernetes/managed-fields/fields-v1.ts';
import { pathText } from '../../../shared/kubernetes/managed-fields/path-element.ts';
import { resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import type { ApiResult, Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, ManagedFieldsEntry } from '../../../shared/kubernetes/types/meta.ts';
import { managerFromUserAgent } from '../../engine/apistore/fields/field-manager.ts';
import { patchScale, putScale } from '../../engine/apistore/subresources/scale.ts';
import type { WriteOptions } from '../../engine/apistore/write-options.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { customDefinition } from './custom-definitions.ts';

interface Step {
  op: 'apply' | 'create' | 'update' | 'merge' | 'strategic' | 'json' | 'delete';
  manager?: string | null;
  force?: boolean;
  subresource?: 'status' | 'scale';
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  body: JsonValue;
  expect: {
    code: number; reason?: string | null; message?: string; causes?: { field: string; reason: string; message: string }[] | null;
    managedFields?: { manager: string; operation: string; subresource?: string; apiVersion: string; fields: string[] }[];
    object?: KubernetesObject;
  };
}

export const serverSideApplyFamily = defineAdapter<{ kind: string; steps: Step[] }>(['server-side-apply'], ({ kind, steps }) => {
  const cluster = new TestCluster([]);
  const definition = customDefinition(kind);
  if (definition) cluster.create(definition);
  const { server } = cluster.simulation;
  const type = resourceTypes.find((candidate) => candidate.kind === kind)
    ?? (definition && server.customKinds.byName(definition.metadata.name));
  if (!type) return skipped(`unknown kind ${kind}`);
  for (const [index, step] of steps.entries()) {
    const outcome = checkStep(cluster, type, step);
    if (outcome.kind !== 'passed') return outcome.kind === 'failed' ? failed(`step ${index}: ${outcome.difference}`) : outcome;
  }
  return passed;
});

function checkStep(cluster: TestCluster, type: ResourceType, { expect, ...step }: Step): Outcome {
  const key = type.namespaced ? 'default/x' : 'x';
  const { server, store } = cluster.simulation;
  const before = store.get(type.resource, key) !== undefined;
  const answer = write(cluster, type, key, step);
  if (!answer) return skipped(`unknown step ${step.op}`);
  const status = answer.ok ? undefined : answer.error;
  const refusal = compare(
    { code: expect.code, reason: expect.reason ?? '', message: expect.message ?? '', causes: causes(expect.causes ?? []) },
    {
      code: status?.code ?? (before || step.op === 'delete' ? 200 : 201), reason: status?.reason ?? '', message: status?.message ?? '',
      causes: causes(status?.details?.causes ?? []),
    },
  );
  const stored = store.get(type.resource, key);
  if (refusal.kind === 'failed' || !expect.managedFields || !stored) return refusal;
  // The answer to a write of the scale is a Scale, which shows no owners.
  const read = answer.ok && step.subresource === 'scale' ? answer.value : server.withManagedFields(stored);
  const owners = compare(expect.managedFields.map(ownersShown), (read.metadata.managedFields ?? []).map(shownEntry).sort(byManager));
  if (owners.kind === 'failed' || !expect.object) return owners;
  return compare(withAllocated(shown(expect.object), shown(read)), shown(read));
}

/** The expected object with our own addresses where the server made some up. */
function withAllocated(expected: object, actual: object): object {
  const fill = (wanted: unknown, got: unknown): unknown => {
    if (wanted === '<allocated>') return typeof got === 'string' && got !== '' ? got : wanted;
    if (Array.isArray(wanted)) return wanted.map((item, index) => fill(item, Array.isArray(got) ? got[index] : undefined));
    if (!isJsonObject(wanted)) return wanted;
    return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, fill(value, isJsonObject(got) ? got[key] : undefined)]));
  };
  return fill(expected, actual) as object;
}

type Write = Omit<Step, 'expect'>;

function write({ simulation }: TestCluster, type: ResourceType, key: string, step: Write): ApiResult<KubernetesObject> | undefined {
  const { server, store } = simulation;
  const { op, body, subresource, force, fieldValidation = 'Warn' } = step;
  const parameter = step.manager === undefined || step.manager === null ? undefined : decodeURIComponent(step.manager);
  const manager = parameter || managerFromUserAgent('tester/1.0');
  const options: WriteOptions = { manager, fieldValidation };
  switch (op) {
    case 'create': return server.create(located(body, key), options);
    case 'update': return subresource === 'scale' ? putScale(store, server, type.resource, key, body, options)
      : subresource === 'status' ? server.updateStatus(located(body, key), options) : server.update(located(body, key), options);
    case 'delete': return server.delete(type.resource, key);
    case 'apply': case 'merge': case 'strategic': case 'json': {
      if (subresource === 'scale') return patchScale(store, server, type.resource, key, body, op, { ...options, ...(force === undefined ? {} : { force }) });
      return server.patch(type.resource, key, body, {
        patchType: op, fieldValidation, ...(op === 'apply' ? (parameter === undefined ? {} : { manager: parameter }) : { manager }),
        ...(force === undefined ? {} : { force }), ...(subresource ? { subresource } : {}),
      });
    }
    default: return undefined;
  }
}

/** The address of a request gives the namespace. */
function located(body: JsonValue, key: string): KubernetesObject {
  const object = (isJsonObject(body) ? body : {}) as unknown as KubernetesObject;
  const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : undefined;
  return { ...object, metadata: { ...object.metadata, ...(namespace ? { namespace } : {}) } };
}

function causes(list: NonNullable<Status['details']>['causes'] | { field: string; reason: string; message: string }[] = []): string[] {
  return list.map(({ field, reason, message }) => `${message} ${field} ${reason}`).toSorted();
}

type ShownOwner = NonNullable<Step['expect']['managedFields']>[number];

function shownEntry({ manager = '', operation = '', subresource, apiVersion = '', fieldsV1 }: ManagedFieldsEntry): ShownOwner {
  const fields = [...fieldSetOf(fieldsV1 as JsonValue)?.paths() ?? []].map(pathText).toSorted();
  return { manager, operation, ...(subresource ? { subresource } : {}), apiVersion, fields };
}

function ownersShown(owner: ShownOwner): ShownOwner {
  return { ...owner, fields: owner.fields.toSorted() };
}

function byManager(a: ShownOwner, b: ShownOwner): number {
  const [left, right] = [a, b].map(({ manager, operation, subresource = '' }) => `${manager}\n${operation}\n${subresource}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** Without what differs between runs, or says the same everywhere. */
function shown(object: KubernetesObject): object {
  const { namespace: _place, uid: _uid, resourceVersion: _version, creationTimestamp: _time, managedFields: _owners, ...metadata } = object.metadata;
  return { ...object, metadata };
}
