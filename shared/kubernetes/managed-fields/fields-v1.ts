import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { FieldSet } from './field-set.ts';
import type { PathElement } from './path-element.ts';
import { comparePathElements, isPathElement } from './path-element.ts';

/**
 * A set as `managedFields[].fieldsV1` holds it: `{"f:spec":{"f:replicas":{}}}`; `.` marks a field that is a member itself besides having
 * members below it. Source: structured-merge-diff, fieldpath/serialize.go.
 */
export function fieldsV1Of(set: FieldSet): JsonObject {
  const fields: JsonObject = {};
  for (const element of [...new Set([...set.members, ...set.children.keys()])].sort(comparePathElements)) {
    const child = set.children.get(element);
    const below = child ? fieldsV1Of(child) : {};
    fields[element] = child && set.members.has(element) ? { '.': {}, ...below } : below;
  }
  return fields;
}

/** The set of a FieldsV1 value; undefined when it is none. Elements that cannot be read are passed over, as the API server does. */
export function fieldSetOf(fields: JsonValue | undefined): FieldSet | undefined {
  return isJsonObject(fields) ? readLevel(fields).set : undefined;
}

function readLevel(fields: JsonObject): { set: FieldSet; isMember: boolean } {
  const members = new Set<PathElement>();
  const children = new Map<PathElement, FieldSet>();
  let isMember = false;
  for (const [element, value] of Object.entries(fields)) {
    if (element === '.') isMember = true;
    else if (isPathElement(element)) {
      const below = isJsonObject(value) ? readLevel(value) : { set: FieldSet.empty, isMember: true };
      // Nothing below means that the field itself is meant.
      if (below.isMember || below.set.isEmpty) members.add(element);
      if (!below.set.isEmpty) children.set(element, below.set);
    }
  }
  return { set: new FieldSet(members, children), isMember };
}
