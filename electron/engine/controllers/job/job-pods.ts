import type { Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { Container, Pod, PodTemplateSpec } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';
import { newControllerRef } from '../owner-references.ts';
import { podFromTemplate } from '../pod-from-template.ts';
import { podCondition } from '../pod-state.ts';

/** What a Job asks about its pods, and how it makes them. Source: pkg/controller/job/{indexed_job_utils,tracking_utils,job_controller}.go. */

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
const indexKey = 'batch.kubernetes.io/job-completion-index';
export const failureCountAnnotation = 'batch.kubernetes.io/job-index-failure-count';
export const ignoredFailureCountAnnotation = 'batch.kubernetes.io/job-index-ignored-failure-count';
/** The API server adds five random characters to 58. */
const maxGenerateNameLength = 58;

export function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}

export function hasTrackingFinalizer(pod: Pod): boolean {
  return hasFinalizer(pod, trackingFinalizer);
}

/** To write as it is, whatever happened to the pod in the same pass: a patch in the original. */
export function withoutTrackingFinalizer(pod: Pod): Pod {
  const { resourceVersion: _any, ...metadata } = pod.metadata;
  return withoutFinalizer({ ...pod, metadata }, trackingFinalizer);
}

/** The pod's completion index, or undefined when it has none below the number of completions. */
export function completionIndex(job: Job, pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[indexKey];
  const index = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  return index !== undefined && index < (job.spec.completions ?? 0) ? index : undefined;
}

/** With `podReplacementPolicy: TerminatingOrFailed` a pod that is being deleted has failed already. Source: isPodFailed. */
export function isPodFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (job.spec.podReplacementPolicy === 'Failed') return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

/**
 * When the last container ended, sidecars included; else since when the pod is not ready; else when its deletion was asked for.
 * Source: getFinishedTime, pkg/controller/job/backoff_utils.go.
 */
export function finishedAtMs(pod: Pod, env: Env): number {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  const sidecars = new Set(pod.spec.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name));
  const statuses = [...containerStatuses, ...initContainerStatuses.filter(({ name }) => sidecars.has(name))];
  const ends = statuses.map(({ state }) => state?.terminated?.finishedAt);
  const known = ends.filter((end) => end !== undefined);
  if (known.length > 0 && known.length === ends.length) return Math.max(...known.map((end) => env.parseTimestamp(end)));
  const ready = podCondition(pod, 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime) return env.parseTimestamp(ready.lastTransitionTime);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = pod.metadata;
  if (deletionTimestamp !== undefined) return env.parseTimestamp(deletionTimestamp) - deletionGracePeriodSeconds * 1000;
  return creationTimestamp === undefined ? env.nowMs : env.parseTimestamp(creationTimestamp);
}

/** @param extra annotations beside those of the template */
export function newJobPod(job: Job, index: number | undefined, extra: Record<string, string> = {}): Pod {
  const { template } = job.spec;
  const finalizers = [...(template.metadata?.finalizers ?? []).filter((finalizer) => finalizer !== trackingFinalizer), trackingFinalizer];
  if (index === undefined) {
    return podFromTemplate({ ...template, metadata: { ...template.metadata, finalizers } }, job, newControllerRef(job));
  }
  const { annotations, labels } = template.metadata ?? {};
  const indexed: PodTemplateSpec = {
    metadata: {
      ...template.metadata, finalizers,
      annotations: { ...annotations, ...extra, [indexKey]: String(index) }, labels: { ...labels, [indexKey]: String(index) },
    },
    spec: { ...indexedSpec(template), hostname: `${job.metadata.name}-${index}` },
  };
  const pod = podFromTemplate(indexed, job, newControllerRef(job));
  const suffix = `-${index}-`;
  const generateName = job.metadata.name.slice(0, maxGenerateNameLength - suffix.length) + suffix;
  return { ...pod, metadata: { ...pod.metadata, generateName } };
}

/** Every container learns its index. Source: addCompletionIndexEnvVariables. */
function indexedSpec({ spec }: PodTemplateSpec): PodTemplateSpec['spec'] {
  const withIndex = (container: Container): Container => {
    if (container.env?.some(({ name }) => name === indexVariable.name)) return container;
    return { ...container, env: [...(container.env ?? []), indexVariable] };
  };
  return {
    ...spec, containers: spec.containers.map(withIndex), ...(spec.initContainers ? { initContainers: spec.initContainers.map(withIndex) } : {}),
  };
}

const indexVariable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath: `metadata.labels['${indexKey}']` } } };
