import type { Fields } from '../fields.ts';
import { fieldsOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';

/** Metadata of a new pod, for the case that its spec is known to be valid. */
export function validatePodMetadata(pod: Fields): FieldErrors {
  return validateObjectMeta(fieldsOf(pod, 'metadata'), true, dns1123SubdomainName);
}
