import { dns1123Subdomain, regexError } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, required } from './field-errors.ts';

const pathPattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** A name such as `acme.io/foo`. Source: apimachinery/pkg/util/validation IsDomainPrefixedPath. */
export function validateDomainPrefixedPath(value: string, path: string): FieldErrors {
  if (value === '') return [required(path)];
  const slash = value.indexOf('/');
  const [host, rest] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash <= 0 || rest === '') return [invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const errors = invalidAll(path, host, dns1123Subdomain(host));
  if (!new RegExp(`^${pathPattern}$`).test(rest)) errors.push(invalid(path, rest, regexError('Invalid path', pathPattern)));
  return errors;
}
