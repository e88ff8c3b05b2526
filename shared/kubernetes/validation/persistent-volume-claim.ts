import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, optionalText, textMapOf, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { compareQuantities, mustParseQuantity } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateImmutableAnnotation, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateClaimSpec } from './persistent-volume-claim-spec.ts';
import type { KindValidation } from './validate.ts';

const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** Source: ValidatePersistentVolumeClaim, ValidatePersistentVolumeClaimUpdate. */
export const persistentVolumeClaimValidation: KindValidation = {
  create: (claim) => validateClaim(claim),
  update: (next, old) => {
    const again = validateClaim(next, fieldsOf(old, 'spec'));
    // The API server looks at the whole claim twice.
    return [
      ...again, ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...again, ...validateClaimChanges(next, old),
    ];
  },
};

function validateClaim(claim: Fields, old?: Fields): FieldErrors {
  return [...validateObjectMeta(fieldsOf(claim, 'metadata'), true, dns1123SubdomainName), ...validateClaimSpec(fieldsOf(claim, 'spec'), 'spec', old)];
}

/** A claim is fixed, but for the volume it is bound to, a class where it had none, and the size once it is bound. */
function validateClaimChanges(next: Fields, old: Fields): FieldErrors {
  const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
  const bound = textOf(fieldsOf(next, 'status'), 'phase') === 'Bound';
  const munged: Fields = { ...spec };
  const comparable: Fields = { ...oldSpec };
  if (textOf(oldSpec, 'volumeName') === '') comparable['volumeName'] = munged['volumeName'];
  const errors = validateClassChange(next, old);
  if (isClassFound(next, old)) munged['storageClassName'] = oldSpec['storageClassName'];
  const storageOf = (owner: Fields) => textMapOf(fieldsOf(owner, 'resources'), 'requests')['storage'];
  const attributes = 'volumeAttributesClassName';
  if (bound) {
    const resources = fieldsOf(spec, 'resources');
    munged['resources'] = { ...resources, requests: { ...textMapOf(resources, 'requests'), storage: storageOf(oldSpec) } };
    munged[attributes] = oldSpec[attributes];
  }
  if (!jsonEqual(munged, comparable)) {
    errors.push(
      forbidden('spec', 'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'),
    );
  }
  const [size, oldSize, actual] = [storageOf(spec), storageOf(oldSpec), textMapOf(fieldsOf(next, 'status'), 'capacity')['storage'] ?? '0'];
  const quantity = (text: string | undefined) => mustParseQuantity(text ?? '0');
  if (compareQuantities(quantity(size), quantity(oldSize)) < 0 && compareQuantities(quantity(size), quantity(actual)) <= 0) {
    errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  }
  errors.push(...validateImmutable(spec['volumeMode'], oldSpec['volumeMode'], 'volumeMode'));
  if (isSet(fieldsOf(old, 'status'), 'currentVolumeAttributesClassName') && !jsonEqual(spec[attributes], oldSpec[attributes])) {
    const current = 'when status.currentVolumeAttributesClassName is not nil';
    if (!isSet(spec, attributes)) errors.push(forbidden(`spec.${attributes}`, `update to nil is forbidden ${current}`));
    else if (textOf(spec, attributes) === '') errors.push(forbidden(`spec.${attributes}`, `update to empty string is forbidden ${current}`));
  }
  return errors;
}

/**
 * A claim without a class may get one; if the annotation from before the field names a class, only that one. Source:
 * validateStorageClassUpgradeFromAnnotation, validateStorageClassUpgradeFromNil.
 */
function isClassFound(next: Fields, old: Fields): boolean {
  const [name, annotated] = [optionalText(fieldsOf(next, 'spec'), 'storageClassName'), annotatedClass(old)];
  return name !== undefined && !isSet(fieldsOf(old, 'spec'), 'storageClassName') && (annotated === undefined || annotated === name);
}

/** The annotation stays, but may go when the field takes over what it says. */
function validateClassChange(next: Fields, old: Fields): FieldErrors {
  const [now, before] = [annotatedClass(next), annotatedClass(old)];
  if (before !== undefined && isClassFound(next, old) && (now === undefined || now === before)) return [];
  return validateImmutableAnnotation(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata'), betaClassAnnotation);
}

function annotatedClass(claim: Fields): string | undefined {
  return optionalText(fieldsOf(fieldsOf(claim, 'metadata'), 'annotations'), betaClassAnnotation);
}
