/** `hpa-replicas` and `hpa-behavior`. */
import { defaultHorizontalPodAutoscaler } from '../../../shared/kubernetes/defaulting/horizontal-pod-autoscaler.ts';
import type { HorizontalPodAutoscalerBehavior } from '../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { MeasuredPod } from '../../engine/controllers/hpa/group-pods.ts';
import { newMemory, rememberScaling } from '../../engine/controllers/hpa/memory.ts';
import type { PodMetric } from '../../engine/controllers/hpa/metrics-source.ts';
import { normalize } from '../../engine/controllers/hpa/normalize.ts';
import { legacyStepLimit } from '../../engine/controllers/hpa/rate-limit.ts';
import {
  replicasForAverage, replicasForShare, replicasForUtilization, replicasForValue, type Proposal, type TargetPods,
} from '../../engine/controllers/hpa/replica-calculator.ts';
import { requestsOf } from '../../engine/controllers/hpa/pod-requests.ts';
import type { MilliValues, Tolerances } from '../../engine/controllers/hpa/usage-ratio.ts';
import { allOf, compare, failed, passed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface VectorPod {
  name: string;
  phase: string;
  ready: boolean;
  readyTransitionSecondsAgo: number;
  startedSecondsAgo: number;
  /** Absent: its container requests nothing. */
  request?: string;
  deleting?: boolean;
  metric?: { milliValue: number; ageSeconds: number; windowSeconds: number };
}

interface ReplicasCase {
  kind: 'Resource' | 'ResourceAverageValue' | 'Pods' | 'ObjectValue' | 'ObjectAverageValue' | 'ExternalValue' | 'ExternalAverageValue';
  currentReplicas: number;
  tolerance: Tolerances;
  pods: VectorPod[];
  resource?: string;
  targetAverageUtilization?: number;
  targetAverageMilliValue?: number;
  targetMilliValue?: number;
  metricMilliValue?: number;
  metricMilliValues?: number[];
  desiredReplicas?: number;
  utilization?: number;
  averageMilliValue?: number;
  error?: true;
}

/** Any instant will do. */
const nowMs = 86_400_000;

export const hpaReplicasFamily = defineAdapter<ReplicasCase>(['hpa-replicas'], (vector) => {
  const proposal = evaluate(vector);
  if (vector.error) return proposal.ok ? failed(`expected an error, got ${JSON.stringify(proposal.value)}`) : passed;
  if (!proposal.ok) return failed(`unexpected error: ${proposal.error}`);
  const { replicas, averageMilli, utilizationPercent } = proposal.value;
  return allOf(
    () => compare(vector.desiredReplicas, replicas),
    () => (vector.utilization === undefined ? passed : compare(vector.utilization, utilizationPercent)),
    () => (vector.averageMilliValue === undefined ? passed : compare(vector.averageMilliValue, averageMilli)),
  );
});

function evaluate(vector: ReplicasCase): Result<Proposal, string> {
  const { kind, currentReplicas, tolerance, resource = '', metricMilliValue, metricMilliValues } = vector;
  const target: TargetPods = { pods: vector.pods.map(measured), currentReplicas, tolerances: tolerance, nowMs };
  const metrics = new Map(vector.pods.flatMap((pod) => (pod.metric ? [[pod.name, sample(pod.metric)] as const] : [])));
  const usageMilli = metricMilliValue ?? (metricMilliValues ?? []).reduce((sum, value) => sum + value, 0);
  const averageMilli = vector.targetAverageMilliValue ?? 0;
  switch (kind) {
    case 'Resource': {
      const requests = (): Result<MilliValues, string> => requestsOf(vector.pods.map((pod) => podOf(pod, resource)), resource, undefined);
      return replicasForUtilization(target, resource, metrics, requests, vector.targetAverageUtilization ?? 0);
    }
    case 'ResourceAverageValue': return replicasForAverage(target, resource, metrics, averageMilli);
    case 'Pods': return replicasForAverage(target, '', metrics, averageMilli);
    case 'ObjectValue': case 'ExternalValue': return replicasForValue(target, usageMilli, vector.targetMilliValue ?? 0);
    case 'ObjectAverageValue': case 'ExternalAverageValue':
      return ok(replicasForShare(currentReplicas, usageMilli, averageMilli, tolerance));
  }
}

function measured(pod: VectorPod): MeasuredPod {
  return {
    name: pod.name, phase: pod.phase, deleting: pod.deleting ?? false, startedAtMs: nowMs - pod.startedSecondsAgo * 1000,
    ready: { status: pod.ready ? 'True' : 'False', transitionAtMs: nowMs - pod.readyTransitionSecondsAgo * 1000 },
  };
}

function podOf({ name, request }: VectorPod, resource: string): Pod {
  const resources = request === undefined ? {} : { requests: { [resource]: request } };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'app', resources }] } };
}

function sample({ milliValue, ageSeconds, windowSeconds }: NonNullable<VectorPod['metric']>): PodMetric {
  return { milliValue, atMs: nowMs - ageSeconds * 1000, windowMs: windowSeconds * 1000 };
}

interface BehaviorCase {
  behavior?: HorizontalPodAutoscalerBehavior;
  defaultedBehavior?: HorizontalPodAutoscalerBehavior;
  initialReplicas: number;
  minReplicas: number;
  maxReplicas: number;
  steps: {
    atSeconds: number; currentReplicas: number; recommended: number; desired: number;
    conditions: Record<string, { reason: string; status: string }>;
  }[];
}

/** Steps are a few milliseconds late, so that none falls on the edge of a window. */
const latenessMs = 5;

/**
 * The timelines were recorded by functions of Kubernetes' own test binary, and its horizontal_test.go sets scaleUpLimitFactor to 8 for all
 * tests of the package. What the controller itself uses is compared by the fact hpa.legacyScaleUpLimit and the trace hpa-scale.
 */
const recordedStepLimit = { ...legacyStepLimit, factor: 8 };

export const hpaBehaviorFamily = defineAdapter<BehaviorCase>(['hpa-behavior'], (vector) => {
  const { initialReplicas, minReplicas, maxReplicas } = vector;
  const behavior = defaulted(vector.behavior);
  const defaulting = compare(vector.defaultedBehavior, behavior);
  if (defaulting.kind !== 'passed') return defaulting;
  const memory = newMemory(initialReplicas, 0);
  const actual: unknown[] = [];
  let current = initialReplicas;
  for (const [index, { atSeconds, recommended }] of vector.steps.entries()) {
    const atMs = atSeconds * 1000 + index * latenessMs;
    const { replicas, ableToScale, scalingLimited } = normalize(memory, behavior, { minReplicas, maxReplicas }, current, recommended, atMs, recordedStepLimit);
    actual.push({
      atSeconds, recommended, currentReplicas: current, desired: replicas,
      conditions: Object.fromEntries([ableToScale, scalingLimited].map(({ type, reason, status }) => [type, { reason, status }])),
    });
    if (replicas !== current) rememberScaling(memory, behavior, current, replicas, atMs);
    current = replicas;
  }
  return compare(vector.steps, actual);
});

function defaulted(behavior: HorizontalPodAutoscalerBehavior | undefined): HorizontalPodAutoscalerBehavior | undefined {
  if (!behavior) return undefined;
  const autoscaler = { spec: { behavior: structuredClone(behavior) } };
  defaultHorizontalPodAutoscaler(autoscaler as unknown as Parameters<typeof defaultHorizontalPodAutoscaler>[0]);
  return autoscaler.spec.behavior;
}
