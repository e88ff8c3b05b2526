import { describe, expect, it } from 'vitest';
import { summary } from './frame-times.ts';

describe('summary of frame times', () => {
  it('gives median, 95th percentile and maximum', () => {
    expect(summary(Array.from({ length: 100 }, (_, index) => index + 1))).toEqual({ frames: 100, p50: 51, p95: 96, max: 100 });
    expect(summary([])).toEqual({ frames: 0, p50: 0, p95: 0, max: 0 });
  });
});
