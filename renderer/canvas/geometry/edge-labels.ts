import { withoutStraights } from './edge-route.ts';
import { grow, intersects, rectBetween } from './rect.ts';
import type { Point, Rect } from './rect.ts';

/** A label that wants a place on its edge. Sizes in world units. */
export interface EdgeLabel {
  id: string;
  points: readonly Point[];
  width: number;
  height: number;
}

export interface PlacedLabel {
  /** Of the labels that it stands for: its own, and those for which there was no room beside it. */
  ids: readonly string[];
  /** Its centre. */
  at: Point;
  /** Written upwards, along a way that goes up or down. */
  isUpright: boolean;
}

interface Surroundings {
  /** Where none may stand. */
  obstacles?: readonly Rect[];
  /** What one that stands beside its edge may touch, but not cover: cards. */
  solids?: readonly Rect[];
  /** Width of one that stands for several. */
  bundleWidth(ids: readonly string[]): number;
}

/** Free line that a label leaves at both of its ends. */
const margin = 6;
/** Tried along a part of the way, this far apart, and at most so often to each side. */
const step = 8;
const mostSteps = 16;
/** Between a line and a label that stands beside it. */
const aside = 3;
/** So far a label beside its edge reaches into a card, in world units: no further than the text there leaves free at any zoom. */
const reach = 4;
/** Further and further away from its edge, so often by its own height: no further than one still sees what it belongs to. */
const furthest = 2;

interface Bundle {
  label: EdgeLabel;
  ids: string[];
}

/**
 * Puts labels on their edges, each along its longest straight part that has room for it, else beside its edge, and none over another. One for which there is no
 * room at all is bundled with the nearest that has a place. So each is told of.
 * @param labels those that matter most first: they choose first
 */
export function placeLabels(labels: readonly EdgeLabel[], surroundings: Surroundings): PlacedLabel[] {
  let bundles: Bundle[] = labels.map((label) => ({ label: { ...label, points: withoutStraights(label.points) }, ids: [label.id] })).filter(({ label }) => label.points.length > 1);
  for (;;) {
    const { placed, left } = placeAll(bundles, surroundings);
    const [first] = left;
    if (!first) return placed;
    // Nothing else is there: they stand where the first one's edge is, whatever lies below.
    if (placed.length === 0) return [forced(first, left.flatMap(({ ids }) => ids))];
    const guests = new Map<string, string[]>();
    for (const homeless of left) {
      const [host = ''] = nearestTo(homeless, placed)?.ids ?? [];
      guests.set(host, [...guests.get(host) ?? [], ...homeless.ids]);
    }
    bundles = bundles.filter((bundle) => !left.includes(bundle)).map((bundle) => {
      const more = guests.get(bundle.ids[0] ?? '');
      if (!more) return bundle;
      const ids = [...bundle.ids, ...more];
      return { ids, label: { ...bundle.label, width: surroundings.bundleWidth(ids) } };
    });
  }
}

function placeAll(bundles: readonly Bundle[], { obstacles = [], solids = [] }: Surroundings): { placed: PlacedLabel[]; left: Bundle[] } {
  const taken = [...obstacles];
  const placed: PlacedLabel[] = [];
  const left: Bundle[] = [];
  for (const bundle of bundles) {
    const place = placeOne(bundle.label, taken, solids);
    if (!place) left.push(bundle);
    else {
      placed.push({ ids: bundle.ids, ...place });
      taken.push(grow(boxOf(bundle.label, place), 1));
    }
  }
  return { placed, left };
}

type Place = Omit<PlacedLabel, 'ids'>;

function placeOne(label: EdgeLabel, taken: readonly Rect[], solids: readonly Rect[]): Place | undefined {
  const parts = label.points.slice(1).map((to, index) => ({ from: label.points[index] as Point, to })).sort((a, b) => lengthOf(b) - lengthOf(a));
  const isFree = (place: Place, others: readonly Rect[]): boolean => !others.some((other) => intersects(other, boxOf(label, place)));
  for (const part of parts) {
    const place = alongPart(part, label).find((candidate) => isFree(candidate, taken));
    if (place) return place;
  }
  const inner = solids.map((rect) => grow(rect, -reach));
  for (let further = 0; further <= furthest; further += 1) {
    for (const part of parts) {
      const place = besidePart(part, label, further * label.height).find((candidate) => isFree(candidate, taken) && isFree(candidate, inner));
      if (place) return place;
    }
  }
  return undefined;
}

interface Part {
  from: Point;
  to: Point;
}

/** Places on a part of the way, the middle first. */
function alongPart(part: Part, { width }: EdgeLabel): Place[] {
  const free = lengthOf(part) - width - 2 * margin;
  if (free < 0) return [];
  const isUpright = part.from.x === part.to.x;
  return outwards(free / 2).map((offset) => ({ at: pointAt(part, margin + width / 2 + free / 2 + offset), isUpright }));
}

/** Places beside a part, written straight: on a way that goes down at its right, then its left; else above and below. */
function besidePart(part: Part, { width, height }: EdgeLabel, further: number): Place[] {
  const length = lengthOf(part);
  const isDown = part.from.x === part.to.x;
  const away = aside + (isDown ? width : height) / 2 + further;
  return outwards(length / 2).flatMap((offset) => [away, -away].map((by): Place => {
    const on = pointAt(part, length / 2 + offset);
    return { at: isDown ? { x: on.x + by, y: on.y } : { x: on.x, y: on.y - by }, isUpright: false };
  }));
}

/** 0, then further and further to both sides, up to `most`. */
function outwards(most: number): number[] {
  const offsets = [0];
  const apart = Math.max(step, most / mostSteps);
  for (let by = apart; by <= most; by += apart) offsets.push(-by, by);
  return offsets;
}

function nearestTo({ label: { points } }: Bundle, placed: readonly PlacedLabel[]): PlacedLabel | undefined {
  let [nearest] = placed;
  let least = Infinity;
  for (const candidate of placed) {
    const distance = Math.min(...points.slice(1).map((to, index) => distanceToPart(candidate.at, { from: points[index] as Point, to })));
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

function forced({ label: { points } }: Bundle, ids: readonly string[]): PlacedLabel {
  const [from, to] = [points[0], points.at(-1)] as [Point, Point];
  return { ids, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, isUpright: false };
}

function distanceToPart({ x, y }: Point, { from, to }: Part): number {
  const { x: left, y: top, width, height } = rectBetween(from, to);
  return Math.max(left - x, 0, x - left - width) + Math.max(top - y, 0, y - top - height);
}

function pointAt({ from, to }: Part, along: number): Point {
  const share = along / (lengthOf({ from, to }) || 1);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function lengthOf({ from, to }: Part): number {
  return Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
}

function boxOf({ width, height }: Pick<EdgeLabel, 'width' | 'height'>, { at, isUpright }: Place): Rect {
  const [across, down] = isUpright ? [height, width] : [width, height];
  return rectBetween({ x: at.x - across / 2, y: at.y - down / 2 }, { x: at.x + across / 2, y: at.y + down / 2 });
}
