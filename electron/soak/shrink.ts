import { checkSeed } from './check-seed.ts';
import { storyOf } from './story.ts';
import type { Violation } from './watcher.ts';

/**
 * The fewest steps of a failing seed's story with which the same rule is still broken: each is left out in turn for as long as one can be spared.
 * @returns numbers of the steps that remain
 */
export function shrink(seed: number, { invariant }: Violation): number[] {
  let kept = storyOf(seed).steps.map((_step, index) => index);
  for (let spared = true; spared;) {
    spared = false;
    for (const index of kept.toReversed()) {
      const fewer = kept.filter((other) => other !== index);
      if (!checkSeed(seed, fewer).violations.some((violation) => violation.invariant === invariant)) continue;
      kept = fewer;
      spared = true;
    }
  }
  return kept;
}
