import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpatialIndex } from './spatial-index.ts';
import { mountLimit, nextMounted, toWorld, viewportFitting, visibleItems, worldWindow } from './visible-window.ts';

describe('what is mounted', () => {
  it('joins in order until the budget is used up, at least one', () => {
    const next = nextMounted(new Map(), ['a', 'b', 'c'], 'near', () => 40, 60);
    expect([...next]).toEqual([
      ['a', 'near'],
      ['b', 'near'],
    ]);
    expect([...nextMounted(new Map(), ['a'], 'near', () => 1_000, 1)]).toEqual([['a', 'near']]);
  });

  it('keeps the old level of what must wait, and drops what is not wanted', () => {
    const next = nextMounted(
      new Map([
        ['a', 'middle'],
        ['b', 'middle'],
        ['gone', 'middle'],
      ]),
      ['a', 'b'],
      'near',
      () => 60,
      60,
    );
    expect([...next]).toEqual([
      ['a', 'near'],
      ['b', 'middle'],
    ]);
  });

  it('comes to hold exactly what is wanted at the wanted level', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-f]$/)),
        fc.uniqueArray(fc.stringMatching(/^[a-f]$/)),
        fc.integer({ min: 1, max: 90 }),
        (before, wanted, budget) => {
          let mounted: ReadonlyMap<string, string> = new Map(before.map((key) => [key, 'middle']));
          for (let frame = 0; frame < 7; frame += 1) mounted = nextMounted(mounted, wanted, 'near', () => 30, budget);
          expect([...mounted]).toEqual(wanted.map((key) => [key, 'near']));
        },
      ),
    );
  });
});

describe('the window', () => {
  it('is the inverse of the viewport', () => {
    const viewport = { x: -100, y: 50, zoom: 0.5 };
    expect(worldWindow(viewport, 800, 600)).toEqual({ x: 200, y: -100, width: 1_600, height: 1_200 });
    expect(toWorld(viewport, { x: 0, y: 0 })).toEqual({ x: 200, y: -100 });
  });

  it('finds what is in view, nearest the centre first, at most so many', () => {
    const rects = Array.from({ length: 400 }, (_, index) => ({
      x: (index % 20) * 300,
      y: Math.floor(index / 20) * 300,
      width: 276,
      height: 200,
    }));
    const index = new SpatialIndex(320);
    rects.forEach((rect, item) => index.set(item, rect));
    expect(visibleItems(index, rects, { x: 0, y: 0, width: 500, height: 300 }, 0)).toEqual([0, 1]);
    expect(visibleItems(index, rects, { x: 0, y: 0, width: 6_000, height: 6_000 }, 0)).toHaveLength(mountLimit);
    expect(visibleItems(index, rects, { x: 0, y: 0, width: 6_000, height: 6_000 }, 0)[0]).toBe(210);
  });

  it('fits a rectangle', () => {
    expect(viewportFitting({ x: 0, y: 0, width: 1_000, height: 100 }, 540, 500, 20, 1)).toEqual({ zoom: 0.5, x: 20, y: 225 });
  });
});
