import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { PodTemplateSpec } from '../../shared/kubernetes/types/pod.ts';

/** Where each kind with a pod template has it. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

export function hasTemplate(kind: string): boolean {
  return kind in templatePaths;
}

/** The pod template of a workload; undefined for kinds without one. */
export function templateOf(workload: KubernetesObject): PodTemplateSpec | undefined {
  const path = templatePaths[workload.kind];
  if (!path) return undefined;
  let value: unknown = workload;
  for (const field of path) value = (value as Record<string, unknown> | undefined)?.[field];
  return value as PodTemplateSpec | undefined;
}

/** A merge patch that sets `template` where this kind has it. */
export function templatePatch(kind: string, template: Record<string, unknown>): Record<string, unknown> {
  const path = templatePaths[kind] ?? [];
  return path.reduceRight<Record<string, unknown>>((inner, field) => ({ [field]: inner }), template);
}
