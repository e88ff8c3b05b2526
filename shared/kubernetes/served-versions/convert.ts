import type { JsonObject } from '../../json.ts';
import { decodeObject } from '../schema/decode.ts';
import type { KubernetesObject } from '../types/meta.ts';
import { servedVersion } from './index.ts';

/**
 * An object as a version of its kind shows it: the object itself where that is its version already, or where the versions of its kind differ in
 * nothing but their name.
 */
export function inVersion<T extends KubernetesObject>(object: T, apiVersion: string): T {
  if (object.apiVersion === apiVersion) return object;
  const shown = rewritten(object as unknown as JsonObject, apiVersion);
  if (shown === undefined) return object;
  // What one version always writes the other may leave out.
  const decoded = decodeObject(shown, { strict: false });
  return (decoded.ok ? decoded.value : shown) as T;
}

/** The same for an object of which nothing is known but that it is JSON. */
export function jsonInVersion(object: JsonObject, apiVersion: string): JsonObject {
  return inVersion(object as unknown as KubernetesObject, apiVersion) as unknown as JsonObject;
}

/** A manifest in another version of its kind: nothing is added that its author did not write. */
export function manifestInVersion<T extends { apiVersion: string; kind: string }>(manifest: T, apiVersion: string): T {
  return (rewritten(manifest as unknown as JsonObject, apiVersion) as T | undefined) ?? manifest;
}

/** Undefined when there is nothing to convert. */
function rewritten(object: JsonObject, apiVersion: string): JsonObject | undefined {
  const { apiVersion: own, kind } = object as { apiVersion: string; kind: string };
  if (own === apiVersion) return undefined;
  const from = servedVersion(own, kind);
  const to = servedVersion(apiVersion, kind);
  if (!from && to?.storedAs !== own) return undefined;
  const stored = from ? { ...from.toStored(object, (parts) => isReadable(parts, from.storedAs, kind)), apiVersion: from.storedAs } : object;
  return to ? { ...to.toServed(stored), apiVersion } : stored;
}

function isReadable(parts: JsonObject, apiVersion: string, kind: string): boolean {
  return decodeObject({ ...parts, apiVersion, kind, metadata: {} }, { strict: false }).ok;
}
