import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { draggable, endMsAt, firstFreeMs, linesNeeded, placeFaults, snapMs } from './lane-geometry.ts';

function row(atSeconds: number, length?: number, index = 0): PlannedFaultRow {
  return { index, entry: { at: atSeconds, kind: 'PowerOff', machine: 'm' }, atMs: atSeconds * 1_000, endMs: length === undefined ? undefined : (atSeconds + length) * 1_000, state: 'planned' };
}

const anyRows = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined })), { maxLength: 25 })
  .map((list) => list.map(([at, length], index) => row(at, length, index)));
const measure = ({ index = 0 }: PlannedFaultRow): number => 20 + ((index * 37) % 150);

describe('the lane of failures', () => {
  it('has a place for each fault, and with lines enough no bar lies on another, nor a label on a bar', () => {
    fc.assert(fc.property(anyRows, fc.double({ min: 5, max: 5_000, noNaN: true }), (rows, msPerPx) => {
      const lines = linesNeeded(rows, msPerPx);
      const placed = placeFaults(rows, { startMs: 0, msPerPx }, lines, measure);
      expect(placed.map((one) => one.row.index).sort()).toEqual(rows.map(({ index }) => index).sort());
      for (const [at, one] of placed.entries()) {
        expect(one.width).toBeGreaterThanOrEqual(20);
        expect(one.line).toBeLessThan(lines);
        for (const next of placed.slice(at + 1)) {
          if (next.line === one.line) expect(next.x).toBeGreaterThanOrEqual(one.x + one.width + one.labelWidth);
        }
      }
    }));
  });

  it('with too few lines each is still there, in one of them', () => {
    fc.assert(fc.property(anyRows, fc.integer({ min: 1, max: 3 }), (rows, lines) => {
      const placed = placeFaults(rows, { startMs: 0, msPerPx: 500 }, lines, measure);
      expect(placed).toHaveLength(rows.length);
      for (const { line, labelWidth } of placed) {
        expect(line).toBeGreaterThanOrEqual(0);
        expect(line).toBeLessThan(lines);
        expect(labelWidth).toBeGreaterThanOrEqual(0);
      }
    }));
  });

  it('a bar is as long as its fault lasts, and starts at its time', () => {
    const [placed] = placeFaults([row(60, 90)], { startMs: 30_000, msPerPx: 250 }, 1, () => 50);
    expect(placed).toMatchObject({ x: 120, width: 360, labelInside: true, line: 0 });
  });

  it('two at once stand above each other, one after the other in one line', () => {
    const lines = placeFaults([row(10, 60), row(10, 60), row(100, 5)], { startMs: 0, msPerPx: 250 }, 3, () => 40).map(({ line }) => line);
    expect(lines).toEqual([0, 1, 0]);
    expect(linesNeeded([row(10, 60), row(10, 60), row(100, 5)], 250)).toBe(2);
  });
});

describe('dragging', () => {
  it('snaps to whole seconds that are yet to come, and to the nearest of them', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), fc.double({ min: -1e6, max: 1e9, noNaN: true }), (nowMs, ms) => {
      const snapped = snapMs(ms, nowMs);
      expect(snapped % 1_000).toBe(0);
      expect(snapped).toBeGreaterThan(nowMs);
      if (ms > nowMs + 1_000) expect(Math.abs(snapped - ms)).toBeLessThanOrEqual(500);
    }));
    expect([firstFreeMs(0), firstFreeMs(999), firstFreeMs(1_000)]).toEqual([1_000, 1_000, 2_000]);
  });

  it('an end lies after its beginning and in the future', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: -1e6, max: 2e6 }), (atMs, nowMs, ms) => {
      const end = endMsAt(ms, atMs, nowMs);
      expect(end).toBeGreaterThanOrEqual(atMs + 1_000);
      expect(end).toBeGreaterThan(nowMs);
    }));
  });

  it.each([
    ['planned', true, true], ['missed', true, true], ['active', false, true], ['over', false, true], ['failed', false, false],
  ] as const)('of what is %s: moved %j, made longer %j', (state, start, end) => {
    expect([draggable({ ...row(1), state }, 'start', true), draggable({ ...row(1), state }, 'end', true)]).toEqual([start, end]);
    expect(draggable({ ...row(1), state }, 'end', false)).toBe(false);
  });

  it('what was taken out of the design is nobody’s to move', () => {
    const { index: _index, ...out } = row(1, 5);
    expect(draggable({ ...out, state: 'active' }, 'end', true)).toBe(false);
  });
});
