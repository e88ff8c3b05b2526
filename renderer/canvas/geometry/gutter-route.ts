import { right, bottom, type Point, type Rect } from './rect.ts';

/** From a box to the line in the gutter beside it. */
const clear = 6;
/** What a bend costs, in px of way: a few long legs are easier to follow than many short ones. */
const bendCost = 40;
/** Beyond so many boxes in the way the search would be felt. */
const mostBoxes = 32;

interface Node {
  x: number;
  y: number;
  /** 0: it came sideways, 1: up or down. */
  axis: 0 | 1;
  cost: number;
  from: Node | undefined;
}

/**
 * The way at right angles from one box to another in the gutters between all others, with few bends. Undefined: there is none, or too many boxes stand about.
 * @param others boxes that it may not cross
 */
export function gutterRoute(one: Rect, other: Rect, others: readonly Rect[]): Point[] | undefined {
  const boxes = [one, other, ...others];
  if (boxes.length > mostBoxes) return undefined;
  const ends = sidesOf(other);
  const starts = sidesOf(one);
  const xs = sorted([...boxes.flatMap((box) => [box.x - clear, right(box) + clear]), ...[...starts, ...ends].map(({ gutter }) => gutter.x)]);
  const ys = sorted([...boxes.flatMap((box) => [box.y - clear, bottom(box) + clear]), ...[...starts, ...ends].map(({ gutter }) => gutter.y)]);
  const goals = new Map(ends.map((end) => [`${end.gutter.x} ${end.gutter.y}`, end]));
  const open: Node[] = starts.map(({ gutter, axis }) => ({ ...gutter, axis, cost: 0, from: undefined }));
  const done = new Set<string>();
  while (open.length > 0) {
    const node = takeCheapest(open);
    const key = `${node.x} ${node.y} ${node.axis}`;
    if (done.has(key)) continue;
    done.add(key);
    const end = goals.get(`${node.x} ${node.y}`);
    if (end && end.axis === node.axis) return [sideBefore(node, starts), ...wayTo(node), end.side];
    for (const next of neighbours(node, xs, ys)) {
      if (!done.has(`${next.x} ${next.y} ${next.axis}`) && !boxes.some((box) => crosses(box, node, next))) open.push(next);
    }
    // On the spot: a corner.
    open.push({ ...node, axis: node.axis === 0 ? 1 : 0, cost: node.cost + bendCost, from: node });
  }
  return undefined;
}

interface Side {
  side: Point;
  /** The point in the gutter before it. */
  gutter: Point;
  axis: 0 | 1;
}

function sidesOf(box: Rect): Side[] {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return [
    { side: { x: right(box), y }, gutter: { x: right(box) + clear, y }, axis: 0 }, { side: { x: box.x, y }, gutter: { x: box.x - clear, y }, axis: 0 },
    { side: { x, y: bottom(box) }, gutter: { x, y: bottom(box) + clear }, axis: 1 }, { side: { x, y: box.y }, gutter: { x, y: box.y - clear }, axis: 1 },
  ];
}

function wayTo(end: Node): Point[] {
  const points: Point[] = [];
  for (let node: Node | undefined = end; node; node = node.from) points.unshift({ x: node.x, y: node.y });
  return points;
}

function sideBefore(end: Node, starts: readonly Side[]): Point {
  let first = end;
  while (first.from) first = first.from;
  return (starts.find(({ gutter }) => gutter.x === first.x && gutter.y === first.y) ?? (starts[0] as Side)).side;
}

function neighbours(node: Node, xs: readonly number[], ys: readonly number[]): Node[] {
  const line = node.axis === 0 ? xs : ys;
  const here = node.axis === 0 ? node.x : node.y;
  const at = line.indexOf(here);
  return [line[at - 1], line[at + 1]].flatMap((to) => {
    if (to === undefined || at < 0) return [];
    return [{ x: node.axis === 0 ? to : node.x, y: node.axis === 0 ? node.y : to, axis: node.axis, cost: node.cost + Math.abs(to - here), from: node }];
  });
}

/** Whether a straight leg goes through a box; along its edge it does not. */
function crosses(box: Rect, a: Point, b: Point): boolean {
  return Math.max(a.x, b.x) > box.x && Math.min(a.x, b.x) < right(box) && Math.max(a.y, b.y) > box.y && Math.min(a.y, b.y) < bottom(box);
}

function takeCheapest(open: Node[]): Node {
  let best = 0;
  for (let index = 1; index < open.length; index += 1) if ((open[index] as Node).cost < (open[best] as Node).cost) best = index;
  return open.splice(best, 1)[0] as Node;
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
