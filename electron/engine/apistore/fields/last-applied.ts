import type { JsonObject } from '../../../../shared/json.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import type { Applied } from '../../../../shared/kubernetes/managed-fields/apply-fields.ts';
import { compareFields } from '../../../../shared/kubernetes/managed-fields/compare-fields.ts';
import type { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import type { FieldType } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import { toFieldSet } from '../../../../shared/kubernetes/managed-fields/to-field-set.ts';
import type { Value } from '../../../../shared/kubernetes/managed-fields/typed-value.ts';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** What client-side apply left in the annotations; undefined when it is not there. */
export function lastAppliedOf(object: Value): string | undefined {
  const metadata = isJsonObject(object) && isJsonObject(object['metadata']) ? object['metadata'] : {};
  const text = isJsonObject(metadata['annotations']) ? metadata['annotations'][annotation] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/**
 * The fields that kubectl applied on the client's side and nobody has changed since; undefined when that is not known.
 * Source: managedfields/internal/lastappliedmanager.go, allowedConflictsFromLastApplied.
 */
export function allowedByLastApplied(type: FieldType, live: Value, text: string | undefined, apiVersion: string): FieldSet | undefined {
  const last = text === undefined ? undefined : parsed(text);
  if (!last || last['apiVersion'] !== apiVersion) return undefined;
  const { added, modified, removed } = compareFields(type, last, live);
  return toFieldSet(type, last).difference(modified).difference(added).difference(removed);
}

/**
 * Keeps the annotation of client-side apply in step with what kubectl applies, so that one can go back to it. @param live before the apply
 * Source: managedfields/internal/lastappliedupdater.go.
 */
export function withLastApplied(applied: Applied, live: JsonObject, config: JsonObject): Applied {
  const object = applied.changed && isJsonObject(applied.object) ? applied.object : live;
  if (lastAppliedOf(object) === undefined) return applied;
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const annotations = isJsonObject(metadata['annotations']) ? metadata['annotations'] : {};
  const text = `${JSON.stringify(sorted(withoutAnnotation(config)))}\n`;
  if (text.length > annotationLimit) {
    const { [annotation]: _tooLong, ...others } = annotations;
    return { ...applied, changed: true, object: { ...object, metadata: { ...metadata, annotations: others } } };
  }
  return { ...applied, changed: true, object: { ...object, metadata: { ...metadata, annotations: { ...annotations, [annotation]: text } } } };
}

/** All annotations of an object together. */
const annotationLimit = 256 * 1024;

function withoutAnnotation(config: JsonObject): JsonObject {
  const metadata = isJsonObject(config['metadata']) ? config['metadata'] : {};
  if (!isJsonObject(metadata['annotations'])) return config;
  const { [annotation]: _own, ...annotations } = metadata['annotations'];
  const { annotations: _all, ...rest } = metadata;
  return { ...config, metadata: Object.keys(annotations).length > 0 ? { ...rest, annotations } : rest };
}

/** Go writes the keys of maps in order. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, sorted(value[key])]));
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return isJsonObject(value) ? value as JsonObject : undefined;
  } catch {
    return undefined;
  }
}
