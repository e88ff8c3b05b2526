import { templateOf } from '../../../../shared/kubernetes/pod-template.ts';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { CardRow } from '../../../../shared/view/rows.ts';
import { volumeRow } from '../pod-row.ts';
import type { CardBuilder, CardContext, CardFacts } from './card-facts.ts';
import { cronJobFacts, daemonSetFacts, jobFacts, statefulSetFacts } from './workload-facts.ts';

export const workloadCards: Readonly<Record<string, CardBuilder>> = {
  deployments: (object) => withTemplate(object, replicaFacts(object as Deployment)),
  replicasets: (object) => withTemplate(object, replicaFacts(object as ReplicaSet)),
  statefulsets: (object) => withTemplate(object, statefulSetFacts(object as StatefulSet)),
  daemonsets: (object) => withTemplate(object, daemonSetFacts(object as DaemonSet)),
  jobs: (object) => withTemplate(object, jobFacts(object as Job)),
  cronjobs: (object, { unixMs }: CardContext) => withTemplate(object, cronJobFacts(object as CronJob, unixMs)),
};

function replicaFacts(object: Deployment | ReplicaSet): CardFacts {
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
    ...(revision > 0 ? { revision } : {}),
  };
}

/** Containers and volumes of the template; claims made from a StatefulSet's templates are volumes like the others. */
function withTemplate(object: KubernetesObject, facts: CardFacts): CardFacts {
  const spec = templateOf(object)?.spec;
  if (!spec) return facts;
  const template: NonNullable<CardRow['template']> = {
    containers: [
      ...(spec.initContainers ?? []).map((container) => ({ name: container.name, image: container.image ?? '', init: true })),
      ...spec.containers.map((container) => {
        const port = container.ports?.[0]?.containerPort;
        return { name: container.name, image: container.image ?? '', ...(port === undefined ? {} : { port }) };
      }),
    ],
    volumes: [...(spec.volumes ?? []).map(volumeRow), ...claimTemplates(object)],
  };
  return { ...facts, template };
}

function claimTemplates(object: KubernetesObject): NonNullable<CardRow['template']>['volumes'] {
  if (object.kind !== 'StatefulSet') return [];
  return ((object as StatefulSet).spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name, source: 'persistentVolumeClaim', detail: (claim.spec as { resources?: { requests?: { storage?: string } } } | undefined)?.resources?.requests?.storage ?? '',
  }));
}
