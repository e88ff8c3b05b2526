import { columnsFor, squaresIn } from './middle-rows.ts';
import type { Rect } from './rect.ts';
import { machine } from './sizes.ts';

/** In world units; about 2, 5 and 2 px at 15 %. */
export const farTile = { inset: 18, footer: 42, gauge: 14 } as const;

/** Tiles at least this wide on the screen carry their machine's name. */
const namedFrom = 64;

/** World height of a tile's name line at a zoom; 0 when the tile is too small for a name. */
export function farHeader(zoom: number): number {
  return machine.width * zoom >= namedFrom ? 13 / zoom : 0;
}

/** The part of a machine's box in which the far view shows its pods; relative to the machine. */
export function farArea(machineHeight: number, header = 0): Rect {
  return { x: farTile.inset, y: farTile.inset + header, width: machine.width - 2 * farTile.inset, height: Math.max(20, machineHeight - farTile.inset - header - farTile.footer) };
}

/** Cells of a machine's components and pods, in order; relative to the machine, world units. */
export function farCells(machineHeight: number, count: number, columns: number, zoom: number): Rect[] {
  const area = farArea(machineHeight, farHeader(zoom));
  return squaresIn(area, count, columnsFor(area, count, columns));
}

/** Cells per row for all machines alike, so that cells compare; a machine with more than the rest takes more columns of its own. At most 6 unless it must. */
export function farColumns(machines: readonly { height: number; count: number }[]): number {
  let columns = 3;
  for (const { height, count } of machines) columns = Math.max(columns, columnsFor(farArea(height), count, 3));
  return Math.min(6, columns);
}
