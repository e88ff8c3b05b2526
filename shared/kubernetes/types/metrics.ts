import type { KubernetesObject } from './meta.ts';

/** Canonical quantities. */
export interface ResourceUsage {
  cpu: string;
  memory: string;
}

/** metrics.k8s.io/v1beta1, read only. `timestamp` is the end of the interval of length `window` (a Go duration) that usage is of. */
export interface NodeMetrics extends KubernetesObject {
  timestamp: string;
  window: string;
  usage: ResourceUsage;
}

export interface PodMetrics extends KubernetesObject {
  timestamp: string;
  window: string;
  containers: { name: string; usage: ResourceUsage }[];
}
