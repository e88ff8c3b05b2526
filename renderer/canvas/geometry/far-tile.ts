import { squares } from './middle-rows.ts';
import type { Rect } from './rect.ts';

/** In world units; about 2, 5 and 2 px at 15 %. */
export const farTile = { inset: 18, footer: 42, gauge: 14 } as const;

/** Tiles at least this wide on the screen carry their machine's name. */
const namedFrom = 64;

/** World height of a tile's name line at a zoom; 0 when the tile is too small for a name. */
export function farHeader(zoom: number, machineWidth: number): number {
  return machineWidth * zoom >= namedFrom ? 13 / zoom : 0;
}

/** The part of a machine's box in which the far view shows its pods; relative to the machine. */
export function farArea(machineWidth: number, machineHeight: number, header = 0): Rect {
  return {
    x: farTile.inset,
    y: farTile.inset + header,
    width: machineWidth - 2 * farTile.inset,
    height: Math.max(20, machineHeight - farTile.inset - header - farTile.footer),
  };
}

/** Least number of cells in a row. */
export const leastFarColumns = 3;

/** Cells of a machine's components and pods, in order, as large as fit; relative to the machine, world units. */
export function farCells(machineWidth: number, machineHeight: number, count: number, zoom: number): Rect[] {
  return squares(farArea(machineWidth, machineHeight, farHeader(zoom, machineWidth)), count, leastFarColumns);
}
