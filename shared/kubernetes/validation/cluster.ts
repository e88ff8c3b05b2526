import type { Fields } from '../fields.ts';
import { fieldsOf, numberOf, optionalNumber, textsOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid } from './field-errors.ts';
import { dns1123LabelName, dns1123SubdomainName, validateFinalizerName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';

/** Source: ValidateNamespace. */
export const namespaceValidation: KindValidation = {
  create: validateNamespace,
  update: (next, old) => [...validateNamespace(next), ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata'))],
};

function validateNamespace(namespace: Fields): FieldErrors {
  return [
    ...validateObjectMeta(fieldsOf(namespace, 'metadata'), false, dns1123LabelName),
    ...textsOf(fieldsOf(namespace, 'spec'), 'finalizers').flatMap((finalizer) => validateFinalizerName(finalizer, 'spec.finalizers')),
  ];
}

/** Source: ValidateLease. */
export const leaseValidation: KindValidation = {
  create: (lease) => [
    ...validateObjectMeta(fieldsOf(lease, 'metadata'), true, dns1123SubdomainName), ...validateLeaseSpec(fieldsOf(lease, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateLeaseSpec(fieldsOf(next, 'spec')),
  ],
};

function validateLeaseSpec(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const duration = optionalNumber(spec, 'leaseDurationSeconds');
  if (duration !== undefined && duration <= 0) errors.push(invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0'));
  const transitions = numberOf(spec, 'leaseTransitions');
  if (transitions < 0) errors.push(invalid('spec.leaseTransitions', transitions, 'must be greater than or equal to 0'));
  return errors;
}
