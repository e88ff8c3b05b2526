import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { podStateName } from '../../view/pod-state.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

/** Why a StatefulSet has the pods that it has: which ordinal it waits for, and which revision the partition keeps. */
export function explainStatefulSet(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<StatefulSet>(world, ref);
  const { replicas = 1, podManagementPolicy = 'OrderedReady', ordinals, updateStrategy } = object.spec;
  const start = ordinals?.start ?? 0;
  const ready = object.status?.readyReplicas ?? 0;
  let waitsFor: { name: string; state: string } | undefined;
  const steps: ChainStep[] = [];
  for (let ordinal = start; ordinal < start + replicas && steps.length < 20; ordinal += 1) {
    const name = `${ref.name}-${ordinal}`;
    const pod = world.api.get<Pod>('pods', `${ref.namespace ?? ''}/${name}`);
    const state = pod ? podStateName(pod, false) : undefined;
    if (state === 'Ready') continue;
    waitsFor ??= { name, state: state ?? '' };
    if (pod && state !== undefined) steps.push(stepAbout(world, pod, 'kind/Pod', { key: 'view:why.workload.pod', params: { name, state } }));
  }
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  const isKept = partition > 0 && object.status?.currentRevision !== object.status?.updateRevision;
  const key = waitsFor === undefined ? (isKept ? 'partition' : 'complete') : waitsFor.state === '' ? 'makes' : podManagementPolicy === 'OrderedReady' ? 'waitsFor' : 'parallel';
  return {
    headline: says(`statefulSet.${key}`, { name: ref.name, pod: waitsFor?.name ?? '', state: waitsFor?.state ?? '', ready, desired: replicas, partition }),
    ...(key === 'waitsFor' ? { detail: says('statefulSet.ordered') } : {}),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.replicas', { key: 'view:why.field.replicas' }),
      ...fieldEvidence(world, ref, object, 'spec.podManagementPolicy', says('statefulSet.field.policy')),
      ...fieldEvidence(world, ref, object, 'spec.updateStrategy.rollingUpdate.partition', says('statefulSet.field.partition')),
      historyOf(world, object, steps),
    ],
    remedies: [],
  };
}
