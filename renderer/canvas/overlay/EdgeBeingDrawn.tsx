import { view } from '../canvas-model.ts';
import type { ActiveDrag } from '../drag/drag-store.ts';
import { between, roundedPath } from '../geometry/edge-route.ts';
import { rectOfKey } from '../scene/object-rect.ts';

const portRadius = 4.5;

/** The edge from its port to the pointer, or to the object where it would end: solid in accent, with an open ring at a legal end. */
export function EdgeBeingDrawn({ from, drag }: { from: string; drag: ActiveDrag }) {
  const rect = rectOfKey(from);
  if (!rect || drag.returning) return null;
  const start = view.toScreen(rect);
  const pointer = { x: drag.pointer.x - view.bounds.x, y: drag.pointer.y - view.bounds.y };
  const isLegal = drag.verdict.kind !== 'refused';
  const port = { x: start.x + start.width, y: start.y + start.height / 2, width: 0, height: 0 };
  const outside = port.x + 14;
  // Out of the port first, so that the edge does not run back over its own card.
  const points = pointer.x > outside ? between(port, { ...pointer, width: 0, height: 0 })
    : [port, { x: outside, y: port.y }, { x: outside, y: pointer.y }, pointer];
  return (
    <svg className="edge-drawn" data-legal={isLegal || undefined} aria-hidden>
      <path d={roundedPath(points)} />
      <circle className="edge-drawn-start" cx={port.x} cy={port.y} r={portRadius} />
      <circle className="edge-drawn-end" cx={pointer.x} cy={pointer.y} r={isLegal ? 6 : portRadius} />
    </svg>
  );
}
