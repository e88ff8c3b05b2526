import type { BackOff } from './pod/container-state.ts';
import { backOffFactor, backOffInitialMs, backOffMaxMs, backOffResetAfterMs } from './timings.ts';

/**
 * The next entry after a failure at `eventMs`: 10 s, doubling up to 300 s, starting over when the last one is more than 600 s past.
 * Source: client-go/util/flowcontrol/backoff.go, Next.
 */
export function nextBackOff(previous: BackOff | undefined, eventMs: number, nowMs: number): BackOff {
  if (!previous || hasExpired(previous, eventMs)) return { delayMs: backOffInitialMs, updatedAtMs: nowMs };
  return { delayMs: Math.min(previous.delayMs * backOffFactor, backOffMaxMs), updatedAtMs: nowMs };
}

/** When the back-off of a failure at `eventMs` ends; `eventMs` when there is none. Source: IsInBackOffSince. */
export function backOffEndsMs(backOff: BackOff | undefined, eventMs: number): number {
  return !backOff || hasExpired(backOff, eventMs) ? eventMs : eventMs + backOff.delayMs;
}

/** At the longest delay a retry says nothing new, and may repeat for ever. */
export function isLongest(backOff: BackOff | undefined): boolean {
  return backOff?.delayMs === backOffMaxMs;
}

function hasExpired(backOff: BackOff, eventMs: number): boolean {
  return eventMs - backOff.updatedAtMs > backOffResetAfterMs;
}
