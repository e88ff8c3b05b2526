import { FieldSet } from '../../../../shared/kubernetes/managed-fields/field-set.ts';
import type { FieldType } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import type { Managed, Owned } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { managerId } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import type { FieldPath } from '../../../../shared/kubernetes/managed-fields/path-element.ts';
import type { FieldsOfKind } from '../../../../shared/kubernetes/managed-fields/update-fields.ts';
import { fieldTypeOf } from '../../../../shared/kubernetes/managed-fields/field-type.ts';
import { objectType } from '../../../../shared/kubernetes/schema/catalogue.ts';

export const scaleVersion = 'autoscaling/v1';
const replicas: FieldPath = ['f:spec', 'f:replicas'];

/** Ownership of a Scale, which is that of one field of its object. */
export function scaleFields(): FieldsOfKind {
  return { typeIn: (version) => (version === scaleVersion ? scaleType() : undefined), inVersion: (scale) => scale, ignored: FieldSet.empty };
}

function scaleType(): FieldType {
  const numeric = { type: { scalar: 'numeric' } } as const;
  const text = { type: { scalar: 'string' } } as const;
  const struct = (fields: Record<string, { type: FieldType }>): FieldType => ({ map: { fields: new Map(Object.entries(fields)), atomic: false } });
  return struct({
    apiVersion: text, kind: text, metadata: { type: fieldTypeOf(objectType('ObjectMeta')) },
    spec: { type: struct({ replicas: numeric }) }, status: { type: struct({ replicas: numeric, selector: text }) },
  });
}

/** The owners of an object's size as owners of its Scale. Source: managedfields/scalehandler.go, ToSubresource. */
export function scaleOwners(managed: Managed, path: FieldPath): Managed {
  return managed.filter(({ set }) => set.has(path)).map((owned) => ({ ...owned, by: { ...owned.by, apiVersion: scaleVersion }, set: FieldSet.of(replicas) }));
}

/**
 * The owners of the object after its Scale was written. A new owner of the size has no time. Source: managedfields/scalehandler.go, ToParent.
 * @param apiVersion of the object
 */
export function parentOwners(managed: Managed, scale: Managed, path: FieldPath, apiVersion: string): Managed {
  const owners = new Map(scale.filter(({ set }) => set.has(replicas)).map((owned) => [idIn(owned, scaleVersion), owned]));
  const kept: Owned[] = [];
  for (const owned of managed) {
    if (!owned.set.has(path)) kept.push(owned);
    else if (owners.delete(idIn(owned, scaleVersion))) kept.push(owned);
    else {
      const set = owned.set.difference(FieldSet.of(path));
      if (!set.isEmpty) kept.push({ ...owned, set });
    }
  }
  for (const { by } of owners.values()) kept.push({ by: { ...by, apiVersion }, set: FieldSet.of(path) });
  return kept;
}

function idIn({ by }: Owned, apiVersion: string): string {
  return managerId({ ...by, apiVersion });
}
