import { describe, expect, it } from 'vitest';
import { shortageOf } from './shortage.ts';

const machine = {
  cpuMilli: { allocatable: 2_000, requested: 1_100, used: 0 },
  memoryBytes: { allocatable: 8 * 2 ** 30, requested: 7 * 2 ** 30, used: 0 },
};

describe('numbers behind a refusal', () => {
  it.each([
    ['Insufficient cpu', { milliCpu: 1_500, memory: 0 }, { asked: '1500m', free: '900m' }],
    ['Insufficient memory', { milliCpu: 0, memory: 2 * 2 ** 30 }, { asked: '2 Gi', free: '1 Gi' }],
    ['Insufficient cpu', { milliCpu: 500, memory: 0 }, undefined],
    ['Too many pods', { milliCpu: 9_999, memory: 0 }, undefined],
  ])('%s', (reason, asked, expected) => expect(shortageOf(reason, asked, machine)).toEqual(expected));
});
