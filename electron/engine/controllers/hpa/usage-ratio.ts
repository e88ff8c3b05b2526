import { err, ok, type Result } from '../../../../shared/result.ts';

/** Thousandths of a unit (cores, bytes, …) by pod name. */
export type MilliValues = ReadonlyMap<string, number>;

/** How far from its target a metric may be and still count as on target. Fractions. */
export interface Tolerances {
  readonly scaleUp: number;
  readonly scaleDown: number;
}

/** Source: Tolerances.isWithin. */
export function isWithin(ratio: number, { scaleUp, scaleDown }: Tolerances): boolean {
  return 1 - scaleDown <= ratio && ratio <= 1 + scaleUp;
}

export interface Utilization {
  /** Used part over target part. */
  readonly ratio: number;
  readonly utilizationPercent: number;
  readonly averageMilli: number;
}

/**
 * What the pods use of what they request, compared with the target. Whole percents, rounded down, as the real one computes with integers.
 * Source: GetResourceUtilizationRatio.
 */
export function resourceUtilization(metrics: MilliValues, requests: MilliValues, targetPercent: number): Result<Utilization, string> {
  let used = 0n;
  let requested = 0n;
  let entries = 0n;
  for (const [pod, value] of metrics) {
    const request = requests.get(pod);
    if (request === undefined) continue;
    used += BigInt(value);
    requested += BigInt(request);
    entries += 1n;
  }
  if (requested === 0n) return err('no metrics returned matched known pods');
  const utilizationPercent = Number((used * 100n) / requested);
  return ok({ ratio: utilizationPercent / targetPercent, utilizationPercent, averageMilli: Number(used / entries) });
}

/** The average of the pods compared with the target. Source: GetMetricUsageRatio. */
export function averageUsage(metrics: MilliValues, targetMilli: number): { ratio: number; averageMilli: number } {
  let used = 0n;
  for (const value of metrics.values()) used += BigInt(value);
  const averageMilli = Number(used / BigInt(metrics.size));
  return { ratio: averageMilli / targetMilli, averageMilli };
}
