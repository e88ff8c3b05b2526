import type { KubernetesObject } from './meta.ts';
import type { PodTemplateSpec } from './pod.ts';

/** apps/v1 ControllerRevision as StatefulSets and DaemonSets write it: `data` is a patch that puts the template back. */
export interface ControllerRevision extends KubernetesObject {
  data?: { spec: { template: PodTemplateSpec & { $patch?: 'replace' } } };
  revision: number;
}
