import type { Fields } from '../fields.ts';
import { fieldsOf } from '../fields.ts';
import { dns1123Subdomain, maxLengthError } from '../names.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../validation/metadata.ts';
import type { KindValidation } from '../validation/validate.ts';

/** Rules of a cluster-scoped own kind: those of all metadata, and its own of the spec. @param nameLength longest name */
export function ownValidation(nameLength: number, spec: (next: Fields, old: Fields | undefined) => FieldErrors): KindValidation {
  const nameRule = (name: string): string[] => (name.length > nameLength ? [maxLengthError(nameLength)] : dns1123Subdomain(name));
  return {
    create: (object) => [...validateObjectMeta(fieldsOf(object, 'metadata'), false, nameRule), ...spec(fieldsOf(object, 'spec'), undefined)],
    update: (next, old) => [
      ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...spec(fieldsOf(next, 'spec'), fieldsOf(old, 'spec')),
    ],
  };
}
