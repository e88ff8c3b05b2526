import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import { resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PatchType } from '../../engine/apistore/patch-object.ts';
import { getScale, patchScale, putScale } from '../../engine/apistore/subresources/scale.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed } from '../outcome.ts';
import { customDefinition } from './custom-definitions.ts';

interface ScaleCall {
  verb: 'get' | 'put' | 'patch';
  patchType?: PatchType;
  body?: JsonValue;
  expect: {
    code: number; reason?: string; causes?: { field: string; reason: string }[]; replicas: number | null; generation: number | null;
    scale?: JsonObject & { metadataKeys?: string[] };
  };
}

/** Successive calls on the scale of one object. */
export interface ScaleCase {
  op: 'scale';
  object: KubernetesObject;
  calls: ScaleCall[];
}

export function checkScale({ object, calls }: ScaleCase): Outcome {
  const cluster = new TestCluster([]);
  const { server, store } = cluster.simulation;
  const definition = customDefinition(object.kind);
  if (definition) cluster.create(definition);
  const { resource } = resourceTypeFor(object.apiVersion, object.kind);
  const created = server.create({ ...object, metadata: { ...object.metadata, namespace: 'default' } });
  if (!created.ok) return failed(`the object was refused: ${created.error.message}`);
  const key = `default/${object.metadata.name}`;
  for (const [index, { verb, patchType = 'merge', body = null, expect }] of calls.entries()) {
    const answer = verb === 'get' ? getScale(store, server, resource, key)
      : verb === 'put' ? putScale(store, server, resource, key, body) : patchScale(store, server, resource, key, body, patchType);
    const parent = store.get<KubernetesObject & { spec?: { replicas?: number } }>(resource, key);
    const outcome = compare({ ...expect, message: undefined, causes: expect.causes?.map(fieldOf) ?? [] }, {
      code: answer.ok ? 200 : answer.error.code, ...(answer.ok ? { scale: shown(answer.value) } : { reason: answer.error.reason }),
      causes: answer.ok || !expect.causes ? [] : (answer.error.details?.causes ?? []).map(fieldOf),
      replicas: parent?.spec?.replicas ?? null, generation: parent?.metadata.generation ?? null,
    });
    if (outcome.kind === 'failed') return failed(`call ${index}: ${outcome.difference}`);
  }
  return passed;
}

function fieldOf({ field, reason }: { field: string; reason: string }): string {
  return `${field} ${reason}`;
}

function shown(scale: KubernetesObject): object {
  return { ...scale, metadata: { name: scale.metadata.name }, metadataKeys: Object.keys(scale.metadata).toSorted() };
}
