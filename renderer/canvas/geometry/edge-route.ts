import type { Point, Rect } from './rect.ts';

const radius = 7;
/** A card further from the gutter of the lane stands in another column. */
const laneGutter = 60;
/** Left of a machine, in the gutter; within it, left of its pods. */
const beside = 6;
const within = 4;
/** Below the upper edge: of a machine's kube-proxy, and of the head of a pod. */
export const portY = 77;
/** Between pods, and above them, in the middle of the gap. */
export const podGap = 3;
const headY = 17;

/** A path through these points at right angles, corners rounded; SVG path data. Points on one line are merged. */
export function roundedPath(points: readonly Point[]): string {
  const corners = withoutStraights(points);
  const first = corners[0];
  if (!first) return '';
  const parts = [`M${first.x} ${first.y}`];
  for (let index = 1; index < corners.length - 1; index += 1) {
    const before = corners[index - 1] as Point;
    const at = corners[index] as Point;
    const after = corners[index + 1] as Point;
    const bend = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
    const enter = towards(at, before, bend);
    const leave = towards(at, after, bend);
    parts.push(`L${enter.x} ${enter.y}Q${at.x} ${at.y} ${leave.x} ${leave.y}`);
  }
  const last = corners[corners.length - 1] as Point;
  parts.push(`L${last.x} ${last.y}`);
  return parts.join('');
}

/**
 * From a card in the lane to a pod on a machine: out of the card's right side, along the gutter beside its column, across above all cards and machines, down
 * the gutter at the
 * machine's left and into the pod. Never across a machine.
 * @param topY upper edge of the machines
 */
export function cardToPod(card: Rect, machine: Rect, pod: Rect, gutterX: number, topY: number): Point[] {
  const entryX = machine.x - beside;
  return cardToMachine(card, entryX, intoPod(machine, pod, entryX), gutterX, topY);
}

/** The same to the kube-proxy of a machine, at its left edge. */
export function cardToPort(card: Rect, machine: Rect, gutterX: number, topY: number): Point[] {
  const entryX = machine.x - beside;
  const y = machine.y + Math.min(portY, machine.height / 2);
  return cardToMachine(card, entryX, [{ x: entryX, y }, { x: machine.x, y }], gutterX, topY);
}

/**
 * From there on within the machine, between its pods: at their left, or above all of them and down between two columns.
 * @param podsTop upper edge of the highest pod
 */
export function portToPod(port: Point, machine: Rect, pod: Rect, podsTop: number): Point[] {
  const x = machine.x + within;
  const end = { x: pod.x, y: pod.y + Math.min(headY, pod.height / 2) };
  if (isFirstColumn(machine, pod)) return [port, { x, y: port.y }, { x, y: end.y }, end];
  return [port, { x, y: port.y }, { x, y: podsTop - podGap }, { x: pod.x - podGap, y: podsTop - podGap }, { x: pod.x - podGap, y: end.y }, end];
}

/** Nothing stands between the pod and the left edge of its machine. */
export function isFirstColumn(machine: Rect, pod: Rect): boolean {
  return pod.x - machine.x < 20;
}

/** @param into the last part of the way, from the gutter at the machine's left on */
function cardToMachine(card: Rect, entryX: number, into: readonly Point[], gutterX: number, topY: number): Point[] {
  const start = { x: card.x + card.width, y: card.y + Math.min(card.height / 2, 25) };
  const first = into[0] as Point;
  const isBesideLane = gutterX - (card.x + card.width) < laneGutter;
  if (!isBesideLane) {
    const ownX = card.x + card.width + 10;
    const crossY = topY - 6;
    return [start, { x: ownX, y: start.y }, { x: ownX, y: crossY }, { x: entryX, y: crossY }, ...into];
  }
  if (entryX <= gutterX + 12) return [start, { x: entryX, y: start.y }, { x: entryX, y: first.y }, ...into];
  const crossY = topY - 6;
  return [start, { x: gutterX, y: start.y }, { x: gutterX, y: crossY }, { x: entryX, y: crossY }, ...into];
}

/**
 * From a replaced pod to the one in its place. Between two machines it goes from gutter to gutter above all machines; where one end waits
 * in the tray, along the
 * gutter of the lane.
 */
export function podToPod(old: Rect, oldMachine: Rect, next: Rect, nextMachine: Rect | undefined, topY: number): Point[] {
  if (nextMachine === oldMachine) return between(old, next);
  const leaveX = oldMachine.x - 6;
  const out = intoPod(oldMachine, old, leaveX).reverse();
  const crossY = topY - 6;
  if (!nextMachine) {
    const laneX = next.x + next.width + 16;
    return [
      ...out,
      { x: leaveX, y: crossY },
      { x: laneX, y: crossY },
      { x: laneX, y: next.y + 17 },
      { x: next.x + next.width, y: next.y + 17 },
    ];
  }
  const entryX = nextMachine.x - 6;
  return [...out, { x: leaveX, y: crossY }, { x: entryX, y: crossY }, ...intoPod(nextMachine, next, entryX)];
}

/**
 * From the gutter at the machine's left to the pod: straight into one of the first column, over the heads of those before it into another.
 */
function intoPod(machine: Rect, pod: Rect, entryX: number): Point[] {
  const end = { x: pod.x, y: pod.y + 17 };
  if (pod.x - machine.x < 20) return [{ x: entryX, y: end.y }, end];
  return [{ x: entryX, y: pod.y - 3 }, { x: pod.x - 3, y: pod.y - 3 }, { x: pod.x - 3, y: end.y }, end];
}

/** Between two things side by side or one above the other, with one bend in the middle. */
export function between(from: Rect, to: Rect): Point[] {
  if (to.x >= from.x + from.width || from.x >= to.x + to.width) {
    const forward = to.x >= from.x;
    const start = { x: forward ? from.x + from.width : from.x, y: from.y + from.height / 2 };
    const end = { x: forward ? to.x : to.x + to.width, y: to.y + to.height / 2 };
    const middle = (start.x + end.x) / 2;
    return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
  }
  const down = to.y >= from.y;
  const start = { x: from.x + from.width / 2, y: down ? from.y + from.height : from.y };
  const end = { x: to.x + to.width / 2, y: down ? to.y : to.y + to.height };
  const middle = (start.y + end.y) / 2;
  return [start, { x: start.x, y: middle }, { x: end.x, y: middle }, end];
}

/**
 * A way in two parts, and the place between them.
 * @param share of its length that comes before, 0..1
 * @returns `angle`: of the way there, in degrees
 */
export function partedAt(points: readonly Point[], share: number): { before: Point[]; at: Point; after: Point[]; angle: number } {
  const corners = withoutStraights(points);
  let left = share * corners.slice(1).reduce((sum, point, index) => sum + distance(corners[index] as Point, point), 0);
  for (let index = 1; index < corners.length; index += 1) {
    const [from, to] = [corners[index - 1] as Point, corners[index] as Point];
    const length = distance(from, to);
    if (left > length && index < corners.length - 1) {
      left -= length;
      continue;
    }
    const at = towards(from, to, Math.min(left, length));
    return { before: [...corners.slice(0, index), at], at, after: [at, ...corners.slice(index)], angle: (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI };
  }
  const at = corners[0] ?? { x: 0, y: 0 };
  return { before: [at], at, after: [at], angle: 0 };
}

/** The corners of a way: points on one line are merged. */
export function withoutStraights(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept[kept.length - 1];
    if (last && last.x === point.x && last.y === point.y) continue;
    const previous = kept[kept.length - 2];
    if (last && previous && ((previous.x === last.x && last.x === point.x) || (previous.y === last.y && last.y === point.y))) kept.pop();
    kept.push(point);
  }
  return kept;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}
