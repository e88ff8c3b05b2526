import { GridGrowth } from './grid-growth.ts';
import type { Point, Rect } from './rect.ts';
import type { SpatialIndex } from './spatial-index.ts';

/** What the automatic layout remembers of one zone between runs, so that machines that stay do not move when others come and go. */
export interface GridMemory {
  ratio: number;
  cellOf: Map<string, number>;
  /** Last height of a cell: an emptied cell keeps its space while others stand below it. */
  heightOf: Map<number, number>;
}

export function emptyGridMemory(): GridMemory {
  return { ratio: 0, cellOf: new Map(), heightOf: new Map() };
}

export interface GridItem {
  key: string;
  height: number;
}

/**
 * Places machines in columns (masonry) from `origin`: a machine keeps its cell, a new one takes the first free one. A machine that grows
 * pushes those below
 * it. Cells avoid `obstacles` (machines that a person has put somewhere) by going below them.
 */
export function layOutGrid(
  items: readonly GridItem[],
  origin: Point,
  ratio: number,
  obstacles: SpatialIndex,
  rectOf: (item: number) => Rect,
  memory: GridMemory,
  size: { width: number; gap: number },
): Map<string, Rect> {
  if (memory.ratio !== ratio) {
    memory.ratio = ratio;
    memory.cellOf.clear();
    memory.heightOf.clear();
  }
  const growth = new GridGrowth(ratio);
  const present = new Set(items.map((item) => item.key));
  for (const key of memory.cellOf.keys()) if (!present.has(key)) memory.cellOf.delete(key);
  const taken = new Set(memory.cellOf.values());
  let next = 0;
  for (const item of items) {
    if (memory.cellOf.has(item.key)) continue;
    while (taken.has(next)) next += 1;
    taken.add(next);
    memory.cellOf.set(item.key, next);
  }
  const byCell = new Map<number, GridItem>();
  for (const item of items) byCell.set(memory.cellOf.get(item.key) as number, item);
  const lastCell = Math.max(-1, ...byCell.keys());
  const ends = new Map<number, number>();
  const placed = new Map<string, Rect>();
  // Ascending cells of one column are ascending rows.
  for (let index = 0; index <= lastCell; index += 1) {
    const { column } = growth.cell(index);
    const item = byCell.get(index);
    const height = item?.height ?? memory.heightOf.get(index);
    if (height === undefined) continue;
    memory.heightOf.set(index, height);
    const rect = { x: origin.x + column * (size.width + size.gap), y: ends.get(column) ?? origin.y, width: size.width, height };
    if (item) {
      clearOf(rect, obstacles, rectOf, size.gap);
      placed.set(item.key, rect);
    }
    ends.set(column, rect.y + height + size.gap);
  }
  return placed;
}

/** Moves the rectangle down until nothing of the index overlaps it (with the usual gap). */
export function clearOf(rect: Rect, obstacles: SpatialIndex, rectOf: (item: number) => Rect, gap: number): void {
  for (;;) {
    const hits = obstacles.within({
      x: rect.x - gap + 1,
      y: rect.y - gap + 1,
      width: rect.width + 2 * gap - 2,
      height: rect.height + 2 * gap - 2,
    });
    if (hits.length === 0) return;
    rect.y = Math.max(...hits.map((hit) => rectOf(hit).y + rectOf(hit).height)) + gap;
  }
}
