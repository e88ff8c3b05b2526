import { describe, expect, it } from 'vitest';
import { cardRectAt } from './card-size.ts';

const place = { x: 10, y: 20, width: 152, height: 170 };

describe('what a card covers', () => {
  it('is its whole place at the near zoom', () => {
    expect(cardRectAt(place, 'near', 1)).toEqual(place);
  });

  it('is as high as two lines of text at the middle zoom, and starts where the place starts', () => {
    expect(cardRectAt(place, 'middle', 2)).toEqual({ ...place, height: 62 });
  });

  it('is never more than its place', () => {
    expect(cardRectAt({ ...place, height: 50 }, 'middle', 4)).toEqual({ ...place, height: 50 });
  });
});
