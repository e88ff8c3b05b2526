import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultView,
  followPlayhead,
  fromBeginning,
  keepNear,
  leadInPx,
  msAt,
  panBy,
  scaleLimits,
  showPeriod,
  tickLabel,
  ticksOf,
  xOf,
  zoomAt,
} from './time-scale.ts';

const view = fc.record({
  startMs: fc.integer({ min: 0, max: 1e9 }),
  msPerPx: fc.double({ min: scaleLimits.minimumMsPerPx, max: scaleLimits.maximumMsPerPx, noNaN: true }),
});

describe('time scale', () => {
  it.each([
    [0, '00:00'],
    [90_000, '01:30'],
    [3_600_000, '1:00:00'],
    [90_061_000, '1 d 1:01'],
  ])('writes %i ms as %s', (ms, label) => {
    expect(tickLabel(ms)).toBe(label);
  });

  it('keeps the time under the pointer while zooming', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(0.5, 0.9, 1.1, 2), (before, x, factor) => {
        const after = zoomAt(before, x, factor);
        if (after.startMs > 0) expect(msAt(after, x)).toBeCloseTo(msAt(before, x), 2);
        expect(after.msPerPx).toBeGreaterThanOrEqual(scaleLimits.minimumMsPerPx);
        expect(after.msPerPx).toBeLessThanOrEqual(scaleLimits.maximumMsPerPx);
      }),
    );
  });

  it('never shows time before zero', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -100_000, max: 100_000 }), (before, px) => {
        const after = panBy(before, px);
        expect(xOf(after, 0)).toBeLessThanOrEqual(leadInPx + 1e-6);
        expect(ticksOf(after, 1_000)[0]?.atMs).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('shows what happens at 0 whole, at every scale', () => {
    for (const factor of [0.1, 1, 10]) {
      const atZero = zoomAt(panBy(defaultView, -500), 0, factor);
      expect(xOf(atZero, 0)).toBeCloseTo(leadInPx);
      expect(atZero).toEqual(fromBeginning(atZero.msPerPx));
    }
  });

  it('places ticks with room for their labels, a few per window', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 200, max: 4_000 }), (any, width) => {
        const ticks = ticksOf(any, width);
        expect(ticks.length).toBeGreaterThan(0);
        for (let at = 1; at < ticks.length; at += 1)
          expect((ticks[at]?.x ?? 0) - (ticks[at - 1]?.x ?? 0)).toBeGreaterThanOrEqual(128 - 1e-6);
        expect(ticks[0]?.x).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('keeps the playhead in view while following', () => {
    fc.assert(
      fc.property(
        view,
        fc.integer({ min: 300, max: 4_000 }),
        fc.integer({ min: 0, max: 1e9 }),
        fc.constantFrom(1, 10, 100, 1_000),
        (before, width, nowMs, speed) => {
          const x = xOf(followPlayhead(before, width, nowMs, speed), nowMs);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width * 0.88 + 1e-6);
        },
      ),
    );
  });

  it('does not move when the playhead is in view, and holds a fast one in place', () => {
    expect(followPlayhead(defaultView, 1_000, 100_000, 10)).toBe(defaultView);
    expect(xOf(followPlayhead(defaultView, 1_000, 900_000, 1_000), 900_000)).toBeCloseTo(880);
    expect(xOf(followPlayhead(defaultView, 1_000, 900_000, 1), 900_000)).toBeCloseTo(600);
  });

  it('lets nobody get lost beyond history', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 300, max: 4_000 }), fc.integer({ min: 0, max: 1e9 }), (before, width, nowMs) => {
        const after = keepNear(before, width, nowMs);
        expect(xOf(after, nowMs)).toBeGreaterThanOrEqual(Math.min(width * 0.1, xOf({ ...after, startMs: 0 }, nowMs)) - 1e-6);
        expect(after.msPerPx * width).toBeLessThanOrEqual(Math.max(3_600_000, nowMs * 2) + 1e-3);
      }),
    );
  });

  it('shows a period whole, zooming out only', () => {
    fc.assert(
      fc.property(
        view,
        fc.integer({ min: 300, max: 4_000 }),
        fc.integer({ min: 0, max: 1e8 }),
        fc.integer({ min: 0, max: 1e8 }),
        (before, width, fromMs, length) => {
          const after = showPeriod(before, width, fromMs, fromMs + length);
          expect(after.msPerPx).toBeGreaterThanOrEqual(before.msPerPx);
          expect(xOf(after, fromMs)).toBeGreaterThanOrEqual(-1e-6);
          expect(xOf(after, fromMs + length)).toBeLessThanOrEqual(width * 0.88 + 1e-3);
        },
      ),
    );
  });
});
