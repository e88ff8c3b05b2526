import type { KubernetesObject } from './types/meta.ts';
import type { Pod, PodSpec, PodTemplateSpec } from './types/pod.ts';

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

/** The pod spec that an object holds, a pod its own: with the path of the field and the labels that its pods will carry. */
export function podSpecOf(object: KubernetesObject): { spec: PodSpec; path: string; labels: Readonly<Record<string, string>> } | undefined {
  if (object.kind === 'Pod') return { spec: (object as Pod).spec, path: 'spec', labels: object.metadata.labels ?? {} };
  const template = templateOf(object);
  const path = templatePaths[object.kind];
  return template?.spec && path && { spec: template.spec, path: `${path.join('.')}.spec`, labels: template.metadata?.labels ?? {} };
}
