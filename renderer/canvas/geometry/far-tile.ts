import { columnsFor } from './middle-rows.ts';
import type { Rect } from './rect.ts';
import { machine } from './sizes.ts';

/** In world units; about 2, 5 and 2 px at 15 %. */
export const farTile = { inset: 18, footer: 42, gauge: 14 } as const;

/** The part of a machine's box in which the far view shows its pods; relative to the machine. */
export function farArea(machineHeight: number): Rect {
  return { x: farTile.inset, y: farTile.inset, width: machine.width - 2 * farTile.inset, height: Math.max(20, machineHeight - farTile.inset - farTile.footer) };
}

/** Cells per row for all machines alike, so that cells compare; a machine with more than the rest takes more columns of its own. At most 6 unless it must. */
export function farColumns(machines: readonly { height: number; count: number }[]): number {
  let columns = 3;
  for (const { height, count } of machines) columns = Math.max(columns, columnsFor(farArea(height), count, 3));
  return Math.min(6, columns);
}
