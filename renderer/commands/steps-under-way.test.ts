import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isStepUnderWay, stepUnderWay } from './steps-under-way.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('a step is under way from its sending until the mirror surely shows it, whether it is taken or refused', async () => {
  for (const answer of [() => Promise.resolve('taken'), () => Promise.reject(new Error('refused'))]) {
    expect(isStepUnderWay()).toBe(false);
    const same = stepUnderWay<string>(answer());
    expect(isStepUnderWay()).toBe(true);
    await same.catch(() => undefined);
    expect(isStepUnderWay()).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isStepUnderWay()).toBe(false);
  }
});
