import { podSpecOf } from '../../../../shared/kubernetes/pod-template.ts';
import type { LabelSelector, KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { isControlled } from './names.ts';

/** Resources whose objects make pods, or are pods that nobody else made: what a selector is compared with, instead of with each of 150,000 pods. */
export const selectableResources = ['deployments', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'replicasets', 'pods'] as const;
const selectable: ReadonlySet<string> = new Set(selectableResources);

export function isSelectableResource(resource: string): boolean {
  return selectable.has(resource);
}

/** The labels under which the pods of this object go; undefined for one that a selector is not compared with: a controller's pod, a Deployment's ReplicaSet. */
export function selectableLabels(resource: string, object: KubernetesObject): Readonly<Record<string, string>> | undefined {
  if (!selectable.has(resource) || isControlled(object)) return undefined;
  return podSpecOf(object)?.labels;
}

/** Labels that controllers add to their pods, beyond those of the template. */
const addedByControllers = new Set([
  'pod-template-hash', 'controller-revision-hash', 'pod-template-generation', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-completion-index', 'job-name', 'controller-uid',
]);

/** The selector without what a template cannot know: a template may make pods that the whole selector selects. */
export function templateSelector(selector: LabelSelector): LabelSelector {
  const labels = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  if (!labels.some(([key]) => addedByControllers.has(key)) && !expressions.some(({ key }) => addedByControllers.has(key))) return selector;
  return {
    matchLabels: Object.fromEntries(labels.filter(([key]) => !addedByControllers.has(key))),
    matchExpressions: expressions.filter(({ key }) => !addedByControllers.has(key)),
  };
}
