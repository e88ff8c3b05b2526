import { jsonClone, jsonEqual } from '../../../shared/json.ts';
import { resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { err } from '../../../shared/result.ts';
import { admitCreate, admitUpdate } from '../../engine/admission/admit.ts';
import type { AdmissionContext } from '../../engine/admission/context.ts';
import { compare, failed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface ValidationCase {
  op: 'create' | 'update';
  object: KubernetesObject;
  old: KubernetesObject;
  change: { path: string; value: unknown }[];
  code: number;
  valid: boolean;
  defaulted?: Record<string, unknown>;
  reason?: string;
  errors?: { field: string; type: string }[];
}

const namespace = 'conf';
/** What the server would draw for a `generateName`. */
const generatedSuffix = 'abcde';
/** Stands for uids that the server makes up. */
const uid = '11111111-2222-3333-4444-555555555555';

/** The server of the vectors, which answered dry runs: empty but for the namespace, default plugins on. */
const context: AdmissionContext = { get: () => undefined, list: () => [], newUid: () => uid, dryRun: true };

export const validationFamily = defineAdapter<ValidationCase>(['validation'], (vector) => {
  if (vector.op === 'create') return compareAnswer(vector, create(vector.object));
  const stored = admitCreate(withUids(vector.old), context);
  if (!stored.ok) return failed(`the object before the update was refused: ${stored.error.message}`);
  const next = jsonClone(stored.value);
  for (const { path, value } of vector.change) setPath(next, path.split('.'), value);
  return compareAnswer(vector, admitUpdate(stored.value, next, context));
});

/** A POST below the namespace of the vectors: an object without a namespace gets it, another one is refused. */
function create(object: KubernetesObject): ApiResult<KubernetesObject> {
  const { namespaced } = resourceTypeFor(object.apiVersion, object.kind);
  if (!namespaced) return admitCreate(object, context);
  if ((object.metadata.namespace ?? namespace) !== namespace) {
    return err(failure('BadRequest', 'the namespace of the provided object does not match the namespace sent on the request'));
  }
  const { name, generateName } = object.metadata;
  const generated = !name && generateName ? { name: `${generateName}${generatedSuffix}` } : {};
  return admitCreate({ ...object, metadata: { ...object.metadata, namespace, ...generated } }, context);
}

function compareAnswer(vector: ValidationCase, answer: ApiResult<KubernetesObject>) {
  if (!answer.ok) {
    const { code, reason, details } = answer.error;
    const errors = (details?.causes ?? []).map((cause) => ({ field: cause.field, type: cause.reason })).toSorted(byFieldAndType);
    return compare(
      {
        code: vector.code, reason: vector.reason, errors: (vector.errors ?? []).toSorted(byFieldAndType),
      }, { code, reason, errors: code === 422 ? errors : [] },
    );
  }
  if (!vector.valid) {
    return compare({ code: vector.code, errors: vector.errors ?? [] }, { code: vector.op === 'create' ? 201 : 200, errors: [] });
  }
  return vector.defaulted ? compare(vector.defaulted, likeVector(answer.value, vector.defaulted)) : compare(true, true);
}

function byFieldAndType(a: { field: string; type: string }, b: { field: string; type: string }): number {
  return a.field === b.field ? (a.type < b.type ? -1 : 1) : a.field < b.field ? -1 : 1;
}

/** What we answer, with the vectors' placeholders for what the server made up. */
function likeVector(object: KubernetesObject, expected: Record<string, unknown>): Record<string, unknown> {
  const { uid: _uid, ...metadata } = object.metadata;
  const expectedName = (expected['metadata'] as { name?: string } | undefined)?.name ?? '';
  if (expectedName.includes('<generated>') && metadata.name.endsWith(generatedSuffix)) metadata.name = expectedName;
  const shown = JSON.parse(JSON.stringify({ ...object, metadata }).replaceAll(uid, '<uid>')) as Record<string, unknown>;
  if (object.kind !== 'Service') return shown;
  const spec = shown['spec'] as Record<string, unknown>;
  if (spec['clusterIP'] !== 'None') {
    delete spec['clusterIP'];
    delete spec['clusterIPs'];
  }
  const expectedSpec = expected['spec'] as { ports?: { nodePort?: unknown }[]; healthCheckNodePort?: unknown };
  const ports = spec['ports'] as { nodePort?: unknown }[] | undefined;
  ports?.forEach((port, index) => {
    if (port.nodePort !== undefined && expectedSpec.ports?.[index]?.nodePort === '<allocated>') port.nodePort = '<allocated>';
  });
  if (spec['healthCheckNodePort'] !== undefined && expectedSpec.healthCheckNodePort === '<allocated>') {
    spec['healthCheckNodePort'] = '<allocated>';
  }
  return shown;
}

/** The vectors' objects carry placeholders where the server had put uids. */
function withUids(object: KubernetesObject): KubernetesObject {
  const text = JSON.stringify(object).replaceAll('"<allocated>"', '0').replaceAll('<uid>', uid);
  const restored = JSON.parse(text) as KubernetesObject & { spec?: Record<string, unknown> };
  // The server made the selector of a Job; asked for again, it makes the same.
  return jsonEqual(restored, object) ? object : restored;
}

function setPath(target: unknown, steps: string[], value: unknown): void {
  let owner = target as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    owner[step] ??= {};
    owner = owner[step] as Record<string, unknown>;
  }
  const last = steps.at(-1) ?? '';
  if (value === null) delete owner[last];
  else owner[last] = value;
}
