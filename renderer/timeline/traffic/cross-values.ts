import type { TrafficPointRow, TrafficRow } from '../../../shared/view/traffic.ts';
import type { StepPoint } from '../../scaling/curves.ts';

/** What held at a moment. Per second; milliseconds. */
export interface CrossValues {
  sources: { name: string; rps: number; failedRps: number; p50Ms: number; p95Ms: number }[];
  pods: number | undefined;
  machines: number | undefined;
}

/** The values of all lines at a moment: each as it was set last. Sources that had not sent anything by then are left out. */
export function valuesAt(sources: readonly Pick<TrafficRow, 'ref' | 'points'>[], counts: { pods: readonly StepPoint[]; machines: readonly StepPoint[] }, atMs: number): CrossValues {
  return {
    sources: sources.flatMap(({ ref, points }) => {
      const point = lastBefore<TrafficPointRow>(points, atMs);
      return point ? [{ name: ref.name, rps: point.rps, failedRps: point.failedRps, p50Ms: point.p50Ms, p95Ms: point.p95Ms }] : [];
    }),
    pods: lastBefore(counts.pods, atMs)?.value, machines: lastBefore(counts.machines, atMs)?.value,
  };
}

function lastBefore<T extends { atMs: number }>(points: readonly T[], atMs: number): T | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as T).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}
