import { between } from './edge-route.ts';
import { bottom, intersects, rectBetween, right } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import { card } from './sizes.ts';

/** Where an edge runs, and how it arrives: `stub` and `rail` stay within a stack, `gutter` beside the columns. */
export interface RelationRoute {
  points: Point[];
  shape: 'stub' | 'rail' | 'gutter';
}

/** Height below a card's upper edge at which edges leave and arrive at its sides. */
const sideY = 20;
/** Of a stack's rail, left of what is set in. */
const railX = 5;
/** Of the first edge beside a column; parallel ones keep apart. */
const gutterX = 6;
const apart = 4;
const lanes = 4;

/**
 * From one card of the lane to another, at right angles and never across a card: down a stack, along its rail, or in the gutters between columns. Columns
 * further apart are joined above all cards.
 * @param order number of the edge among those drawn
 * @param topY upper edge of the lane
 * @param cards all cards: where one stands in the way of a rail, the edge takes the gutter
 */
export function relationRoute(from: Rect, to: Rect, order: number, topY: number, cards: readonly Rect[]): RelationRoute {
  const sameColumn = right(from) === right(to);
  if (sameColumn) {
    const stub = stubBetween(from, to);
    if (stub) return { points: stub, shape: 'stub' };
    const rail = railBetween(from, to);
    if (rail && !crosses(rail, cards)) return { points: rail, shape: 'rail' };
  }
  const columns = (right(to) - right(from)) / (card.width + card.columnGap);
  const shift = gutterX + (order % lanes) * apart;
  const start = from.y + Math.min(from.height / 2, sideY);
  const end = to.y + Math.min(to.height / 2, sideY);
  if (!Number.isInteger(columns)) {
    // From outside the frame: straight on into the gutter before the card, where no other card is in the way.
    const lastX = leftGutter(to) + shift;
    const straight = [{ x: right(from), y: start }, { x: lastX, y: start }, { x: lastX, y: end }, { x: to.x, y: end }];
    if (right(from) > lastX) return { points: between(from, to), shape: 'gutter' };
    if (!crosses(straight, cards.filter((rect) => rect !== from && rect !== to))) return { points: straight, shape: 'gutter' };
    const firstX = right(from) + shift;
    return { points: [{ x: right(from), y: start }, { x: firstX, y: start }, { x: firstX, y: topY - 5 }, { x: lastX, y: topY - 5 }, { x: lastX, y: end }, { x: to.x, y: end }], shape: 'gutter' };
  }
  if (columns === 0) {
    const x = right(from) + shift;
    return { points: [{ x: right(from), y: start }, { x, y: start }, { x, y: end }, { x: right(to), y: end }], shape: 'gutter' };
  }
  const outward = columns > 0;
  const leave = outward ? right(from) : from.x;
  const arrive = outward ? to.x : right(to);
  const firstX = outward ? right(from) + shift : leftGutter(from) + shift;
  const lastX = outward ? leftGutter(to) + shift : right(to) + shift;
  const points = firstX === lastX
    ? [{ x: leave, y: start }, { x: firstX, y: start }, { x: firstX, y: end }, { x: arrive, y: end }]
    : [{ x: leave, y: start }, { x: firstX, y: start }, { x: firstX, y: topY - 5 }, { x: lastX, y: topY - 5 }, { x: lastX, y: end }, { x: arrive, y: end }];
  return { points, shape: 'gutter' };
}

function crosses(points: readonly Point[], cards: readonly Rect[]): boolean {
  return points.slice(1).some((point, index) => {
    const segment = rectBetween(points[index] as Point, point);
    return cards.some((rect) => intersects(rect, segment));
  });
}

/** Left edge of the gutter at the left of a card's column. */
function leftGutter(rect: Rect): number {
  return right(rect) - card.width - card.columnGap;
}

/** Straight down between neighbours of a stack, where both are as wide. */
function stubBetween(from: Rect, to: Rect): Point[] | undefined {
  const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
  const gap = lower.y - bottom(upper);
  if (from.width !== to.width || gap < 0 || gap > card.stackGap + 1) return undefined;
  const x = from.x + 18;
  const points = [{ x, y: bottom(upper) }, { x, y: lower.y }];
  return from.y < to.y ? points : points.reverse();
}

/** From what is set in to the card above, along the rail at its left. */
function railBetween(from: Rect, to: Rect): Point[] | undefined {
  const [outer, inner] = from.x < to.x ? [from, to] : [to, from];
  if (inner.x - outer.x !== card.indent || inner.y < bottom(outer)) return undefined;
  const y = inner.y + Math.min(inner.height / 2, sideY);
  const points = [{ x: outer.x + railX, y: bottom(outer) }, { x: outer.x + railX, y }, { x: inner.x, y }];
  return inner === to ? points : points.reverse();
}

/** A short way out of a card's right side, for a relation that leads nowhere; it ends in a cross. */
export function brokenRoute(from: Rect, order: number): Point[] {
  const y = from.y + Math.min(from.height / 2, sideY) + (order % 3) * 9;
  return [{ x: right(from), y }, { x: right(from) + 13, y }];
}
