import type { Fields } from '../fields.ts';
import { fieldsOf } from '../fields.ts';
import { validateReplicatedPods } from './deployment.ts';
import type { FieldErrors } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateNotNegative } from './numbers.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/apps/validation ValidateReplicaSet. */
export const replicaSetValidation: KindValidation = {
  create: (replicaSet) => [
    ...validateObjectMeta(fieldsOf(replicaSet, 'metadata'), true, dns1123SubdomainName),
    ...validateReplicaSetSpec(fieldsOf(replicaSet, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateReplicaSetSpec(fieldsOf(next, 'spec')),
    ...validateImmutable(fieldsOf(next, 'spec')['selector'], fieldsOf(old, 'spec')['selector'], 'spec.selector'),
  ],
};

function validateReplicaSetSpec(spec: Fields): FieldErrors {
  return [
    ...validateNotNegative(spec, 'spec', 'replicas', 'minReadySeconds'),
    ...validateReplicatedPods(spec, 'empty selector is invalid for deployment'),
  ];
}
