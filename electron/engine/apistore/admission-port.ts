import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** What the caller of admission wants to know, and how strict it is to be. */
export interface AdmissionOptions {
  /**
   * Gets the object as it was sent, decoded and with its defaults, before anything else changes it: that is what its writer owns. It must not be
   * kept. @param like identifies a part of the input that stands for all of the object but its metadata: the same part gave the same before
   */
  seen?: (decoded: KubernetesObject, like?: object) => void;
  /**
   * Gets the metadata of an object of which {@link seen} would say the same as the last time, but for that.
   * @returns false when there was no last time: then `seen` has to tell
   */
  seenAgain?: (metadata: KubernetesObject['metadata'], like: object) => boolean;
  /** Refuse unknown and repeated fields; default true, as kubectl asks for it. */
  strict?: boolean;
  /** The update came through `pods/resize`, which has rules of its own. */
  resize?: boolean;
}

/**
 * Admission as the API server needs it: strict decoding, defaulting, mutating rules, validation. Pure; returns the object to store, or the
 * refusal. Implemented in ../admission.
 */
export interface Admission {
  create(object: KubernetesObject, options?: AdmissionOptions): ApiResult<KubernetesObject>;
  /**
   * @param next complete desired object; status is that of `old` on kinds with a status subresource
   * @param typed `next` was built from stored objects by typed code of a component, so it needs no decoding
   */
  update(old: KubernetesObject, next: KubernetesObject, typed: boolean, options?: AdmissionOptions): ApiResult<KubernetesObject>;
  /**
   * What an admitted object adds to the quotas of its namespace: the quotas to store along with it. `old` is the object before an update.
   * Absent where there are no quotas. @param onRefusal hears of the quota that refuses, and why
   * Errors: Forbidden (403).
   */
  charge?(
    object: KubernetesObject, old: KubernetesObject | undefined, onRefusal?: (quota: KubernetesObject, why: string) => void,
  ): ApiResult<readonly KubernetesObject[]>;
  updateStatus(old: KubernetesObject, next: KubernetesObject, typed: boolean, options?: AdmissionOptions): ApiResult<KubernetesObject>;
}
