import { describe, expect, it } from 'vitest';
import { neighbourOf } from './neighbour.ts';

const at = (item: string, x: number, y: number) => ({ item, rect: { x, y, width: 10, height: 10 } });
const board = [at('nw', 0, 0), at('ne', 100, 0), at('sw', 0, 100), at('se', 100, 105), at('far', 400, 300)];

describe('neighbourOf', () => {
  it.each([
    ['nw', 'right', 'ne'],
    ['nw', 'down', 'sw'],
    ['se', 'left', 'sw'],
    ['se', 'up', 'ne'],
    ['se', 'right', 'far'],
    ['nw', 'left', undefined],
    ['far', 'right', undefined],
  ] as const)('%s %s → %s', (from, direction, expected) => {
    const start = board.find((entry) => entry.item === from) as (typeof board)[number];
    expect(
      neighbourOf(
        start.rect,
        board.filter((entry) => entry !== start),
        direction,
      ),
    ).toBe(expected);
  });
});
