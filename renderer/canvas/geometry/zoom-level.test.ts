import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { middleTextScale } from './zoom-level.ts';

describe('text at the middle zoom', () => {
  it('stays within a tenth of its size on the screen', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.22, max: 0.79, noNaN: true }), (zoom) => {
        expect(Math.abs(Math.log(zoom * middleTextScale(zoom)))).toBeLessThan(Math.log(1.12));
      }),
    );
  });

  it('follows the zoom in few steps', () => {
    const scales = new Set(Array.from({ length: 600 }, (_, index) => middleTextScale(0.2 + index / 1_000)));
    expect(scales.size).toBeLessThanOrEqual(8);
  });
});
