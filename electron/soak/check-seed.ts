import { play, type PlayResult } from './play.ts';
import { usualLimits, type Limits } from './limits.ts';
import { storyOf } from './story.ts';
import type { Violation } from './watcher.ts';

export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly simulatedMs: number;
  readonly settledAfterMs: number;
}

/**
 * Lives through the story of a seed twice: once in one piece, once saved and restored in the middle. Both must end the same and break no rule.
 * @param only numbers of the steps to keep; absent: all
 * @param limits of each life
 */
export function checkSeed(seed: number, only?: readonly number[], limits: Limits = usualLimits): SeedResult {
  const whole = attempt(seed, only, Infinity, limits);
  if (whole.violations.length > 0) return { seed, ...whole };
  const cutAtMs = 1 + ((seed * 7_919) % Math.max(1, whole.simulatedMs));
  const cut = attempt(seed, only, cutAtMs, limits);
  const differs: Violation[] = cut.stateHash === whole.stateHash || cut.violations.length > 0 ? [] : [{
    atMs: cutAtMs, invariant: 'a snapshot continues as if nothing had happened', message: `saved and restored at ${cutAtMs} ms, the end is another`,
  }];
  return { seed, ...whole, violations: [...cut.violations, ...differs] };
}

/** An engine that breaks down has a violation too. */
function attempt(seed: number, only: readonly number[] | undefined, cutAtMs: number, limits: Limits): Omit<PlayResult, 'world'> {
  try {
    return play(storyOf(seed, only), cutAtMs, limits);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error);
    return { violations: [{ atMs: 0, invariant: 'nothing breaks down', message }], stateHash: '', simulatedMs: 0, settledAfterMs: Infinity };
  }
}
