import { required } from '../../../shared/assert.ts';
import { resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WhyAnswer, WhyEvidence } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import { podStateName } from '../view/pod-state.ts';
import { decisionSteps } from './decision-steps.ts';
import { writtenBy } from './field-writer.ts';
import { historyOf, type ChainStep } from './chain.ts';
import { fieldEvidence, says } from './kinds/shared.ts';
import { mendsOfComponent } from './mends.ts';

const podsShown = 10;

/** Why a Deployment or ReplicaSet has the pods that it has: wanted against ready, its conditions, and the pods that are not ready. */
export function explainWorkload(world: World, ref: ObjectRef): WhyAnswer {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const object = required(world.api.get<Deployment | ReplicaSet>(resource, `${ref.namespace ?? 'default'}/${ref.name}`), `${ref.kind} ${ref.name}`);
  const parse = (text: string): number => world.simulation.env.parseTimestamp(text);
  const desired = object.spec.replicas ?? 1;
  const ready = object.status?.readyReplicas ?? 0;
  const steps: ChainStep[] = (object.status?.conditions ?? []).map((condition) => ({
    atMs: parse(condition.lastTransitionTime ?? object.metadata.creationTimestamp ?? ''), icon: condition.status === 'True' ? 'ready/Ready' : 'attention/Warning',
    text: { key: 'view:why.condition', params: { type: condition.type, status: condition.status, reason: condition.reason ?? '' } }, ...(condition.message ? { detail: condition.message } : {}),
  }));
  for (const pod of podsOf(world, object).filter((candidate) => podStateName(candidate, false) !== 'Ready').slice(0, podsShown)) {
    steps.push({
      atMs: parse(pod.metadata.creationTimestamp ?? ''), icon: 'kind/Pod', text: { key: 'view:why.workload.pod', params: { name: pod.metadata.name, state: podStateName(pod, false) } },
      ref: { apiVersion: 'v1', kind: 'Pod', namespace: pod.metadata.namespace ?? 'default', name: pod.metadata.name },
    });
  }
  // What was decided about a Deployment's pods is decided about its ReplicaSets.
  for (const replicaSet of replicaSetsOf(world, object)) steps.push(...decisionSteps(world, replicaSet));
  const evidence: WhyEvidence[] = [
    { kind: 'field', ref, field: 'spec.replicas', value: String(desired), isDefault: false, text: { key: 'view:why.field.replicas' }, ...writtenBy(world, object, 'spec.replicas') }, historyOf(world, object, steps),
  ];
  const controllers = world.simulation.processes.isRunning('kube-controller-manager');
  const key = !world.simulation.processes.apiReachable() ? 'apiSilent' : !controllers ? 'noController' : ready >= desired ? 'complete' : 'incomplete';
  const stuck = controllers && ready < desired ? stuckBecause(object, ready, desired) : undefined;
  evidence.push(...(object.kind === 'Deployment' ? fieldEvidence(world, ref, object, 'spec.progressDeadlineSeconds', says('workload.field.deadline')) : []));
  return { headline: stuck ?? { key: `view:why.workload.${key}`, params: { name: ref.name, ready, desired } }, evidence, remedies: controllers ? [] : mendsOfComponent(world, 'kube-controller-manager') };
}

/** What the conditions of a workload say of why it does not get on. */
function stuckBecause({ metadata, spec, status }: Deployment | ReplicaSet, ready: number, desired: number): LocalizedText | undefined {
  const conditions: readonly { type: string; status: string; reason?: string }[] = status?.conditions ?? [];
  const params = { name: metadata.name, ready, desired, seconds: 'progressDeadlineSeconds' in spec ? Number(spec.progressDeadlineSeconds) : 600 };
  if (conditions.some((condition) => condition.type === 'ReplicaFailure' && condition.status === 'True')) return says('workload.refused', params);
  if (conditions.some((condition) => condition.reason === 'ProgressDeadlineExceeded')) return says('workload.deadline', params);
  return 'paused' in spec && spec.paused === true ? says('workload.paused', params) : undefined;
}

function podsOf(world: World, object: Deployment | ReplicaSet): Pod[] {
  const { uid = '' } = object.metadata;
  if (object.kind === 'ReplicaSet') return [...world.api.byIndex<Pod>('pods', 'controller', uid)];
  return replicaSetsOf(world, object).flatMap((replicaSet) => [...world.api.byIndex<Pod>('pods', 'controller', replicaSet.metadata.uid ?? '')]);
}

function replicaSetsOf(world: World, object: Deployment | ReplicaSet): ReplicaSet[] {
  return object.kind === 'Deployment' ? [...world.api.byIndex<ReplicaSet>('replicasets', 'controller', object.metadata.uid ?? '')] : [];
}
