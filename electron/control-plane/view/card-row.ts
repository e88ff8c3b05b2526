import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { CronJob, Job } from '../../../shared/kubernetes/types/batch.ts';
import type { ConfigMap } from '../../../shared/kubernetes/types/core.ts';
import type { DaemonSet } from '../../../shared/kubernetes/types/daemon-set.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../shared/kubernetes/types/stateful-set.ts';
import type { CardRow, LocalizedText } from '../../../shared/view/rows.ts';
import type { StateFamily } from '../../../shared/view/states.ts';
import { volumeRow } from './pod-row.ts';
import { cronJobFacts, daemonSetFacts, jobFacts, statefulSetFacts, type WorkloadFacts } from './workload-facts.ts';

type CardBuilder = (object: KubernetesObject) => Partial<CardRow> & { family: StateFamily; fact: LocalizedText };

/** Kinds with a card of their own facts. Objects of all other kinds in a design get an inert card. */
const builders: Record<string, CardBuilder> = {
  deployments: (object) => workloadCard(object as Deployment),
  replicasets: (object) => workloadCard(object as ReplicaSet),
  statefulsets: (object) => withTemplate(statefulSetFacts(object as StatefulSet), (object as StatefulSet).spec.template),
  daemonsets: (object) => withTemplate(daemonSetFacts(object as DaemonSet), (object as DaemonSet).spec.template),
  jobs: (object) => withTemplate(jobFacts(object as Job), (object as Job).spec.template),
  cronjobs: (object) => withTemplate(cronJobFacts(object as CronJob), (object as CronJob).spec.jobTemplate.spec.template),
  configmaps: (object) => dataCard(object as ConfigMap),
  secrets: (object) => dataCard(object as ConfigMap),
  services: (object) => ({ family: 'ready', fact: { key: 'view:card.service', params: { type: String((object as { spec?: { type?: string } }).spec?.type ?? 'ClusterIP') } } }),
};

/** Resources that are never cards: shown elsewhere, or the cluster's own bookkeeping. */
const withoutCard = new Set(['pods', 'nodes', 'machines', 'events', 'leases', 'namespaces', 'endpointslices', 'controllerrevisions', 'serviceaccounts']);

/** System objects that nobody designed stay off the canvas. */
const systemNamespaces = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export function hasCard(resource: string, object: KubernetesObject): boolean {
  if (withoutCard.has(resource) || systemNamespaces.has(object.metadata.namespace ?? '')) return false;
  const controlled = object.metadata.ownerReferences?.some((owner) => owner.controller) ?? false;
  return !controlled && !isBootstrapped(resource, object.metadata.name);
}

/** What every cluster has by itself. */
function isBootstrapped(resource: string, name: string): boolean {
  return (resource === 'configmaps' && name === 'kube-root-ca.crt') || (resource === 'priorityclasses' && name.startsWith('system-'));
}

export function cardRow(resource: string, object: KubernetesObject): CardRow {
  const built = builders[resource]?.(object) ?? { family: 'done' as const, fact: { key: 'view:card.inert' } };
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller);
  return { ref: refOf(object), uid: object.metadata.uid ?? '', ...built, ...(owner ? { ownerUid: owner.uid } : {}), ...(object.metadata.deletionTimestamp ? { family: 'leaving' as const } : {}) };
}

function workloadCard(object: Deployment | ReplicaSet): Partial<CardRow> & { family: StateFamily; fact: LocalizedText } {
  const desired = object.spec.replicas ?? 1;
  const ready = object.status?.readyReplicas ?? 0;
  const updated = (object as Deployment).status?.updatedReplicas ?? object.status?.replicas ?? 0;
  const revision = Number(object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  const failing = object.status?.conditions?.some((condition) => (condition.type === 'ReplicaFailure' && condition.status === 'True') || condition.reason === 'ProgressDeadlineExceeded');
  const settled = ready >= desired && updated >= desired && (object.status?.replicas ?? 0) === desired;
  return {
    family: failing ? 'bad' : settled ? 'ready' : 'working',
    fact: { key: 'view:card.ready', params: { ready, desired } },
    replicas: { desired, ready, current: object.status?.replicas ?? 0, updated },
    template: templateOf(object.spec.template),
    ...(revision > 0 ? { revision } : {}),
  };
}

function withTemplate(facts: WorkloadFacts, template: PodTemplateSpec): Partial<CardRow> & WorkloadFacts {
  return { ...facts, template: templateOf(template) };
}

function templateOf(template: PodTemplateSpec): NonNullable<CardRow['template']> {
  const { spec } = template;
  return {
    containers: [
      ...(spec.initContainers ?? []).map((container) => ({ name: container.name, image: container.image ?? '', init: true })),
      ...spec.containers.map((container) => {
        const port = container.ports?.[0]?.containerPort;
        return { name: container.name, image: container.image ?? '', ...(port === undefined ? {} : { port }) };
      }),
    ],
    volumes: (spec.volumes ?? []).map(volumeRow),
  };
}

function dataCard(object: ConfigMap): { family: StateFamily; fact: LocalizedText } {
  const keys = Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length;
  return { family: 'done', fact: { key: 'view:card.keys', params: { count: keys } } };
}
