import type { DesignChange } from '../../../shared/ipc/design.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, LabelSelector } from '../../../shared/kubernetes/types/meta.ts';
import type { Connection } from './connection.ts';

/** Kinds of pods, and of what makes them. */
export const podMakers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

/**
 * The labels that tell a workload's pods from others: what its own selector asks for, else all of its template. A bare pod without labels gets one, which
 * may be set on a running pod.
 */
export function labelsFor(target: KubernetesObject): { labels: Record<string, string>; changes: DesignChange[] } | undefined {
  const { selector } = (target as KubernetesObject & { spec?: { selector?: LabelSelector } }).spec ?? {};
  const wanted = selector?.matchLabels && Object.keys(selector.matchLabels).length > 0 ? selector.matchLabels : podSpecOf(target)?.labels;
  if (wanted && Object.keys(wanted).length > 0) return { labels: { ...wanted }, changes: [] };
  if (target.kind !== 'Pod') return undefined;
  const labels = { app: target.metadata.name };
  return { labels, changes: [{ op: 'patch', ref: refOf(target), patch: { metadata: { labels } } }] };
}

/** A merge patch that makes a map exactly this one. */
function replaceMap(before: Readonly<Record<string, unknown>> | undefined, after: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...Object.fromEntries(Object.keys(before ?? {}).map((key) => [key, null])), ...after };
}

function selecting(from: string, field: string, patchOf: (object: KubernetesObject, labels: Record<string, string>) => Record<string, unknown>): Connection {
  return {
    from, to: podMakers, writes: 'from', field,
    change(source, target) {
      const found = labelsFor(target);
      return found && [...found.changes, { op: 'patch', ref: refOf(source), patch: { spec: patchOf(source, found.labels) } }];
    },
  };
}

type Selecting = KubernetesObject & { spec?: { selector?: Record<string, unknown> & LabelSelector; podSelector?: LabelSelector } };

const exactly = (before: LabelSelector | undefined, labels: Record<string, string>): Record<string, unknown> => (
  { matchLabels: replaceMap(before?.matchLabels, labels), ...(before?.matchExpressions ? { matchExpressions: null } : {}) }
);

export const selectorConnections: readonly Connection[] = [
  selecting('Service', 'spec.selector', (object, labels) => ({ selector: replaceMap((object as Selecting).spec?.selector, labels) })),
  selecting('PodDisruptionBudget', 'spec.selector', (object, labels) => ({ selector: exactly((object as Selecting).spec?.selector, labels) })),
  selecting('NetworkPolicy', 'spec.podSelector', (object, labels) => ({ podSelector: exactly((object as Selecting).spec?.podSelector, labels) })),
];
