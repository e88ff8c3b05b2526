import type { TrafficSource, TrafficSourceStatus } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { TrafficMeasure } from './measures.ts';

const mostFailures = 5;
/** Smaller moves of a number are not worth a write. */
const noticeable = 0.005;

/** The numbers of a measure as the API has them. @param now RFC 3339 */
export function sourceStatus({ metadata: { generation } }: TrafficSource, { rps, servedRps, failures, p50Ms, p95Ms }: TrafficMeasure, now: string): TrafficSourceStatus {
  const failed = failures.map(({ cause, rps: of }) => ({ cause: cause.kind, rps: rounded(of) })).filter((one) => one.rps > 0);
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    rps: rounded(rps), servedRps: rounded(servedRps), failedRps: rounded(rps - servedRps),
    ...(servedRps > 0 ? { p50Ms: rounded(p50Ms), p95Ms: rounded(p95Ms) } : {}),
    ...(failed.length > 0 ? { failures: failed.slice(0, mostFailures) } : {}),
    measuredAt: now,
  };
}

/** Whether a status tells something other than the one that is there. */
export function statusMoved(before: TrafficSourceStatus | undefined, after: TrafficSourceStatus): boolean {
  if (!before || before.observedGeneration !== after.observedGeneration) return true;
  if (before.failures?.map(({ cause }) => cause).join() !== after.failures?.map(({ cause }) => cause).join()) return true;
  return (['rps', 'servedRps', 'failedRps', 'p50Ms', 'p95Ms'] as const).some((field) => {
    const [a, b] = [before[field] ?? 0, after[field] ?? 0];
    return Math.abs(a - b) > noticeable * Math.max(a, b);
  });
}

function rounded(value: number): number {
  return Math.max(0, Math.round(value * 100) / 100);
}
