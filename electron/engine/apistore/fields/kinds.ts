import { isBuiltInKind, resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import { objectType, schemaOf } from '../../../../shared/kubernetes/schema/catalogue.ts';
import { zeroOf } from '../../../../shared/kubernetes/schema/decode.ts';
import { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import type { FieldType } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import { anyDeduced, fieldTypeOf } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import type { FieldsOfKind } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import { isJsonObject, type JsonObject } from '../../../../shared/json.ts';
import { jsonInVersion } from '../../../../shared/kubernetes/served-versions/convert.ts';
import type { Value } from '../../../../shared/kubernetes/managed-fields/typed-value.ts';
import type { CustomKinds } from '../custom-kinds.ts';

/** What field ownership has to know of kinds: their types, and what each door ignores. Types of custom kinds come from their definitions. */
export class FieldKinds {
  private readonly custom: CustomKinds;
  private readonly known = new Map<string, FieldsOfKind>();
  private last: { apiVersion: string; kind: string; subresource: string; fields: FieldsOfKind } | undefined;

  constructor(custom: CustomKinds) {
    this.custom = custom;
  }

  /** @param subresource '' for the object itself */
  of(apiVersion: string, kind: string, subresource: string): FieldsOfKind {
    // Writes of one kind come in a row.
    const { last } = this;
    if (last && last.kind === kind && last.subresource === subresource && last.apiVersion === apiVersion) return last.fields;
    if (!isBuiltInKind(apiVersion, kind)) return this.build(apiVersion, kind, subresource);
    const id = `${apiVersion}/${kind}/${subresource}`;
    let fields = this.known.get(id);
    if (!fields) this.known.set(id, (fields = this.build(apiVersion, kind, subresource)));
    this.last = { apiVersion, kind, subresource, fields };
    return fields;
  }

  /** The object before there is one, as the API server starts an apply or a create from it. */
  emptyObject(apiVersion: string, kind: string): JsonObject {
    const schema = schemaOf(apiVersion, kind);
    return schema ? { ...zeroOf(schema) as JsonObject, apiVersion, kind } : { apiVersion, kind };
  }

  private build(apiVersion: string, kind: string, subresource: string): FieldsOfKind {
    const type = resourceTypeFor(apiVersion, kind);
    const versions = new Map([[apiVersion, this.typeOf(apiVersion, kind)]]);
    const typeIn = (version: string): FieldType | undefined => {
      if (!versions.has(version)) versions.set(version, this.typeOf(version, kind));
      return versions.get(version);
    };
    return { typeIn, inVersion: shownIn, ignored: ignoredBy(apiVersion, kind, subresource, this.custom.hasStatus(apiVersion, kind) ?? type.hasStatus) };
  }

  private typeOf(apiVersion: string, kind: string): FieldType | undefined {
    const schema = schemaOf(apiVersion, kind);
    if (schema) return fieldTypeOf(schema);
    if (this.custom.isDefined(apiVersion, kind)) return this.custom.fieldType(apiVersion, kind);
    return isSameGroupBuiltIn(apiVersion, kind) ? undefined : inertType();
  }
}

function shownIn(object: Value, apiVersion: string): Value {
  return isJsonObject(object) ? jsonInVersion(object, apiVersion) : object;
}

/** A version of a built-in kind that is not served. */
function isSameGroupBuiltIn(apiVersion: string, kind: string): boolean {
  return apiVersion === 'v1' || isBuiltInKind(apiVersion, kind);
}

let inert: FieldType | undefined;

/** Objects of kinds that nobody defined: metadata is known, the rest is divided as it comes. */
function inertType(): FieldType {
  inert ??= { map: { fields: new Map([['metadata', { type: fieldTypeOf(objectType('ObjectMeta')) }]]), rest: anyDeduced, atomic: false } };
  return inert;
}

/** Fields that a door resets. Source: GetResetFields of the kinds' strategies. */
function ignoredBy(apiVersion: string, kind: string, subresource: string, hasStatus: boolean): FieldSet {
  if (subresource === 'status') {
    const more = statusKeeps[`${apiVersion}/${kind}`] ?? [];
    return FieldSet.of(['f:spec'], ...more.map((name) => ['f:metadata', `f:${name}`]));
  }
  return hasStatus ? FieldSet.of(['f:status']) : FieldSet.empty;
}

/** Metadata that a write of the status does not change, beside the spec. */
const statusKeeps: Readonly<Record<string, readonly string[]>> = {
  'apps/v1/Deployment': ['labels'],
  'v1/Pod': ['deletionTimestamp', 'ownerReferences'],
};
