import { podSpecOf, templatePatch } from '../../../shared/kubernetes/pod-template.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Ingress, IngressRule } from '../../../shared/kubernetes/types/networking.ts';
import { servicePort } from '../objects/network.ts';
import { replacePod } from '../replace-pod.ts';
import type { Connection, ConnectionFacts } from './connection.ts';

const templates = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

const patchOf = (object: KubernetesObject, spec: Record<string, unknown>): DesignChange[] => [{ op: 'patch', ref: refOf(object), patch: { spec } }];

/** A field of the pod spec that names the object: written into the template, or into another pod in the bare pod's place. */
function inPodSpec(from: string, field: 'priorityClassName' | 'serviceAccountName'): Connection {
  return {
    from, to: templates, writes: 'to', field,
    change(named, target, { pods }: ConnectionFacts) {
      if (target.kind === 'Pod')
        return replacePod(target, pods, { key: 'canvas:edit.connect', params: { from: named.metadata.name, to: target.metadata.name } }, (spec) => {
          spec[field] = named.metadata.name;
        }).changes;
      return podSpecOf(target) && [{ op: 'patch', ref: refOf(target), patch: templatePatch(target.kind, { spec: { [field]: named.metadata.name } }) }];
    },
  };
}

export const referenceConnections: readonly Connection[] = [
  {
    from: 'HorizontalPodAutoscaler', to: ['Deployment', 'StatefulSet', 'ReplicaSet'], writes: 'from', field: 'spec.scaleTargetRef',
    change: (from, { apiVersion, kind, metadata }) => patchOf(from, { scaleTargetRef: { apiVersion, kind, name: metadata.name } }),
  },
  { from: 'Ingress', to: ['Service'], writes: 'from', field: 'spec.rules', change: (from, to, { brokenFields }) => patchOf(from, { rules: withRoute(from as Ingress, to, brokenFields) }) },
  { from: 'Ingress', to: ['IngressClass'], writes: 'from', field: 'spec.ingressClassName', change: (from, to) => patchOf(from, { ingressClassName: to.metadata.name }) },
  { from: 'PersistentVolumeClaim', to: ['StorageClass'], writes: 'from', field: 'spec.storageClassName', change: (from, to) => patchOf(from, { storageClassName: to.metadata.name }) },
  { from: 'PersistentVolumeClaim', to: ['PersistentVolume'], writes: 'from', field: 'spec.volumeName', change: (from, to) => patchOf(from, { volumeName: to.metadata.name }) },
  inPodSpec('PriorityClass', 'priorityClassName'),
  inPodSpec('ServiceAccount', 'serviceAccountName'),
];

/** The rules with one more path, under the first host. A path that leads nowhere is led to the Service instead. */
function withRoute(ingress: Ingress, service: KubernetesObject, brokenFields: readonly string[]): IngressRule[] {
  const rules = structuredClone(ingress.spec?.rules ?? []);
  const backend = { service: { name: service.metadata.name, port: { number: servicePort(service) } } };
  for (const [at, rule] of rules.entries()) {
    for (const [index, path] of (rule.http?.paths ?? []).entries()) {
      if (!brokenFields.includes(`spec.rules[${at}].http.paths[${index}].backend`)) continue;
      path.backend = backend;
      return rules;
    }
  }
  const taken = new Set(rules.flatMap((rule) => (rule.http?.paths ?? []).map((path) => path.path)));
  const path = { path: taken.has('/') ? `/${service.metadata.name}` : '/', pathType: 'Prefix', backend };
  const [first] = rules;
  if (!first) return [{ http: { paths: [path] } }];
  first.http = { paths: [...(first.http?.paths ?? []), path] };
  return rules;
}
