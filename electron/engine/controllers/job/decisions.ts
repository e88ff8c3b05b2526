import type { ActionDecision } from '../../../../shared/decisions.ts';
import type { Env } from '../../env.ts';
import type { JobCounts } from './counting.ts';
import { matchFailurePolicy } from './policies.ts';

/** Failed pods that one pass tells about. */
const podsTold = 3;

/** What a pass decided about newly failed pods, and how long it waits before the next pod, for "Why?". */
export function jobDecisions({ job, newFailed, failed, backOff }: JobCounts, retryAfterMs: number, env: Env): ActionDecision[] {
  const about = { objectUid: job.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs };
  const decisions = newFailed.slice(-podsTold).map((pod): ActionDecision => {
    const { action, counts, rule } = matchFailurePolicy(job, pod);
    return {
      kind: 'JobPodFailed', ...about, pod: pod.metadata.name, action: action ?? 'Count', counts, failed, backoffLimit: job.spec.backoffLimit ?? 6,
      ...(rule === undefined ? {} : { rule }),
    };
  });
  if (retryAfterMs < Infinity && retryAfterMs > 0) decisions.push({ kind: 'JobBackOff', ...about, failures: backOff.failures, untilMs: env.nowMs + retryAfterMs });
  return decisions;
}
