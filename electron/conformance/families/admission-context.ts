import { objectKey, resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { AdmissionContext } from '../../engine/admission/context.ts';

/** Stands for uids that the server makes up. */
const uid = '11111111-2222-3333-4444-555555555555';

/** A server that holds just these objects. */
export function admissionContextOf(objects: readonly KubernetesObject[]): AdmissionContext {
  const of = (resource: string): KubernetesObject[] =>
    objects.filter((object) => resourceTypeFor(object.apiVersion, object.kind).resource === resource);
  return {
    get: (resource, key) => of(resource).find((object) => objectKey(object) === key), list: of, newUid: () => uid, dryRun: true,
  };
}
