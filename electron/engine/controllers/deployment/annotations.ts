import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import { desiredReplicas, maxSurgeOf } from './fenceposts.ts';

/** Source of this file: pkg/controller/deployment/util/deployment_util.go. */
export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const revisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Annotations of a Deployment that its ReplicaSets do not share. Source: annotationsToSkip. */
export const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration', revisionAnnotation, revisionHistoryAnnotation, desiredReplicasAnnotation,
  maxReplicasAnnotation,
  'deprecated.deployment.rollback.to',
]);
const revisionHistoryMaxLength = 2000;

type Annotations = Record<string, string>;

/** The revision of a Deployment or ReplicaSet; 0 when absent, undefined when it is no number. */
export function revisionOf(object: Deployment | ReplicaSet): number | undefined {
  const text = object.metadata.annotations?.[revisionAnnotation];
  return text === undefined ? 0 : parseInteger(text);
}

export function maxRevision(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce((highest, replicaSet) => Math.max(highest, revisionOf(replicaSet) ?? 0), 0);
}

/** A number annotation such as desired-replicas; undefined when absent or no number. */
export function replicasAnnotation(replicaSet: ReplicaSet, name: string): number | undefined {
  const text = replicaSet.metadata.annotations?.[name];
  return text === undefined ? undefined : parseInteger(text);
}

/** The annotations that let proportional scaling know sizes from before a change. */
export function withReplicasAnnotations(annotations: Annotations | undefined, deployment: Deployment): Annotations {
  const desired = desiredReplicas(deployment);
  return {
    ...annotations, [desiredReplicasAnnotation]: String(desired), [maxReplicasAnnotation]: String(desired + maxSurgeOf(deployment)),
  };
}

/**
 * What the annotations of the new ReplicaSet should be: those of the Deployment, and the newest revision. On a rollback to it, its former
 * revision goes into the history.
 * @param existing whether the ReplicaSet is in the API already
 * Source: SetNewReplicaSetAnnotations.
 */
export function newReplicaSetAnnotations(
  deployment: Deployment, current: Annotations | undefined, newRevision: number, existing: boolean,
): Annotations {
  const annotations: Annotations = { ...current };
  for (const [name, value] of Object.entries(deployment.metadata.annotations ?? {})) if (!notCopied.has(name)) annotations[name] = value;

  const oldText = annotations[revisionAnnotation];
  const oldRevision = oldText === undefined || oldText === '' ? 0 : parseInteger(oldText);
  if (oldRevision === undefined) return annotations;
  if (oldRevision < newRevision) {
    annotations[revisionAnnotation] = String(newRevision);
    if (oldText !== undefined) {
      const history = historyWith(annotations[revisionHistoryAnnotation], oldText);
      if (history !== undefined) annotations[revisionHistoryAnnotation] = history;
    }
  }
  return existing ? annotations : withReplicasAnnotations(annotations, deployment);
}

/** Appends a revision; the oldest are dropped to keep the annotation within its length. Undefined: it cannot be kept. */
function historyWith(history: string | undefined, revision: string): string | undefined {
  if (!history) return revision;
  const revisions = history.split(',');
  let length = history.length + revision.length + 1;
  let start = 0;
  while (length > revisionHistoryMaxLength && start < revisions.length) {
    length -= (revisions[start] as string).length + 1;
    start += 1;
  }
  return length <= revisionHistoryMaxLength ? [...revisions.slice(start), revision].join(',') : undefined;
}

function parseInteger(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}
