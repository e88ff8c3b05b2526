import type { Fields } from '../fields.ts';
import type { KubernetesObject } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';

export interface KindValidation {
  /** Errors of a defaulted object. */
  create(object: Fields): FieldErrors;
  /** Errors of a defaulted object that replaces `old`. */
  update(next: Fields, old: Fields): FieldErrors;
}

/** By `apiVersion/kind`. */
const validations: Readonly<Record<string, KindValidation>> = {};

/** Field errors of a new object, after defaulting. None for kinds without rules. */
export function validateCreate(object: KubernetesObject): FieldErrors {
  return validations[`${object.apiVersion}/${object.kind}`]?.create(object as unknown as Fields) ?? [];
}

/** Field errors of an update, after defaulting: immutable fields, and all that holds for a new object. */
export function validateUpdate(next: KubernetesObject, old: KubernetesObject): FieldErrors {
  return validations[`${next.apiVersion}/${next.kind}`]?.update(next as unknown as Fields, old as unknown as Fields) ?? [];
}
