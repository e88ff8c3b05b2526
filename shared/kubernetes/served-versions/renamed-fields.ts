import type { JsonObject } from '../../json.ts';
import type { ServedVersion } from './served-version.ts';

/** The ways between versions that differ in nothing but names of fields. @param names what fields of the stored object are called in the other version */
export function renamedFields(names: Readonly<Record<string, string>>): Pick<ServedVersion, 'toServed' | 'toStored'> {
  const back = Object.fromEntries(Object.entries(names).map(([stored, served]) => [served, stored]));
  return { toServed: (stored) => renamed(stored, names), toStored: (served) => renamed(served, back) };
}

function renamed(object: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [names[name] ?? name, value]));
}
