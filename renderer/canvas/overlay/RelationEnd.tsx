import type { RelationKind } from '../../../shared/view/relations.ts';
import type { Point } from '../geometry/rect.ts';

/** How each relation arrives, drawn for an edge that comes from the left to 0, 0. Plain lines have no end. */
const ends: Readonly<Partial<Record<RelationKind | 'broken', string>>> = {
  traffic: 'M-6 -3.5L0 0L-6 3.5Z',
  balance: 'M-6 -3.5L0 0L-6 3.5Z',
  calls: 'M-6 -3.5L0 0L-6 3.5Z',
  route: 'M-6 -3.5L0 0L-6 3.5Z',
  selector: 'M-5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z',
  scale: 'M-5 -4L0 0L-5 4',
  budget: 'M-1.5 -4.5V4.5',
  policy: 'M-1.5 -4.5V4.5M-4.5 -4.5V4.5',
  class: 'M-5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z',
  priority: 'M-5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z',
  account: 'M-5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0Z',
  broken: 'M-4 -4L4 4M4 -4L-4 4',
};

/** The end of an edge, turned as the edge arrives. */
export function RelationEnd({ kind, points }: { kind: RelationKind | 'broken'; points: readonly Point[] }) {
  const shape = ends[kind];
  const end = points.at(-1);
  const before = points.at(-2);
  if (!shape || !end || !before) return null;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return <path className="edge-end" data-end={kind} d={shape} transform={`translate(${end.x} ${end.y}) rotate(${angle})`} />;
}
