import { grow } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import { card, cluster, foldedNamespace, namespaceFrame } from './sizes.ts';

/** A card of the lane. */
export interface LaneCard {
  key: string;
  height: number;
  /** Stands under another card of its stack, set in: what belongs to a workload. */
  isSatellite?: boolean;
}

/** Cards that stand together, top to bottom: a workload with what leads to it above and what belongs to it below. */
export type LaneStack = readonly LaneCard[];

/** The cards of one namespace, or of none: what belongs to the whole cluster. */
export interface LaneGroup {
  /** '' for cluster-scoped objects. */
  namespace: string;
  /** Drawn with a frame and its name. */
  isFramed: boolean;
  stacks: readonly LaneStack[];
  /** Folded: its cards are not drawn, only so many rows of counts. */
  folded?: { rows: number };
}

export interface FramePlace {
  namespace: string;
  rect: Rect;
  isFolded: boolean;
}

export interface LaneLayout {
  cards: Map<string, Rect>;
  frames: FramePlace[];
}

const columnPitch = card.width + card.columnGap;

/**
 * Groups of cards in columns left of the machines, from the column nearest to them on. A full column continues in one to its left, so that the machines
 * never move aside for cards. What a person has put somewhere (`positions`) stands there and belongs to no frame.
 * @param top upper edge of the lane
 */
export function layOutLane(groups: readonly LaneGroup[], positions: Readonly<Record<string, Point>>, top: number): LaneLayout {
  const lane: LaneLayout = { cards: new Map(), frames: [] };
  let left: number = cluster.padding;
  let stripWidth = 0;
  let y = top;
  for (const group of groups) {
    const stacks = group.folded ? [] : withoutPlaced(group, positions, lane.cards);
    if (!group.folded && stacks.length === 0) continue;
    const head = group.isFramed ? namespaceFrame.headerHeight : 0;
    const block = group.folded
      ? { columns: 1, height: group.folded.rows * foldedNamespace.rowHeight, places: [] }
      : layOutColumns(stacks, Math.max(columnHeight - head, 0));
    const height = head + block.height + (group.isFramed ? namespaceFrame.inset : 0);
    if (y > top && y + height > top + card.laneHeight) {
      left -= stripWidth;
      stripWidth = 0;
      y = top;
    }
    for (const place of block.places) {
      const indent = place.card.isSatellite ? card.indent : 0;
      lane.cards.set(place.card.key, { x: left - place.column * columnPitch + indent, y: y + head + place.y, width: card.width - indent, height: place.card.height });
    }
    const inner = { x: left - (block.columns - 1) * columnPitch, y, width: block.columns * columnPitch - card.columnGap, height };
    if (group.isFramed) lane.frames.push({ namespace: group.namespace, isFolded: group.folded !== undefined, rect: { ...grow(inner, namespaceFrame.inset), y, height } });
    stripWidth = Math.max(stripWidth, block.columns * columnPitch);
    y += height + (group.isFramed ? namespaceFrame.gap : card.gap);
  }
  return lane;
}

/** Room for a group's cards in one column. */
const columnHeight = card.laneHeight;

interface ColumnPlace {
  card: LaneCard;
  column: number;
  y: number;
}

/** Stacks in as few columns as hold them, all about equally high; 0 is the one nearest to the machines. */
function layOutColumns(stacks: readonly LaneStack[], limit: number): { columns: number; height: number; places: ColumnPlace[] } {
  const heights = stacks.map(stackHeight);
  const total = heights.reduce((sum, height) => sum + height + card.gap, -card.gap);
  const wanted = Math.max(1, Math.ceil(total / limit));
  const full = Math.max(total / wanted, ...heights);
  const places: ColumnPlace[] = [];
  let column = 0;
  let y = 0;
  let height = 0;
  stacks.forEach((stack, index) => {
    // Half of a stack may stand out over the average, so that the columns come out even; the last column takes what is left.
    if (y > 0 && column < wanted - 1 && y + (heights[index] as number) / 2 > full) {
      column += 1;
      y = 0;
    }
    for (const item of stack) {
      places.push({ card: item, column, y });
      y += item.height + card.stackGap;
    }
    height = Math.max(height, y - card.stackGap);
    y += card.gap - card.stackGap;
  });
  return { columns: column + 1, height, places };
}

function stackHeight(stack: LaneStack): number {
  return stack.reduce((sum, item) => sum + item.height + card.stackGap, -card.stackGap);
}

/** Puts the cards with a place of their own there; returns the stacks of the others. */
function withoutPlaced(group: LaneGroup, positions: Readonly<Record<string, Point>>, cards: Map<string, Rect>): LaneStack[] {
  return group.stacks.flatMap((stack) => {
    const rest = stack.filter((item) => {
      const position = positions[item.key];
      if (position) cards.set(item.key, { x: position.x, y: position.y, width: card.width, height: item.height });
      return !position;
    });
    return rest.length === 0 ? [] : [rest];
  });
}

/** Everything that the lane takes up. */
export function laneRects(lane: LaneLayout): Rect[] {
  return [...lane.cards.values(), ...lane.frames.map((frame) => frame.rect)];
}

/** The header of a frame: where its name stands. */
export function frameHeader(frame: FramePlace): Rect {
  return { ...frame.rect, height: frame.isFolded ? frame.rect.height : namespaceFrame.headerHeight };
}
