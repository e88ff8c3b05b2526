import { jsonEqual } from '../../shared/json.ts';
import { differences } from './difference.ts';

/** What became of one case. A difference and a reason are texts for people. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly difference: string }
  | { readonly kind: 'skipped'; readonly reason: string };

export const passed: Outcome = { kind: 'passed' };

export function failed(difference: string): Outcome {
  return { kind: 'failed', difference };
}

export function skipped(reason: string): Outcome {
  return { kind: 'skipped', reason };
}

/** Deep comparison, whatever the order of keys; the difference names each path that differs. */
export function compare(expected: unknown, actual: unknown): Outcome {
  return jsonEqual(expected, actual) ? passed : failed(differences(expected, actual).join('\n'));
}

/** The first outcome that is not a pass, so that a case may check several things in turn. */
export function allOf(...checks: (() => Outcome)[]): Outcome {
  for (const check of checks) {
    const outcome = check();
    if (outcome.kind !== 'passed') return outcome;
  }
  return passed;
}
