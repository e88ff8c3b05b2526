import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { podStateCode } from '../../../shared/view/states.ts';
import { drawMachine, worstCell } from './draw-machine.ts';
import type { TileMachine } from './draw-machine.ts';
import { pixelPalette } from './palette.ts';
import { PixelBuffer } from './pixel-buffer.ts';

const palette = pixelPalette('dark');
const tile: TileMachine = {
  state: 'Ready',
  controlPlane: false,
  used: 0.5,
  requested: 0.6,
  states: new Uint8Array(),
  components: [],
  selected: false,
};
const countOf = (buffer: PixelBuffer, colour: number): number => buffer.words.reduce((sum, word) => sum + (word === colour ? 1 : 0), 0);

describe('PixelBuffer', () => {
  it('fills exactly the part inside, whatever the rectangle', () => {
    const small = fc.integer({ min: -12, max: 24 });
    fc.assert(
      fc.property(small, small, fc.nat(20), fc.nat(20), (x, y, width, height) => {
        const buffer = new PixelBuffer(10, 8);
        buffer.fill(x, y, width, height, 7);
        for (let row = 0; row < 8; row += 1)
          for (let column = 0; column < 10; column += 1) {
            const inside = column >= x && column < x + width && row >= y && row < y + height;
            expect(buffer.words[row * 10 + column]).toBe(inside ? 7 : 0);
          }
      }),
    );
  });

  it('draws frames, dashes and triangles', () => {
    const buffer = new PixelBuffer(6, 6);
    buffer.frame(0, 0, 6, 6, 1, 1);
    expect(countOf(buffer, 1)).toBe(20);
    buffer.clear();
    buffer.frame(0, 0, 6, 6, 1, 1, 1);
    expect(countOf(buffer, 1)).toBeLessThan(14);
    buffer.clear();
    buffer.triangle(0, 0, 4, 1);
    expect(countOf(buffer, 1)).toBe(10);
  });
});

describe('a machine as a tile', () => {
  it('has one cell per pod, in the colour of its state', () => {
    const buffer = new PixelBuffer(60, 80);
    const states = Uint8Array.from([podStateCode.Ready, podStateCode.Ready, podStateCode.CrashLoopBackOff]);
    drawMachine(buffer, { x: 0, y: 0, width: 276, height: 300 }, { ...tile, states }, { x: 2, y: 2, scale: 0.2 }, palette, 1);
    const ready = countOf(buffer, palette.family.ready);
    expect(ready).toBeGreaterThan(20);
    expect(countOf(buffer, palette.family.bad)).toBe(ready / 2);
  });

  it('is a mosaic without gaps when cells are tiny, and one block when it is tiny itself', () => {
    const states = new Uint8Array(12).fill(podStateCode.Ready);
    states[3] = podStateCode.Error;
    const mosaic = new PixelBuffer(30, 30);
    drawMachine(mosaic, { x: 0, y: 0, width: 276, height: 400 }, { ...tile, states }, { x: 0, y: 0, scale: 0.05 }, palette, 1);
    expect(countOf(mosaic, palette.family.bad)).toBeGreaterThan(0);
    const block = new PixelBuffer(10, 10);
    drawMachine(block, { x: 0, y: 0, width: 276, height: 400 }, { ...tile, states }, { x: 0, y: 0, scale: 0.01 }, palette, 1);
    expect([...new Set(block.words)].sort()).toEqual([0, palette.family.bad].sort());
  });

  it('shows the worst state of several', () => {
    const codes = fc.constantFrom(...Object.values(podStateCode));
    fc.assert(
      fc.property(fc.array(codes), (states) => {
        expect(worstCell(Uint8Array.from([...states, podStateCode.Error]), palette)).toBe(palette.family.bad);
      }),
    );
    expect(worstCell(new Uint8Array(), palette)).toBe(palette.family.ready);
  });
});
