import type {
  HorizontalPodAutoscalerBehavior, HorizontalPodAutoscalerCondition,
} from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { AutoscalerMemory } from './memory.ts';
import { legacyScaleUpLimit, legacyStepLimit, scaleDownLimit, scaleUpLimit, type StepLimit } from './rate-limit.ts';
import { stabilizeLegacy, stabilizeWithBehavior } from './stabilize.ts';

export type NewCondition = Omit<HorizontalPodAutoscalerCondition, 'lastTransitionTime'>;

export interface Bounds {
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

export interface Normalized {
  readonly replicas: number;
  /** After the stabilization windows, before rates and bounds. */
  readonly stabilized: number;
  readonly ableToScale: NewCondition;
  readonly scalingLimited: NewCondition;
}

/** A size, and why it is not (or is) what was asked for. */
interface Limited {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

const tooFast = 'the desired replica count is increasing faster than the maximum scale rate';
const tooFastDown = 'the desired replica count is decreasing faster than the maximum scale rate';
const tooMany = 'the desired replica count is more than the maximum replica count';
const tooFew = 'the desired replica count is less than the minimum replica count';

/**
 * From what the metrics recommend to what is set: stabilization windows first, then rates, then the bounds. Remembers the recommendation.
 * @param stepLimit the limit of one step where there is no behavior.
 * Source: normalizeDesiredReplicas, normalizeDesiredReplicasWithBehaviors.
 */
export function normalize(
  memory: AutoscalerMemory, behavior: HorizontalPodAutoscalerBehavior | undefined, bounds: Bounds, currentReplicas: number,
  recommended: number, nowMs: number, stepLimit: StepLimit = legacyStepLimit,
): Normalized {
  const stabilized = behavior
    ? stabilizeWithBehavior(memory, behavior, currentReplicas, recommended, nowMs)
    : stabilizeLegacy(memory, recommended, nowMs);
  const limited = behavior
    ? limitByBehavior(memory, behavior, bounds, currentReplicas, stabilized.replicas, nowMs)
    : limitLegacy(bounds, currentReplicas, stabilized.replicas, stepLimit);
  return {
    replicas: limited.replicas,
    stabilized: stabilized.replicas,
    ableToScale: stabilized.replicas === recommended
      ? { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
      : { type: 'AbleToScale', status: 'True', reason: stabilized.reason, message: stabilized.message },
    scalingLimited: {
      type: 'ScalingLimited', status: limited.replicas === stabilized.replicas ? 'False' : 'True',
      reason: limited.reason, message: limited.message,
    },
  };
}

/** Source: convertDesiredReplicasWithRules. */
function limitLegacy({ minReplicas, maxReplicas }: Bounds, currentReplicas: number, desired: number, stepLimit: StepLimit): Limited {
  const limit = legacyScaleUpLimit(currentReplicas, stepLimit);
  if (desired < minReplicas) return { replicas: minReplicas, reason: 'TooFewReplicas', message: tooFew };
  if (desired > Math.min(maxReplicas, limit)) return aboveLimit(maxReplicas, limit);
  return withinRange(desired);
}

/** Source: convertDesiredReplicasWithBehaviorRate. */
function limitByBehavior(
  memory: AutoscalerMemory, { scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior, { minReplicas, maxReplicas }: Bounds,
  currentReplicas: number, desired: number, nowMs: number,
): Limited {
  if (desired > currentReplicas) {
    const limit = Math.max(scaleUpLimit(currentReplicas, memory, scaleUp, nowMs), currentReplicas);
    if (desired > Math.min(maxReplicas, limit)) return aboveLimit(maxReplicas, limit);
  } else if (desired < currentReplicas) {
    const limit = Math.min(scaleDownLimit(currentReplicas, memory, scaleDown, nowMs), currentReplicas);
    if (desired < Math.max(minReplicas, limit)) {
      return minReplicas < limit
        ? { replicas: limit, reason: 'ScaleDownLimit', message: tooFastDown }
        : { replicas: minReplicas, reason: 'TooFewReplicas', message: tooFew };
    }
  }
  return withinRange(desired);
}

function aboveLimit(maxReplicas: number, limit: number): Limited {
  return maxReplicas > limit
    ? { replicas: limit, reason: 'ScaleUpLimit', message: tooFast }
    : { replicas: maxReplicas, reason: 'TooManyReplicas', message: tooMany };
}

function withinRange(replicas: number): Limited {
  return { replicas, reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };
}
