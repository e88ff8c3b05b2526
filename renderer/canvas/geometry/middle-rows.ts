import type { Rect } from './rect.ts';

/** Screen pixels at the middle zoom. */
export const middle = { header: 23, footer: 11, row: 18, rowGap: 2, leastRow: 10.5, leastWidth: 105, inset: 4 } as const;

export interface MiddleBody {
  headerHeight: number;
  footerHeight: number;
  /** One rectangle per component and pod, in order; relative to the machine, world units. */
  rows: Rect[];
  /** Too many for rows with a name: squares with only the mark. */
  cells: boolean;
}

/**
 * How a machine shows its contents at the middle zoom: a row each, as high as the machine's box allows (its size is that of the near zoom),
 * or squares when
 * rows would be too low to read.
 * @param textScale world units per screen pixel of text, see `middleTextScale`
 */
export function layOutMiddle(machineWidth: number, machineHeight: number, count: number, textScale: number): MiddleBody {
  const headerHeight = Math.min(middle.header * textScale, machineHeight * 0.4);
  const footerHeight = middle.footer * textScale;
  const inset = middle.inset * textScale;
  const top = headerHeight + inset;
  const room = Math.max(0, machineHeight - footerHeight - top);
  const width = machineWidth - 2 * inset;
  const columns = Math.max(1, Math.floor(width / (middle.leastWidth * textScale)));
  const pitch = Math.min((middle.row + middle.rowGap) * textScale, count > 0 ? room / Math.ceil(count / columns) : Infinity);
  if (pitch >= middle.leastRow * textScale) {
    const gap = Math.min(middle.rowGap * textScale, pitch * 0.12);
    const wide = (width + gap) / columns;
    const rows = Array.from({ length: count }, (_, index) => ({
      x: inset + (index % columns) * wide,
      y: top + Math.floor(index / columns) * pitch,
      width: wide - gap,
      height: pitch - gap,
    }));
    return { headerHeight, footerHeight, cells: false, rows };
  }
  return { headerHeight, footerHeight, cells: true, rows: squares({ x: inset, y: top, width, height: room }, count, 3) };
}

/**
 * `count` squares in rows of equal length within the area, as large as fit, at least `leastColumns` in a row. A sixth of the pitch is gap.
 */
export function squares(area: Rect, count: number, leastColumns: number): Rect[] {
  return squaresIn(area, count, columnsFor(area, count, leastColumns));
}

/** The smallest number of columns at which the squares fit. */
export function columnsFor(area: Rect, count: number, leastColumns: number): number {
  let columns = Math.max(1, leastColumns);
  while (Math.ceil(count / columns) * (area.width / columns) > area.height && columns < 40) columns += 1;
  return columns;
}

export function squaresIn(area: Rect, count: number, columns: number): Rect[] {
  const pitch = (area.width + area.width / columns / 6) / columns;
  const side = (pitch * 5) / 6;
  return Array.from({ length: count }, (_, index) => ({
    x: area.x + (index % columns) * pitch,
    y: area.y + Math.floor(index / columns) * pitch,
    width: side,
    height: side,
  }));
}
