import type { ActionDecision } from '../../../shared/decisions.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** What is remembered of an eviction that a budget refused: about the pod, and about the budget. */
export function evictionRefused(pod: KubernetesObject, budget: KubernetesObject, refusal: Status, nowMs: number): ActionDecision[] {
  const why = refusal.details?.causes?.[0]?.message ?? refusal.message ?? '';
  return aboutEach([pod, budget], (about) => ({ kind: 'EvictionRefused', ...about, pod: pod.metadata.name, budget: budget.metadata.name, why }), nowMs);
}

/** What is remembered of an object that a quota refused: about the quota, and about the controller that wants the object. */
export function quotaRefused(object: KubernetesObject, quota: KubernetesObject, why: string, nowMs: number): ActionDecision[] {
  const { generateName, name, ownerReferences } = object.metadata;
  // Controllers ask again under another name each time: it is the same refusal.
  const refused = `${object.kind} ${generateName ? `${generateName}…` : name}`;
  const controller = ownerReferences?.find((owner) => owner.controller);
  const subjects = [quota, ...(controller ? [{ metadata: { uid: controller.uid } }] : [])];
  return aboutEach(subjects, (about) => ({ kind: 'QuotaRefused', ...about, object: refused, quota: quota.metadata.name, why }), nowMs);
}

function aboutEach(
  subjects: readonly { metadata: { uid?: string } }[], decide: (about: { objectUid: string; sinceMs: number; atMs: number }) => ActionDecision, nowMs: number,
): ActionDecision[] {
  return subjects.map(({ metadata }) => decide({ objectUid: metadata.uid ?? '', sinceMs: nowMs, atMs: nowMs }));
}
