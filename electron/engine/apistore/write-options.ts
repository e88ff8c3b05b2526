import type { Managed } from '../../../shared/kubernetes/managed-fields/managers.ts';
import type { PatchType } from './patch-object.ts';

/** How a write is meant: the parameters of the request. */
export interface WriteOptions {
  dryRun?: boolean;
  /** The field manager; default the gestures of a person. */
  manager?: string;
  /** Built from stored objects by typed code of a component, so that it needs no decoding. */
  typed?: boolean;
  /** `fieldValidation`; only strict writes are refused for unknown fields, which are dropped otherwise. Default Strict, as kubectl asks for it. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** The object is what a patch made of the stored one: another uid is a mistake in it, and no other object that it was meant for. */
  patched?: boolean;
  /** Who owns the fields afterwards, where that was found out already. */
  managed?: Managed;
}

export interface PatchOptions extends Omit<WriteOptions, 'typed' | 'managed' | 'patched'> {
  /** `apply`: server-side apply, which creates what is not there. */
  patchType: PatchType | 'apply';
  subresource?: 'status' | 'resize';
  /** The version of the API in which the patch speaks of the object; default the one in which it is stored. A configuration that is applied says it itself. */
  apiVersion?: string;
  /** Apply only: take fields from their owners. */
  force?: boolean;
}
