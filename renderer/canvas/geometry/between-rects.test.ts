import { expect, test } from 'vitest';
import { betweenRects } from './between-rects.ts';

const at = (x: number, y: number) => ({ x, y, width: 10, height: 20 });

test.each([
  ['side by side', at(0, 0), at(30, 0), { x: 10, y: 10 }, { x: 30, y: 10 }],
  ['one below the other', at(0, 0), at(0, 50), { x: 5, y: 20 }, { x: 5, y: 50 }],
  ['across', at(0, 0), at(40, 40), { x: 10, y: 15 }, { x: 40, y: 45 }],
  ['in one place', at(0, 0), at(0, 0), { x: 5, y: 10 }, { x: 5, y: 10 }],
])('%s', (_, one, other, from, to) => {
  expect(betweenRects(one, other)).toEqual({ from, to });
});
