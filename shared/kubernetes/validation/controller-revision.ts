import { isJsonObject } from '../../json.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, numberOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { notNegativeText } from './resources.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/apps/validation ValidateControllerRevision, ValidateControllerRevisionUpdate. */
export const controllerRevisionValidation: KindValidation = {
  create: (revision) => [
    ...validateControllerRevision(revision),
    ...(isSet(revision, 'data') && !isJsonObject(revision['data']) ? [invalid('data', '<value omitted>', 'must be a JSON object')] : []),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateControllerRevision(next),
    ...validateImmutable(next['data'], old['data'], 'data'),
  ],
};

function validateControllerRevision(revision: Fields): FieldErrors {
  const errors = validateObjectMeta(fieldsOf(revision, 'metadata'), true, dns1123SubdomainName);
  if (!isSet(revision, 'data')) errors.push(required('data', 'data is mandatory'));
  const number = numberOf(revision, 'revision');
  if (number < 0) errors.push(invalid('revision', number, notNegativeText));
  return errors;
}
