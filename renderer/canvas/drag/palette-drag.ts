import type { PaletteItem } from '../../palette/items.ts';
import { beginDrag } from './drag-controller.ts';
import { palettePreview } from './previews.ts';

const thresholdPx = 4;

/** A palette item is dragged once the pointer that went down on it has moved a little: a click or double click stays one. */
export function startPaletteDrag(item: PaletteItem, event: PointerEvent): void {
  if (event.button !== 0) return;
  const stop = (): void => {
    window.removeEventListener('pointermove', onMove, true);
    window.removeEventListener('pointerup', stop, true);
    window.removeEventListener('pointercancel', stop, true);
  };
  const onMove = (move: PointerEvent): void => {
    if (Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) < thresholdPx) return;
    stop();
    const preview = palettePreview(item.template);
    beginDrag(
      { type: 'palette', item: item.template },
      preview,
      { x: Math.min(60, preview.width / 3), y: Math.min(19, preview.height / 2) },
      move,
    );
  };
  window.addEventListener('pointermove', onMove, true);
  window.addEventListener('pointerup', stop, true);
  window.addEventListener('pointercancel', stop, true);
}
