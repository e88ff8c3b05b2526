import { err, ok, type Result } from '../../../../shared/result.ts';
import { groupPods, type MeasuredPod, type PodGroups } from './group-pods.ts';
import type { PodMetric } from './metrics-source.ts';
import { averageUsage, isWithin, resourceUtilization, type MilliValues, type Tolerances } from './usage-ratio.ts';

/** What one metric proposes. `averageMilli` is what the status shows; a utilisation (percent) where the target is one. */
export interface Proposal {
  readonly replicas: number;
  readonly averageMilli: number;
  readonly utilizationPercent?: number;
  readonly basis: ProposalBasis;
}

/** What the proposal rests on. */
export interface ProposalBasis {
  /** Measured to target, before the correction for pods that are not ready or gave no sample. */
  readonly ratio: number;
  /** Pods by how far their samples count; absent where one number stands for all. */
  readonly groups?: PodGroups;
  /** When the newest of the samples was taken. */
  readonly sampledAtMs?: number;
}

/** What all kinds of metrics need to know of the target. */
export interface TargetPods {
  readonly pods: readonly MeasuredPod[];
  /** spec.replicas of the scale. */
  readonly currentReplicas: number;
  readonly tolerances: Tolerances;
  readonly nowMs: number;
}

const noPods = 'no pods returned by selector while calculating replica count';
const noMetrics = 'did not receive metrics for targeted pods (pods might be unready)';

/**
 * Replicas for a target utilisation in percent of the requests. On the way down, pods without samples count as using all they request
 * (or the target, where that is above 100 %); on the way up, as idle, and so do pods that are not ready. Source: GetResourceReplicas.
 */
export function replicasForUtilization(
  target: TargetPods, resource: string, metrics: ReadonlyMap<string, PodMetric>, requests: () => Result<MilliValues, string>,
  targetPercent: number,
): Result<Proposal, string> {
  if (target.pods.length === 0) return err(noPods);
  const groups = groupPods(target.pods, metrics, resource, target.nowMs);
  const counted = countedMetrics(metrics, groups);
  if (counted.size === 0) return err(noMetrics);
  const requested = requests();
  if (!requested.ok) return requested;
  const measured = resourceUtilization(counted, requested.value, targetPercent);
  if (!measured.ok) return measured;
  const { ratio, averageMilli, utilizationPercent } = measured.value;
  const fallbackPercent = BigInt(Math.max(100, targetPercent));
  const replicas = replicasForRatio(target, groups, counted, ratio, {
    missingOnWayDown: (pod) => Number((BigInt(requested.value.get(pod) ?? 0) * fallbackPercent) / 100n),
    missingOnTarget: undefined,
    ratioOf: (values) => {
      const again = resourceUtilization(values, requested.value, targetPercent);
      return again.ok ? again.value.ratio : Number.NaN;
    },
  });
  return ok({ replicas, averageMilli, utilizationPercent, basis: { ratio, groups, sampledAtMs: newestOf(metrics) } });
}

/**
 * Replicas for a target average per pod (resource `averageValue`, or a pods metric with `resource` ''). Source: calcPlainMetricReplicas.
 */
export function replicasForAverage(
  target: TargetPods, resource: string, metrics: ReadonlyMap<string, PodMetric>, targetMilli: number,
): Result<Proposal, string> {
  if (target.pods.length === 0) return err(noPods);
  const groups = groupPods(target.pods, metrics, resource, target.nowMs);
  const counted = countedMetrics(metrics, groups);
  if (counted.size === 0) return err(noMetrics);
  const { ratio, averageMilli } = averageUsage(counted, targetMilli);
  const replicas = replicasForRatio(target, groups, counted, ratio, {
    missingOnWayDown: () => targetMilli,
    missingOnTarget: 0,
    ratioOf: (values) => averageUsage(values, targetMilli).ratio,
  });
  return ok({ replicas, averageMilli, basis: { ratio, groups, sampledAtMs: newestOf(metrics) } });
}

/** Replicas for one number compared with its target as a whole (`Value` of an object or external metric). */
export function replicasForValue(target: TargetPods, usageMilli: number, targetMilli: number): Result<Proposal, string> {
  const ratio = usageMilli / targetMilli;
  const basis = { ratio };
  if (target.currentReplicas === 0) return ok({ replicas: ceilInt32(ratio), averageMilli: usageMilli, basis });
  if (isWithin(ratio, target.tolerances)) return ok({ replicas: target.currentReplicas, averageMilli: usageMilli, basis });
  if (target.pods.length === 0) return err(noPods);
  const ready = target.pods.filter(({ phase, ready: condition }) => phase === 'Running' && condition?.status === 'True').length;
  return ok({ replicas: ceilInt32(ratio * ready), averageMilli: usageMilli, basis });
}

/**
 * Replicas for one number shared out over the pods (`AverageValue` of an object or external metric).
 * @param statusReplicas the pods that exist now. Source: GetObjectPerPodMetricReplicas, GetExternalPerPodMetricReplicas.
 */
export function replicasForShare(statusReplicas: number, usageMilli: number, targetMilli: number, tolerances: Tolerances): Proposal {
  const ratio = usageMilli / (targetMilli * statusReplicas);
  const replicas = isWithin(ratio, tolerances) ? statusReplicas : ceilInt32(usageMilli / targetMilli);
  return { replicas, averageMilli: statusReplicas === 0 ? 0 : Math.ceil(usageMilli / statusReplicas), basis: { ratio } };
}

function countedMetrics(metrics: ReadonlyMap<string, PodMetric>, { ignored, unready }: PodGroups): Map<string, number> {
  const counted = new Map<string, number>();
  for (const [pod, { milliValue }] of metrics) if (!ignored.has(pod) && !unready.has(pod)) counted.set(pod, milliValue);
  return counted;
}

function newestOf(metrics: ReadonlyMap<string, PodMetric>): number {
  let newest = 0;
  for (const { atMs } of metrics.values()) newest = Math.max(newest, atMs);
  return newest;
}

interface Estimates {
  missingOnWayDown(pod: string): number;
  /** What a pod without samples counts for when the ratio is exactly 1; undefined: it does not count. */
  readonly missingOnTarget: number | undefined;
  ratioOf(values: MilliValues): number;
}

/** Damps the change by pods that are not ready or gave no sample; it never turns its direction. */
function replicasForRatio(
  { currentReplicas, tolerances }: TargetPods, { readyCount, unready, missing }: PodGroups, counted: Map<string, number>, ratio: number,
  { missingOnWayDown, missingOnTarget, ratioOf }: Estimates,
): number {
  const scaleUpWithUnready = unready.size > 0 && ratio > 1;
  if (!scaleUpWithUnready && missing.size === 0) return isWithin(ratio, tolerances) ? currentReplicas : ceilInt32(ratio * readyCount);
  for (const pod of missing) {
    const estimate = ratio < 1 ? missingOnWayDown(pod) : ratio > 1 ? 0 : missingOnTarget;
    if (estimate !== undefined) counted.set(pod, estimate);
  }
  if (scaleUpWithUnready) for (const pod of unready) counted.set(pod, 0);
  const damped = ratioOf(counted);
  if (isWithin(damped, tolerances) || (ratio < 1 && damped > 1) || (ratio > 1 && damped < 1)) return currentReplicas;
  const replicas = ceilInt32(damped * counted.size);
  return (damped < 1 && replicas > currentReplicas) || (damped > 1 && replicas < currentReplicas) ? currentReplicas : replicas;
}

/** Go's int32(math.Ceil(x)) on amd64: a number too large becomes the smallest int32. */
function ceilInt32(value: number): number {
  const rounded = Math.ceil(value);
  return rounded >= -(2 ** 31) && rounded < 2 ** 31 ? rounded : -(2 ** 31);
}
