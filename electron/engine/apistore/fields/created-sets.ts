import { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import { differences, withoutUnowned, type FieldsOfKind } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { jsonClone } from '../../../../shared/json.ts';
import type { KubernetesObject, ObjectMeta } from '../../../../shared/kubernetes/types/meta.ts';
import type { FieldKinds } from './kinds.ts';

interface Template {
  /** All but the metadata. */
  rest: FieldSet;
  /** The last metadata and the whole set with it: pods of one controller have the same fields there. */
  last?: { metadata: ObjectMeta; set: FieldSet };
}

/**
 * The fields that a new object has, which its creator owns. Pods of one template differ in their metadata only, by the thousand: the rest is
 * worked out once and shared.
 */
export class CreatedSets {
  private readonly kinds: FieldKinds;
  private readonly templates = new WeakMap<object, Template>();

  constructor(kinds: FieldKinds) {
    this.kinds = kinds;
  }

  /** @param like the part of the input by which {@link again} finds what is worked out here */
  of(object: KubernetesObject, like?: object): FieldSet {
    const { apiVersion, kind, metadata } = object;
    const fields = this.kinds.of(apiVersion, kind, '');
    if (!like) return this.set(fields, apiVersion, kind, object);
    const rest = this.set(fields, apiVersion, kind, { ...object, metadata: {} });
    const set = rest.union(this.set(fields, apiVersion, kind, { metadata }));
    // The object will be changed; what is kept of it must not.
    this.templates.set(like, { rest, last: { metadata: jsonClone(metadata), set } });
    return set;
  }

  /** The same for another object with the same `like`; undefined when there was none before. */
  again(apiVersion: string, kind: string, metadata: ObjectMeta, like: object): FieldSet | undefined {
    const template = this.templates.get(like);
    if (!template) return undefined;
    if (template.last && sameFields(template.last.metadata, metadata)) return template.last.set;
    const set = template.rest.union(this.set(this.kinds.of(apiVersion, kind, ''), apiVersion, kind, { metadata }));
    template.last = { metadata, set };
    return set;
  }

  private set(fields: FieldsOfKind, apiVersion: string, kind: string, object: object): FieldSet {
    const type = fields.typeIn(apiVersion);
    if (!type) return FieldSet.empty;
    const empty = this.kinds.emptyObject(apiVersion, kind);
    // Only the parts at hand are compared.
    const before: JsonObject = {};
    for (const part in object) if (part in empty) before[part] = empty[part];
    const { added, modified } = differences(fields, type, before, object as JsonObject);
    return withoutUnowned(added.union(modified));
  }
}

/** Whether the same fields are there, whatever their values. */
function sameFields(a: ObjectMeta, b: ObjectMeta): boolean {
  return sameKeys(a, b) && sameKeys(a.labels, b.labels) && sameKeys(a.annotations, b.annotations)
    && sameItems(a.finalizers, b.finalizers) && sameItems(a.ownerReferences?.map(({ uid }) => uid), b.ownerReferences?.map(({ uid }) => uid));
}

function sameKeys(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  let count = 0;
  for (const key in a) {
    if (!(key in b)) return false;
    count += 1;
  }
  for (const _key in b) count -= 1;
  return count === 0;
}

function sameItems(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
