import { isJsonObject, type JsonValue } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

const mostFields = 24;
const skipped = new Set(['apiVersion', 'kind', 'metadata', 'conditions', 'managedFields']);

/**
 * Members of spec and status (or of the object itself) that fit in one line: scalars, and short lists of scalars. Named by their path below
 * spec or status.
 */
export function plainFields(object: KubernetesObject): { name: string; text: string }[] {
  const fields: { name: string; text: string }[] = [];
  const collect = (value: JsonValue | undefined, name: string, depth: number): void => {
    if (fields.length >= mostFields || value === undefined || value === null) return;
    if (isJsonObject(value)) {
      if (depth < 3)
        for (const [key, member] of Object.entries(value))
          if (!skipped.has(key)) collect(member, name === '' ? key : `${name}.${key}`, depth + 1);
    } else if (Array.isArray(value)) {
      if (value.length > 0 && value.every((item) => typeof item !== 'object')) fields.push({ name, text: value.join(', ') });
    } else fields.push({ name, text: String(value) });
  };
  for (const [key, member] of Object.entries(object)) {
    if (skipped.has(key)) continue;
    collect(member as JsonValue, key === 'spec' || key === 'status' ? '' : key, key === 'spec' || key === 'status' ? 0 : 1);
  }
  return fields;
}
