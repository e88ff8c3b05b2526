import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimumSize, placeWindow } from './window-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 2560, height: 1400 };

test.each([
  ['never opened', undefined, [screen], { width: 1440, height: 900, maximized: false }],
  [
    'where it was', { x: 10, y: 20, width: 1200, height: 700, maximized: true }, [screen],
    { x: 10, y: 20, width: 1200, height: 700, maximized: true },
  ],
  [
    'on the second screen', { x: 2000, y: 20, width: 1200, height: 700, maximized: false }, [screen, second],
    { x: 2000, y: 20, width: 1200, height: 700, maximized: false },
  ],
  [
    'on a screen that is gone', { x: 2000, y: 20, width: 1200, height: 700, maximized: false }, [screen],
    { width: 1200, height: 700, maximized: false },
  ],
  [
    'title above the screen', { x: 10, y: -300, width: 1200, height: 700, maximized: false }, [screen],
    { width: 1200, height: 700, maximized: false },
  ],
  ['too small', { x: 10, y: 20, width: 300, height: 200, maximized: false }, [screen], { x: 10, y: 20, ...minimumSize, maximized: false }],
] as const)('a window that was %s', (_name, remembered, displays, expected) => {
  expect(placeWindow(remembered, displays)).toEqual(expected);
});

test('a window can always be got hold of', () => {
  const coordinate = fc.integer({ min: -5_000, max: 5_000 });
  fc.assert(fc.property(coordinate, coordinate, fc.nat(4_000), fc.nat(4_000), (x, y, width, height) => {
    const placed = placeWindow({ x, y, width, height, maximized: false }, [screen, second]);
    if (placed.x === undefined || placed.y === undefined) return;
    const { x: left, y: top, width: wide } = placed;
    expect([screen, second].some((display) => (
      left + wide > display.x + 100 && left < display.x + display.width - 100 && top >= display.y && top < display.y + display.height - 30
    ))).toBe(true);
  }));
});
