import { describe, expect, it } from 'vitest';
import { slowStart } from './slow-start.ts';

/** Attempts made when every attempt from number `limit` on fails. */
function attempts(count: number, limit: number): { made: number; error: string | undefined } {
  let made = 0;
  const error = slowStart(count, () => {
    made += 1;
    return made > limit ? `refused ${made}` : undefined;
  });
  return { made, error };
}

describe('slowStart', () => {
  it.each([
    ['nothing to do', 0, 10, 0, undefined],
    ['all go well', 10, 10, 10, undefined],
    ['the first is refused', 10, 0, 1, 'refused 1'],
    ['one of the second batch is refused', 10, 2, 3, 'refused 3'],
    ['the third batch is refused as a whole', 10, 3, 7, 'refused 4'],
    ['the last, shorter batch', 10, 7, 10, 'refused 8'],
  ])('%s', (_name, count, limit, made, error) => {
    expect(attempts(count, limit)).toEqual({ made, error });
  });
});
