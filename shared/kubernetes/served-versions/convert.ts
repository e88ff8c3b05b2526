import type { JsonObject } from '../../json.ts';
import { decodeObject } from '../schema/decode.ts';
import type { KubernetesObject } from '../types/meta.ts';
import type { ServedVersion } from './index.ts';
import { servedVersion } from './index.ts';

/**
 * An object as a version of its kind shows it: the object itself where that is its version already, or where the versions of its kind differ in
 * nothing but their name.
 */
export function inVersion<T extends KubernetesObject>(object: T, apiVersion: string): T {
  if (object.apiVersion === apiVersion) return object;
  const from = servedVersion(object.apiVersion, object.kind);
  const to = servedVersion(apiVersion, object.kind);
  if (!from && to?.storedAs !== object.apiVersion) return object;
  const stored = from ? renamed(object, from.storedAs, inverse(from)) : object;
  const shown = to ? renamed(stored, apiVersion, to.renamed) : stored;
  // What one version always writes the other may leave out.
  const decoded = decodeObject(shown, { strict: false });
  return decoded.ok ? decoded.value as T : shown;
}

/** The same for an object of which nothing is known but that it is JSON. */
export function jsonInVersion(object: JsonObject, apiVersion: string): JsonObject {
  return inVersion(object as unknown as KubernetesObject, apiVersion) as unknown as JsonObject;
}

function renamed<T extends KubernetesObject>(object: T, apiVersion: string, names: Readonly<Record<string, string>>): T {
  const fields = Object.entries(object).map(([name, value]): [string, unknown] => [names[name] ?? name, value]);
  return { ...Object.fromEntries(fields), apiVersion } as unknown as T;
}

const inverses = new WeakMap<ServedVersion, Record<string, string>>();

function inverse(version: ServedVersion): Record<string, string> {
  let names = inverses.get(version);
  if (!names) inverses.set(version, (names = Object.fromEntries(Object.entries(version.renamed).map(([stored, served]) => [served, stored]))));
  return names;
}
