import { right } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import { groupFrame } from './sizes.ts';

/** Equal machines whose number changes: they stand in a frame of their own in each zone. */
export interface LayoutGroup {
  /** refKey of the NodeGroup. */
  key: string;
  /** Where it makes machines; empty: in no zone. */
  zones: readonly string[];
  /** Machines that it may have in all. */
  most: number;
}

/** The frame of a group in one zone. */
export interface GroupPlace {
  key: string;
  zone: string;
  rect: Rect;
  machines: number;
}

/** Machines of a group in one zone that may stand in one column. */
const inOneColumn = 4;

/** A group without zones makes machines that are in none. */
export function zonesOfGroup({ zones }: LayoutGroup): readonly string[] {
  return zones.length === 0 ? [''] : zones;
}

/** Columns per row, see `gridRatio`. A small group grows downwards only, so that what stands beside it stays where it is. */
export function groupRatio({ zones, most }: LayoutGroup, ratio: number): number {
  return most / Math.max(1, zones.length) <= inOneColumn ? 1 / inOneColumn : ratio;
}

/** Around the group's machines of one zone; without any there is room to say so. @param at its upper left corner */
export function groupRect(at: Point, machineWidth: number, machines: Rect | undefined): Rect {
  const inner = machines ?? { x: at.x + groupFrame.inset, y: at.y + groupFrame.headerHeight, width: machineWidth, height: groupFrame.emptyHeight };
  return { ...at, width: right(inner) - at.x + groupFrame.inset, height: inner.y + inner.height - at.y + groupFrame.inset };
}
