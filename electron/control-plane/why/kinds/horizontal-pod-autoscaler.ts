import type { AutoscalingDecision } from '../../../../shared/decisions.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { fieldEvidence, says, subject } from './shared.ts';

const looksShown = 6;

/** Why the workload has this size: what each metric asked for, and what windows, rates and bounds made of it. From the recorded looks. */
export function explainAutoscaler(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<HorizontalPodAutoscaler>(world, ref);
  const decisions = world.decisionsAbout(object.metadata.uid ?? '').filter((decision): decision is AutoscalingDecision => decision.kind === 'Autoscaling');
  const last = decisions.at(-1);
  const steps = decisions.slice(-looksShown).flatMap(stepsOf);
  return {
    ...headline(object, last),
    evidence: [
      { kind: 'autoscaling', decisions },
      ...fieldEvidence(world, ref, object, 'spec.minReplicas', says('hpa.field.min')),
      ...fieldEvidence(world, ref, object, 'spec.maxReplicas', says('hpa.field.max')),
      ...fieldEvidence(world, ref, object, 'spec.behavior.scaleDown.stabilizationWindowSeconds', says('hpa.field.window'), '300'),
      ...fieldEvidence(world, ref, object, 'spec.behavior.scaleUp.tolerance', says('hpa.field.tolerance'), String(last?.tolerance.up ?? 0.1)),
      historyOf(world, object, steps),
    ],
    remedies: [],
  };
}

function headline({ spec }: HorizontalPodAutoscaler, last: AutoscalingDecision | undefined): Pick<WhyAnswer, 'headline' | 'detail'> {
  if (!last) return { headline: says('hpa.notYet') };
  const { current, desired, recommended, stabilized, limit } = last;
  if (last.error !== undefined) return { headline: says('hpa.error'), detail: says('plain', { text: last.error }) };
  if (recommended === undefined) return current === 0 ? { headline: says('hpa.zero') } : { headline: says('hpa.outside', { current, desired }) };
  const params = { desired, recommended, stabilized: stabilized ?? recommended, maximum: spec.maxReplicas, minimum: spec.minReplicas ?? 1 };
  if (limit !== undefined && limit !== 'DesiredWithinRange') return { headline: says(`hpa.limit.${limit}`, params), detail: says('hpa.recommended', params) };
  if (stabilized !== undefined && stabilized !== recommended) return { headline: says('hpa.stabilized', params), detail: says('hpa.recommended', params) };
  if (desired !== current) return { headline: says('hpa.scaled', { current, desired }) };
  return { headline: says('hpa.onTarget', params) };
}

/** The numbers of a look stand in a table of their own; here is what it did, and why it did nothing. */
function stepsOf({ sinceMs, desired, current, recommended, error }: AutoscalingDecision): ChainStep[] {
  const done = desired === current ? (error === undefined || recommended !== undefined ? 'hpa.kept' : 'hpa.keptBlind') : 'hpa.changed';
  return [{ atMs: sinceMs, icon: 'kind/HorizontalPodAutoscaler', text: says(done, { current, desired }), ...(error === undefined ? {} : { detail: error }) }];
}
