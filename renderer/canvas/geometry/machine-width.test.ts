import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineWidth, podColumnsFor } from './machine-width.ts';

describe('width of machines', () => {
  it.each([[0, 2], [10, 2], [14, 4], [30, 6]])('%i pods a machine: %i columns', (average, columns) => {
    expect(podColumnsFor(average, 0)).toBe(columns);
  });

  it('does not flutter around a border', () => {
    expect(podColumnsFor(10.5, 2)).toBe(2);
    expect(podColumnsFor(9, 4)).toBe(4);
    fc.assert(fc.property(fc.constantFrom(2, 4, 6), fc.double({ min: 0, max: 60, noNaN: true }), (current, average) => {
      const next = podColumnsFor(average, current);
      expect(podColumnsFor(average, next)).toBe(next);
    }));
  });

  it('is that of the anatomy for two columns', () => {
    expect(machineWidth(2)).toBe(276);
    expect(machineWidth(6)).toBe(16 + 6 * 125 + 5 * 6);
  });
});
