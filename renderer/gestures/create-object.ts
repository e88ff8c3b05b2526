import type { DesignChange, DesignEdit } from '../../shared/ipc/design.ts';
import type { JsonValue } from '../../shared/json.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { applyMergePatch } from '../../shared/merge-patch.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { connect } from './connect/index.ts';
import { newObject, objectNameFor } from './objects/index.ts';

export interface CreatedObject {
  kind: string;
  /** The namespace it was dropped in. */
  namespace?: string;
  /** What it was dropped on: it is written so that it is about that. */
  target?: KubernetesObject;
}

/** Dropping an object of the palette writes it; on another object, also what connects the two. @param taken names of objects of this kind */
export function createObject({ kind, namespace, target }: CreatedObject, taken: ReadonlySet<string>, pods: ReadonlySet<string>, services: readonly ObjectRef[] = []): DesignEdit {
  const place = target ? target.metadata.namespace : namespace;
  const name = objectNameFor(kind, target?.metadata.name, taken);
  const manifests = newObject(kind, { name, ...(place && place !== 'default' ? { namespace: place } : {}), ...(target ? { target } : {}) });
  const made = manifests.at(-1) as Manifest;
  const connected = target && connect(made as unknown as KubernetesObject, target, { pods, brokenFields: [], services });
  const { own, others } = divide(connected?.changes ?? [], made);
  const complete = own.reduce<Manifest>((manifest, patch) => applyMergePatch(manifest as JsonValue, patch as JsonValue) as Manifest, made);
  return {
    changes: [...manifests.slice(0, -1).map((manifest) => ({ op: 'put' as const, manifest })), { op: 'put', manifest: complete }, ...others],
    label: { key: 'canvas:edit.addObject', params: { kind, name } },
  };
}

/** What the connection writes into the new object is part of its manifest; the rest changes what was there. */
function divide(changes: readonly DesignChange[], made: Manifest): { own: Record<string, unknown>[]; others: DesignChange[] } {
  const own: Record<string, unknown>[] = [];
  const others: DesignChange[] = [];
  for (const change of changes) {
    if (change.op === 'patch' && change.ref.kind === made.kind && change.ref.name === made.metadata.name) own.push(change.patch);
    else others.push(change);
  }
  return { own, others };
}
