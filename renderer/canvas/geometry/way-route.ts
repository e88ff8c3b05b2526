import type { Point, Rect } from './rect.ts';

/** A place on the way of a request. */
export interface WayStop {
  /** Where the line arrives. */
  at: Point;
  /** The machine on which that is; absent: on none. */
  machine?: Rect;
  /** In a pod that is not at the machine's left: where the line passes over those before it, and where it comes down beside it. */
  over?: Point;
}

/** Left of a machine, in the gutter; within it, left of its pods; and above all machines. */
const gutter = 6;
const inside = 4;
const above = 6;

/**
 * From one place to the next, at right angles: within a machine over the heads of its pods, between machines by the gutter at the left of each, above all of
 * them.
 * @param topY upper edge of the machines
 */
export function wayBetween(from: WayStop, to: WayStop, topY: number): Point[] {
  if (from.at.x === to.at.x && from.at.y === to.at.y) return [from.at];
  const isSame = from.machine !== undefined && to.machine !== undefined && from.machine.x === to.machine.x && from.machine.y === to.machine.y;
  if (isSame) {
    const x = (from.machine as Rect).x + inside;
    return [...towards(from, x).reverse(), ...towards(to, x)];
  }
  const crossY = topY - above;
  const out = from.machine ? [{ x: from.machine.x - gutter, y: crossY }, ...towards(from, from.machine.x - gutter)].reverse() : [from.at];
  const into = to.machine ? [{ x: to.machine.x - gutter, y: crossY }, ...towards(to, to.machine.x - gutter)] : [to.at];
  const [begin, end] = [out.at(-1) as Point, into[0] as Point];
  if (begin.x === end.x || begin.y === end.y) return [...out, ...into];
  if (from.machine) return [...out, { x: end.x, y: crossY }, ...into];
  const x = to.machine ? begin.x + Math.min(24, Math.abs(end.x - begin.x) / 2) : (begin.x + end.x) / 2;
  return [begin, { x, y: begin.y }, { x, y: end.y }, ...into];
}

/** From the line that goes down at `x` to the place. */
function towards({ at, over }: WayStop, x: number): Point[] {
  return over === undefined ? [{ x, y: at.y }, at] : [{ x, y: over.y }, over, { x: over.x, y: at.y }, at];
}
