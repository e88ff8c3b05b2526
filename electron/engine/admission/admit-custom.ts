import type { JsonObject } from '../../../shared/json.ts';
import { jsonClone } from '../../../shared/json.ts';
import { pruned } from '../../../shared/kubernetes/custom-resources/prune.ts';
import { applySchemaDefaults } from '../../../shared/kubernetes/custom-resources/schema-defaults.ts';
import { validateAgainstSchema } from '../../../shared/kubernetes/custom-resources/validate-schema.ts';
import type { Fields } from '../../../shared/kubernetes/fields.ts';
import { fieldsOf } from '../../../shared/kubernetes/fields.ts';
import { decodeObject } from '../../../shared/kubernetes/schema/decode.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { FieldErrors } from '../../../shared/kubernetes/validation/field-errors.ts';
import { invalid, invalidStatus } from '../../../shared/kubernetes/validation/field-errors.ts';
import {
  pathSegmentName, validateCommonUpdate, validateGenericObjectMeta, validateGenericObjectMetaUpdate,
} from '../../../shared/kubernetes/validation/metadata.ts';
import { err, ok } from '../../../shared/result.ts';
import type { AdmissionOptions } from '../apistore/admission-port.ts';
import type { CustomKind } from '../apistore/custom-kinds.ts';

/**
 * Admits an object of a custom kind: unknown fields are pruned, defaults filled in, the schema's rules checked.
 * Errors: BadRequest (400) for unknown fields of a strict write, Invalid (422). Source: apiextensions-apiserver, pkg/registry/customresource.
 *
 * @param withoutServerFields takes from the metadata what only the server sets
 */
export function admitCustomCreate(
  object: KubernetesObject, kind: CustomKind, options: AdmissionOptions, withoutServerFields: (decoded: KubernetesObject) => void,
): ApiResult<KubernetesObject> {
  const decoded = decodeCustom(object, kind, options);
  if (!decoded.ok) return decoded;
  if (decoded.value.metadata.resourceVersion) return err(failure('BadRequest', 'resourceVersion should not be set on objects to be created'));
  options.seen?.(decoded.value);
  withoutServerFields(decoded.value);
  if (!kind.type.namespaced) delete decoded.value.metadata.namespace;
  if (kind.type.hasStatus) delete (decoded.value as { status?: unknown }).status;
  const metadata = fieldsOf(decoded.value as unknown as Fields, 'metadata');
  return checked(decoded.value, kind, validateGenericObjectMeta(metadata, kind.type.namespaced, pathSegmentName));
}

/** @param next with the status of `old`, when the kind has a status subresource */
export function admitCustomUpdate(
  old: KubernetesObject, next: KubernetesObject, kind: CustomKind, options: AdmissionOptions,
): ApiResult<KubernetesObject> {
  const decoded = decodeCustom(next, kind, options);
  if (!decoded.ok) return decoded;
  options.seen?.(decoded.value);
  if (!next.metadata.resourceVersion) {
    const { group, plural } = kind.type;
    return err(invalidStatus(plural, group, next.metadata.name, [invalid('metadata.resourceVersion', 0, 'must be specified for an update')]));
  }
  return checked(decoded.value, kind, metadataErrors(decoded.value, old, kind));
}

/** @param next the stored object with the status that was sent */
export function admitCustomStatus(
  old: KubernetesObject, next: KubernetesObject, kind: CustomKind, options: AdmissionOptions,
): ApiResult<KubernetesObject> {
  const decoded = decodeCustom(next, kind, options);
  if (!decoded.ok) return decoded;
  options.seen?.(decoded.value);
  return checked(decoded.value, kind, metadataErrors(decoded.value, old, kind));
}

/** What holds for all kinds, and once more for custom ones. Source: customResourceValidator.ValidateUpdate. */
function metadataErrors(next: KubernetesObject, old: KubernetesObject, { type }: CustomKind): FieldErrors {
  const [metadata, oldMetadata] = [fieldsOf(next as unknown as Fields, 'metadata'), fieldsOf(old as unknown as Fields, 'metadata')];
  return [...validateCommonUpdate(metadata, oldMetadata, type.namespaced), ...validateGenericObjectMetaUpdate(metadata, oldMetadata)];
}

function decodeCustom(object: KubernetesObject, { version }: CustomKind, { strict = true }: AdmissionOptions): ApiResult<KubernetesObject> {
  const decoded = decodeObject(jsonClone(object), { strict });
  const schema = version.schema?.openAPIV3Schema;
  if (!decoded.ok || !schema || schema['x-kubernetes-preserve-unknown-fields']) return decoded;
  const dropped: string[] = [];
  const kept = pruned(schema, decoded.value as unknown as JsonObject, dropped);
  if (strict && dropped.length > 0) {
    const unknown = dropped.map((path) => `unknown field ${JSON.stringify(path)}`).join(', ');
    return err(failure('BadRequest', `${object.kind} in version ${JSON.stringify(version.name)} cannot be handled as a ${object.kind}: `
      + `strict decoding error: ${unknown}`));
  }
  applySchemaDefaults(schema, kept);
  return ok(kept as unknown as KubernetesObject);
}

function checked(object: KubernetesObject, { version, type }: CustomKind, metadata: FieldErrors): ApiResult<KubernetesObject> {
  const schema = version.schema?.openAPIV3Schema;
  const errors = [...metadata, ...(schema ? validateAgainstSchema(schema, object as unknown as JsonObject) : [])];
  return errors.length > 0 ? err(invalidStatus(type.kind, type.group, object.metadata.name || object.metadata.generateName || '', errors)) : ok(object);
}
