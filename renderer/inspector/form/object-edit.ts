import { jsonEqual, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { createMergePatch } from '../../../shared/merge-patch.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { getIn, type Path } from './set-in.ts';

/** What a form knows about the object that it edits. */
export interface EditedObject {
  ref: ObjectRef;
  /** What the author wrote; absent for what controllers made. */
  manifest?: JsonObject | undefined;
  live?: JsonObject | undefined;
}

/** What the form shows and changes: the author's manifest, else the live object without what the server keeps. */
export function formBase({ manifest, live }: EditedObject): JsonObject {
  if (manifest !== undefined) return manifest;
  if (live === undefined) return {};
  const { status: _, ...rest } = live;
  return rest;
}

/**
 * The write that leads from `formBase` to `next`; undefined when nothing changed. A manifest is put whole (its author's comments stay),
 * else only the difference is patched.
 */
export function changeFor(object: EditedObject, next: JsonObject): DesignChange | undefined {
  const base = formBase(object);
  if (jsonEqual(base, next)) return undefined;
  if (object.manifest !== undefined) return { op: 'put', manifest: next as Manifest };
  return { op: 'patch', ref: object.ref, patch: createMergePatch(base, next) as Record<string, unknown> };
}

/** Pods are replaced under the same name: delete, then create once the old one is gone. */
export function replacementFor(object: EditedObject, next: JsonObject): DesignChange {
  return { op: 'replace', ref: object.ref, manifest: next as Manifest };
}

const podImage = /^spec\.(containers|initContainers)\.\d+\.image$/;

/**
 * Whether a running pod takes this change: labels and annotations, images, activeDeadlineSeconds and added tolerations. Everything else of
 * its spec is immutable.
 * Source: ValidatePodUpdate in pkg/apis/core/validation. Resizing resources in place is left to the YAML of the `resize` subresource.
 */
export function isMutableInPod(path: Path, before: JsonObject, value: JsonValue | undefined): boolean {
  if (path[0] === 'metadata') return path[1] === 'labels' || path[1] === 'annotations';
  const text = path.join('.');
  if (podImage.test(text)) return value !== undefined;
  if (text === 'spec.activeDeadlineSeconds') return value !== undefined;
  if (path[0] === 'spec' && path[1] === 'tolerations') {
    const old = getIn(before, ['spec', 'tolerations']);
    if (path.length !== 2 || !Array.isArray(value)) return false;
    return !Array.isArray(old) || old.every((item, index) => jsonEqual(item, value[index]));
  }
  return false;
}
