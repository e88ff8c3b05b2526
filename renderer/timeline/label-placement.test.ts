import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../shared/view/rows.ts';
import { iconGapPx, placeLane } from './label-placement.ts';
import { firstAtOrAfter, indexTimeline, spansWithin } from './lane-index.ts';

let nextId = 1;
function mark(atMs: number, icon = 'ready/Ready', endMs?: number): TimelineEntry {
  nextId += 1;
  return { id: nextId, lane: 'nodes', atMs, icon, text: { key: 'view:any' }, ...(endMs === undefined ? {} : { endMs }) };
}
const measure = (entry: TimelineEntry): number => 30 + ((entry.id * 37) % 120);
/** Sums of fractions of a pixel are off by less than this many. */
const rounding = 1e-9;
const period = { startMs: 0, endMs: 300_000, msPerPx: 250 };
const place = (entries: TimelineEntry[], of = measure) => placeLane(indexTimeline(entries).nodes, period, of);

const anyEntry = fc
  .tuple(fc.integer({ min: 0, max: 400_000 }), fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined, freq: 4 }))
  .map(([atMs, length]) => mark(atMs, 'ready/Ready', length === undefined ? undefined : atMs + length));

describe('placing a lane', () => {
  it('lets no two labels, and no label and icon, overlap', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 80 }), (entries) => {
        const { marks, spans } = place(entries);
        const boxes = marks.flatMap((placed) =>
          placed.label ? [{ from: placed.label.x, to: placed.label.x + placed.label.width, of: placed }] : [],
        );
        const isApart = (box: { from: number; to: number }, from: number, to: number): boolean => box.to <= from + rounding || box.from >= to - rounding;
        for (const box of boxes) {
          for (const other of boxes) if (other !== box) expect(isApart(box, other.from, other.to)).toBe(true);
          for (const other of marks) if (other !== box.of) expect(isApart(box, other.x - 8, other.x + 8)).toBe(true);
          for (const span of spans) expect(isApart(box, span.x, span.x + span.width)).toBe(true);
        }
      }),
    );
  });

  it('shows every mark of the period, alone or in a count', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 200 }), (entries) => {
        const { marks } = place(entries);
        const within = entries.filter((entry) => entry.endMs === undefined && entry.atMs <= period.endMs);
        const shown = marks.reduce((sum, placed) => sum + placed.count, 0);
        expect(shown).toBeGreaterThanOrEqual(within.length);
        for (let at = 1; at < marks.length; at += 1)
          expect((marks[at]?.x ?? 0) - (marks[at - 1]?.x ?? 0)).toBeGreaterThanOrEqual(iconGapPx - 1e-9);
      }),
    );
  });

  it('puts a label left of its icon when the right is taken', () => {
    const { marks } = place([mark(100_000), mark(110_000, 'ready/Ready', 290_000)], () => 90);
    expect(marks[0]?.label).toEqual({ x: 400 - 11 - 90, width: 90 });
  });

  it('cuts a label rather than leaving it out', () => {
    const { marks } = place([mark(0), mark(20_000)], () => 90);
    expect(marks[0]?.label?.width).toBeCloseTo(80 - 22);
    expect(marks[1]?.label?.width).toBe(90);
  });

  it('shows the worst of a crowd', () => {
    const bad = mark(1_500, 'bad/Error');
    const { marks } = place([mark(1_000), bad, mark(2_000)]);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({ entry: bad, count: 3 });
  });

  it('stacks spans that run at the same time', () => {
    const { spans, rows } = place([
      mark(0, 'attention/Grace', 50_000),
      mark(10_000, 'attention/Grace', 60_000),
      mark(55_000, 'attention/Grace', 70_000),
    ]);
    expect(spans.map((span) => span.row)).toEqual([0, 1, 0]);
    expect(rows).toBe(2);
  });

  it('draws equal spans as one', () => {
    const { spans, rows } = place([
      mark(0, 'working/Booting', 30_000),
      mark(100, 'working/Booting', 30_200),
      mark(200, 'working/Booting', 30_000),
    ]);
    expect(spans.map((span) => span.count)).toEqual([3]);
    expect(rows).toBe(1);
  });

  it('cuts the label of a span, and leaves it out only where nothing could be read', () => {
    const { spans } = place([mark(0, 'working/Booting', 15_000), mark(20_000, 'working/Booting', 25_000)], () => 90);
    expect(spans.map((span) => [span.width, span.hasLabel])).toEqual([
      [60, true],
      [20, false],
    ]);
  });

  it('costs by pixels, not by entries', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => mark(index * 3));
    let measured = 0;
    const { marks } = place(many, () => {
      measured += 1;
      return 60;
    });
    expect(marks.length).toBeLessThanOrEqual(1_200 / iconGapPx + 1);
    expect(measured).toBe(marks.length);
  });
});

describe('lane index', () => {
  it('finds by bisection what a scan finds', () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry, { maxLength: 100 }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (entries, startMs, length) => {
          const index = indexTimeline(entries).nodes;
          const endMs = startMs + length;
          expect(firstAtOrAfter(index.marks, startMs)).toBe(index.marks.filter((entry) => entry.atMs < startMs).length);
          expect(spansWithin(index, startMs, endMs)).toEqual(
            index.spans.filter((span) => span.atMs < endMs && (span.endMs ?? 0) >= startMs),
          );
        },
      ),
    );
  });
});
