import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { limitRangerAnnotation } from '../../../engine/admission/plugins/limit-ranger-defaults.ts';
import type { LimitRange } from '../../../engine/admission/plugins/limit-ranges.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const podsShown = 20;

/** Whom a LimitRange changed: the pods made after it whose requests and limits admission completed, as their annotation says. */
export function explainLimitRange(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<LimitRange>(world, ref);
  const made = object.metadata.creationTimestamp ?? '';
  const sets = object.spec?.limits?.some((item) => item.type === 'Container' && (item.default ?? item.defaultRequest) !== undefined) ?? false;
  const changed = [...world.api.byIndex<Pod>('pods', 'namespace', ref.namespace ?? '')]
    .filter(({ metadata }) => sets && metadata.annotations?.[limitRangerAnnotation] !== undefined && (metadata.creationTimestamp ?? '') >= made);
  return {
    headline: changed.length > 0 ? says('limits.changed', { count: changed.length }) : says('limits.nobody'),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.limits', says('passive.field.LimitRange')),
      historyOf(world, object, changed.slice(0, podsShown).map((pod) =>
        stepAbout(world, pod, 'kind/Pod', says('limits.pod', { name: pod.metadata.name }), pod.metadata.annotations?.[limitRangerAnnotation]))),
    ],
    remedies: [],
  };
}
