import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { byteLength, dns1035Label, dns1123Label, dns1123Subdomain, labelKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, required, tooLong } from './field-errors.ts';

/** Rules for `metadata.name` of one kind. `prefix`: the name is a generateName, which may end in a dash. */
export type ObjectNameRule = (name: string, prefix: boolean) => string[];

export const totalAnnotationBytes = 256 * 1024;

/**
 * Metadata of a new object of one of Kubernetes' own kinds. Source: pkg/apis/core/validation ValidateObjectMeta: the generic rules, and finalizers with a domain.
 *
 * @param path of the metadata, e.g. `metadata`, `spec.volumeClaimTemplates[0].metadata`
 */
export function validateObjectMeta(metadata: Fields, namespaced: boolean, nameRule: ObjectNameRule, path = 'metadata'): FieldErrors {
  return [...validateGenericObjectMeta(metadata, namespaced, nameRule, path), ...validateFinalizerDomains(metadata, path)];
}

/**
 * Metadata of a new object of any kind, custom resources and their definitions too. Source: apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta.
 */
export function validateGenericObjectMeta(metadata: Fields, namespaced: boolean, nameRule: ObjectNameRule, path = 'metadata'): FieldErrors {
  const errors: FieldErrors = [];
  const name = textOf(metadata, 'name');
  const generateName = textOf(metadata, 'generateName');
  if (generateName !== '') errors.push(...invalidAll(`${path}.generateName`, generateName, nameRule(generateName, true)));
  if (name === '') errors.push(required(`${path}.name`, 'name or generateName is required'));
  else errors.push(...invalidAll(`${path}.name`, name, nameRule(name, false)));
  const namespace = textOf(metadata, 'namespace');
  if (namespaced) {
    if (namespace === '') errors.push(required(`${path}.namespace`));
    else errors.push(...invalidAll(`${path}.namespace`, namespace, dns1123LabelName(namespace, false)));
  } else if (namespace !== '') errors.push(forbidden(`${path}.namespace`, 'not allowed on this type'));
  if (numberOf(metadata, 'generation') < 0) {
    errors.push(invalid(`${path}.generation`, metadata['generation'], 'must be greater than or equal to 0'));
  }
  errors.push(...validateLabels(textMapOf(metadata, 'labels'), `${path}.labels`));
  errors.push(...validateAnnotations(textMapOf(metadata, 'annotations'), `${path}.annotations`));
  errors.push(...validateOwnerReferences(itemsOf(metadata, 'ownerReferences'), `${path}.ownerReferences`));
  errors.push(...validateFinalizers(textsOf(metadata, 'finalizers'), `${path}.finalizers`));
  return errors;
}

/** Metadata of an update of one of Kubernetes' own kinds. Source: pkg/apis/core/validation ValidateObjectMetaUpdate. */
export function validateObjectMetaUpdate(next: Fields, old: Fields, path = 'metadata'): FieldErrors {
  return [
    ...validateGenericObjectMetaUpdate(next, old, path), ...validateFinalizers(textsOf(next, 'finalizers'), `${path}.finalizers`),
    ...validateFinalizerDomains(next, path),
  ];
}

/**
 * Metadata of an update of any kind: what identifies the object stays. How finalizers are written is not looked at again. Source: apimachinery
 * ValidateObjectMetaAccessorUpdate.
 */
export function validateGenericObjectMetaUpdate(next: Fields, old: Fields, path = 'metadata'): FieldErrors {
  const errors: FieldErrors = [];
  for (const field of ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    if (isSet(next, field) && !jsonEqual(next[field] ?? '', old[field] ?? '')) {
      errors.push(invalid(`${path}.${field}`, next[field], 'field is immutable'));
    }
  }
  if (isSet(old, 'deletionTimestamp')) {
    const added = textsOf(next, 'finalizers').filter((finalizer) => !textsOf(old, 'finalizers').includes(finalizer));
    if (added.length > 0) {
      errors.push(
        forbidden(
          `${path}.finalizers`,
          `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`,
        ),
      );
    }
  }
  if (numberOf(next, 'generation') < numberOf(old, 'generation')) {
    errors.push(invalid(`${path}.generation`, numberOf(next, 'generation'), 'must not be decremented'));
  }
  errors.push(...validateLabels(textMapOf(next, 'labels'), `${path}.labels`));
  errors.push(...validateAnnotations(textMapOf(next, 'annotations'), `${path}.annotations`));
  errors.push(...validateOwnerReferences(itemsOf(next, 'ownerReferences'), `${path}.ownerReferences`));
  return errors;
}

/**
 * What the API server asks of every update, before the kind's own rules: what they find about the metadata, most of them find again.
 * Source: apiserver/pkg/registry/rest/update.go validateCommonFields.
 */
export function validateCommonUpdate(next: Fields, old: Fields, namespaced: boolean): FieldErrors {
  return [...validateGenericObjectMeta(next, namespaced, pathSegmentName), ...validateGenericObjectMetaUpdate(next, old)];
}

/** Source: ValidateAnnotations. */
export function validateAnnotations(annotations: Record<string, string>, path: string): FieldErrors {
  const errors: FieldErrors = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.push(...invalidAll(path, key, labelKey(key.toLowerCase())));
    bytes += byteLength(key) + byteLength(value);
  }
  if (bytes > totalAnnotationBytes) errors.push(tooLong(path, totalAnnotationBytes));
  return errors;
}

function validateOwnerReferences(references: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  let controller = '';
  for (const reference of references) {
    const apiVersion = textOf(reference, 'apiVersion');
    // What cannot be read as a group and a version has no version either.
    const hasVersion = apiVersion.split('/').length <= 2 && apiVersion !== '' && !apiVersion.endsWith('/');
    if (!hasVersion) errors.push(invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty'));
    for (const field of ['kind', 'name', 'uid']) {
      if (textOf(reference, field) === '') errors.push(invalid(`${path}.${field}`, '', 'must not be empty'));
    }
    if (apiVersion === 'v1' && textOf(reference, 'kind') === 'Event') {
      errors.push(invalid(path, reference, '/v1, Kind=Event is disallowed from being an owner'));
    }
    if (reference['controller'] !== true) continue;
    const name = `${textOf(reference, 'kind')}/${textOf(reference, 'name')}`;
    if (controller === '') controller = name;
    else errors.push(invalid(path, references, `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`));
  }
  return errors;
}

/** Each a qualified name. Source: apimachinery ValidateFinalizers. */
function validateFinalizers(finalizers: readonly string[], path: string): FieldErrors {
  const errors = finalizers.flatMap((finalizer) => invalidAll(path, finalizer, labelKey(finalizer)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

const plainFinalizers = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

/** Each with a domain, unless it is one of Kubernetes' own. Source: validateKubeFinalizerName, pkg/apis/core/validation. */
function validateFinalizerDomains(metadata: Fields, path: string): FieldErrors {
  return textsOf(metadata, 'finalizers').flatMap((finalizer, index) => validateFinalizerDomain(finalizer, `${path}.finalizers[${index}]`));
}

function validateFinalizerDomain(finalizer: string, path: string): FieldErrors {
  if (finalizer.includes('/') || plainFinalizers.has(finalizer)) return [];
  return [invalid(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')];
}

/** A finalizer of a namespace's spec. Source: core validation.validateFinalizerName. */
export function validateFinalizerName(finalizer: string, path: string): FieldErrors {
  return [...invalidAll(path, finalizer, labelKey(finalizer)), ...validateFinalizerDomain(finalizer, path)];
}

/** Names that are one segment of a URL. Source: path.ValidatePathSegmentName; what RBAC kinds and PodDisruptionBudget are held to. */
export const pathSegmentName: ObjectNameRule = (name, prefix) => {
  const errors: string[] = [];
  if (!prefix && (name === '.' || name === '..')) errors.push(`may not be '${name}'`);
  for (const character of ['/', '%']) if (name.includes(character)) errors.push(`may not contain '${character}'`);
  return errors;
};

/**
 * With generateName, a trailing dash stands for the part that is still to come: it and the character before give way to a letter, so that
 * a prefix may be one longer than a name. Source: maskTrailingDash.
 */
function nameRule(rule: (name: string) => string[]): ObjectNameRule {
  return (name, prefix) => rule(prefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name);
}

export const dns1123SubdomainName: ObjectNameRule = nameRule(dns1123Subdomain);
export const dns1123LabelName: ObjectNameRule = nameRule(dns1123Label);
export const dns1035LabelName: ObjectNameRule = nameRule(dns1035Label);

/** Annotations that must keep their value. Source: ValidateImmutableAnnotation. */
export function validateImmutableAnnotation(next: Fields, old: Fields, annotation: string, path = 'metadata'): FieldErrors {
  const after = optionalText(fieldsOf(next, 'annotations'), annotation);
  const before = optionalText(fieldsOf(old, 'annotations'), annotation);
  return after === before ? [] : [invalid(`${path}.annotations.${annotation}`, after ?? '', 'field is immutable')];
}
