import { canDraw } from '../../gestures/connect/index.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { scene } from '../canvas-model.ts';
import { beginDrag } from './drag-controller.ts';
import { useDrag } from './drag-store.ts';

/** Starts drawing an edge from a card; cards where it may end light up, the others fade. */
export function startEdgeDrag(from: string, event: PointerEvent): void {
  const ref = parseRefKey(from);
  if (!ref) return;
  beginDrag({ type: 'edge', from, kind: ref.kind, name: ref.name }, { icon: ref.kind, title: ref.name, detail: ref.kind, width: 0, height: 0 }, { x: 0, y: 0 }, event);
  const links = new Map<string, 'legal' | 'faded'>();
  for (const { key } of scene.cards) {
    const other = parseRefKey(key);
    if (key !== from && other) links.set(key, canDraw(ref, other) ? 'legal' : 'faded');
  }
  useDrag.setState({ links });
}
