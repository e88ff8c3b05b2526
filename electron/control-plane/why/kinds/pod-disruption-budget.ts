import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { podStateName } from '../../view/pod-state.ts';
import { historyOf } from '../chain.ts';
import { conditionSteps, fieldEvidence, says, stepAbout, subject } from './shared.ts';

const podsShown = 20;

/** Why an eviction is or is not allowed: healthy pods against those that must stay, and which pods are not healthy. */
export function explainBudget(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<PodDisruptionBudget>(world, ref);
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = object.status ?? {};
  const matches = matcherOf(object.spec.selector);
  const pods = [...world.api.byIndex<Pod>('pods', 'namespace', ref.namespace ?? '')].filter(({ metadata }) => matches(metadata.labels ?? {}));
  const unhealthy = pods.filter((pod) => !pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'));
  const params = { count: disruptionsAllowed, healthy: currentHealthy, desired: desiredHealthy, expected: expectedPods };
  return {
    headline: says(pods.length === 0 ? 'pdb.noPods' : disruptionsAllowed > 0 ? 'pdb.allows' : 'pdb.refuses', params),
    ...(pods.length === 0 ? {} : { detail: says('pdb.counts', params) }),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.minAvailable', says('pdb.field.min')),
      ...fieldEvidence(world, ref, object, 'spec.maxUnavailable', says('pdb.field.max')),
      ...fieldEvidence(world, ref, object, 'spec.unhealthyPodEvictionPolicy', says('pdb.field.unhealthy'), 'IfHealthyBudget'),
      historyOf(world, object, [
        ...conditionSteps(world, object),
        ...unhealthy.slice(0, podsShown).map((pod) => stepAbout(world, pod, 'attention/Warning', says('pdb.unhealthy', { name: pod.metadata.name, state: podStateName(pod, false) }))),
      ]),
    ],
    remedies: [],
  };
}
