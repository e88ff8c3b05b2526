import type { JsonValue } from '../../../shared/json.ts';
import { isJsonObject, jsonEqual } from '../../../shared/json.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PatchType } from '../../engine/apistore/patch-object.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { customDefinition } from './custom-definitions.ts';
import type { BindingCase, EvictionCase } from './pod-subresources.ts';
import { checkBinding, checkEviction } from './pod-subresources.ts';
import type { ScaleCase } from './scale-subresource.ts';
import { checkScale } from './scale-subresource.ts';

interface WriteCase {
  op: 'write';
  kind: string;
  object: KubernetesObject;
  verb: 'put' | 'patch' | 'delete';
  variant?: 'same' | 'same-no-rv' | 'stale';
  patchType?: PatchType;
  subresource?: 'status';
  body?: JsonValue;
  before?: { statusPatch: JsonValue };
  expect: {
    code: number; reason?: string; causes?: { field: string; reason: string }[]; generationBefore?: number; generationAfter?: number;
    resourceVersionChanged?: boolean; changed?: Record<string, unknown>; gone?: boolean;
  };
}

type SubresourceCase = WriteCase | ScaleCase | BindingCase | EvictionCase;

export const subresourcesFamily = defineAdapter<SubresourceCase>(['subresources'], (vector) => {
  if (vector.op === 'write') return checkWrite(vector);
  if (vector.op === 'scale') return checkScale(vector);
  if (vector.op === 'binding') return checkBinding(vector);
  return vector.op === 'eviction' ? checkEviction(vector) : skipped('unknown op');
});

function checkWrite({ object, verb, variant, patchType = 'merge', subresource, body = null, before: earlier, expect }: WriteCase): Outcome {
  const cluster = new TestCluster([]);
  const { server, store } = cluster.simulation;
  const definition = customDefinition(object.kind);
  if (definition) cluster.create(definition);
  const type = server.customKinds.typeFor(object.apiVersion, object.kind);
  const namespaced = type.namespaced ? { ...object, metadata: { ...object.metadata, namespace: 'default' } } : object;
  const created = server.create(namespaced);
  if (!created.ok) return failed(`the object was refused: ${created.error.message}`);
  const key = type.namespaced ? `default/${object.metadata.name}` : object.metadata.name;
  if (earlier) server.patch(type.resource, key, earlier.statusPatch, { patchType: 'merge', subresource: 'status' });
  const before = store.get(type.resource, key) ?? created.value;
  let answer: ApiResult<KubernetesObject>;
  if (verb === 'delete') answer = server.delete(type.resource, key);
  else if (verb === 'patch') answer = server.patch(type.resource, key, body, { patchType, ...(subresource ? { subresource } : {}) });
  else {
    const { resourceVersion, ...rest } = before.metadata;
    const version = { 'same': resourceVersion, 'same-no-rv': undefined, 'stale': '1' }[variant ?? 'same'];
    answer = server.update({ ...before, metadata: { ...rest, ...(version ? { resourceVersion: version } : {}) } });
  }
  const after = store.get(type.resource, key);
  const status = answer.ok ? undefined : answer.error;
  const causes = (list: readonly { field?: string; reason: string }[] = []) =>
    list.map(({ field, reason }) => `${field} ${reason}`).toSorted();
  if (expect.gone) return compare({ code: expect.code, gone: true }, { code: status?.code ?? 200, gone: after === undefined });
  if (!after) return failed('the object is gone');
  const moved = before.metadata.resourceVersion !== after.metadata.resourceVersion;
  return compare(
    {
      code: expect.code, reason: expect.reason, causes: causes(expect.causes), generationBefore: expect.generationBefore,
      generationAfter: expect.generationAfter, resourceVersionChanged: expect.resourceVersionChanged, changed: expect.changed,
    },
    {
      code: status?.code ?? 200, reason: status?.reason, causes: expect.causes ? causes(status?.details?.causes) : [],
      generationBefore: before.metadata.generation, generationAfter: after.metadata.generation,
      resourceVersionChanged: moved,
      changed: changes(before as unknown as JsonValue, after as unknown as JsonValue),
    },
  );
}

const bookkeeping = new Set(['metadata.resourceVersion', 'metadata.generation', 'metadata.managedFields']);

/** Dotted path → new value; lists are compared whole. */
function changes(before: JsonValue | undefined, after: JsonValue | undefined, path = ''): Record<string, unknown> {
  if (bookkeeping.has(path) || jsonEqual(before, after)) return {};
  if (isJsonObject(after) && (isJsonObject(before) || (before === undefined && Object.keys(after).length > 0))) {
    const old = isJsonObject(before) ? before : {};
    const keys = new Set([...Object.keys(old), ...Object.keys(after)]);
    return Object.assign({}, ...[...keys].map((key) => changes(old[key], after[key], path === '' ? key : `${path}.${key}`)));
  }
  if (after === undefined && isJsonObject(before)) {
    return Object.assign({}, ...Object.keys(before).map((key) => changes(before[key], undefined, `${path}.${key}`)));
  }
  return { [path]: after === undefined ? '<removed>' : shown(after) };
}

function shown(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item ?? null)]));
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) ? '<time>' : value;
}
