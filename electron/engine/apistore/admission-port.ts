import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/**
 * Admission as the API server needs it: strict decoding, defaulting, mutating rules, validation. Pure; returns the object to store, or the
 * refusal. Implemented in ../admission.
 */
export interface Admission {
  create(object: KubernetesObject): ApiResult<KubernetesObject>;
  /**
   * @param next complete desired object; status is that of `old` on kinds with a status subresource
   * @param typed `next` was built from stored objects by typed code of a component, so it needs no decoding
   */
  update(old: KubernetesObject, next: KubernetesObject, typed: boolean): ApiResult<KubernetesObject>;
  /**
   * What an admitted object adds to the quotas of its namespace: the quotas to store along with it. `old` is the object before an update.
   * Absent where there are no quotas.
   * Errors: Forbidden (403).
   */
  charge?(object: KubernetesObject, old: KubernetesObject | undefined): ApiResult<readonly KubernetesObject[]>;
  updateStatus(old: KubernetesObject, next: KubernetesObject, typed: boolean): ApiResult<KubernetesObject>;
}
