import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** One committed change. Events of one store are totally ordered by `revision`. */
export interface WatchEvent<T extends KubernetesObject = KubernetesObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Plural resource name, e.g. `pods`. */
  resource: string;
  /** `namespace/name`, or `name` for cluster-scoped kinds. */
  key: string;
  /** The object after the change; for DELETED the last state, with the deleting resourceVersion. */
  object: T;
  /** The object before the change; absent for ADDED. */
  previous?: T;
  /** The store's counter after this change; `object.metadata.resourceVersion` is its decimal string. */
  revision: number;
}
