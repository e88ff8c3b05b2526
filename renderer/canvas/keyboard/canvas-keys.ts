import type { KeyboardEvent } from 'react';
import { canvas } from '../../store/canvas-port.ts';
import { ui, useUi } from '../../store/ui.ts';
import { view } from '../canvas-model.ts';
import { announce, useCanvas } from '../canvas-store.ts';
import { useDrag } from '../drag/drag-store.ts';
import type { Direction } from '../geometry/neighbour.ts';
import { elementId } from '../nodes/element-id.ts';
import { rectOfKey } from '../scene/object-rect.ts';
import { describeObject } from './describe.ts';
import { focusInto, focusOutOf, focusTowards } from './focus-order.ts';
import { beginMove, commitMove, endMove, isMoving, moveTowards } from './move-mode.ts';

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** Keys while the canvas has the focus. What it does not know goes on to the shortcuts of the window. */
export function onCanvasKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget || useDrag.getState().drag) return;
  const { focused } = useCanvas.getState();
  const direction = directions[event.key];
  if (direction && !event.ctrlKey && !event.metaKey && !event.altKey) {
    take(event);
    if (isMoving()) moveTowards(direction, event.shiftKey);
    else focusOn(focusTowards(focused, direction), event.shiftKey);
  } else if (event.key === 'Enter') {
    take(event);
    if (isMoving()) commitMove();
    else enter(focused);
  } else if (event.key === 'Escape') {
    take(event);
    escape(focused);
  } else if ((event.key === 'm' || event.key === 'M') && focused !== undefined && !event.ctrlKey && !event.metaKey) {
    take(event);
    beginMove(focused);
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    take(event);
    openMenu(event.currentTarget, focused);
  }
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Focus and selection go together, as in a tree; Shift adds. */
export function focusOn(key: string | undefined, adds = false): void {
  if (key === undefined) return;
  useCanvas.setState({ focused: key, focusVisible: true });
  const { selection } = useUi.getState();
  ui.select(adds ? [...selection.filter((other) => other !== key), key] : [key]);
  announce(describeObject(key));
  const rect = rectOfKey(key);
  if (!rect) return;
  const screen = view.toScreen(rect);
  const { width, height } = view.bounds;
  if (screen.x < 0 || screen.y < 0 || screen.x + screen.width > width || screen.y + screen.height > height) canvas()?.reveal([key]);
}

function enter(focused: string | undefined): void {
  if (focused === undefined) focusOn(focusTowards(undefined, 'right'));
  else focusOn(focusInto(focused) ?? focused);
}

function escape(focused: string | undefined): void {
  if (isMoving()) {
    endMove();
    return;
  }
  const out = focused === undefined ? undefined : focusOutOf(focused);
  if (out !== undefined) {
    focusOn(out);
    return;
  }
  ui.select([]);
  useCanvas.setState({ focused: undefined });
}

/** The menu of the focused object, at its place. */
function openMenu(root: HTMLElement, focused: string | undefined): void {
  const element = focused === undefined ? root : (document.getElementById(elementId(focused)) ?? root);
  const { x, y, height } = element.getBoundingClientRect();
  element.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x + 20, clientY: y + Math.min(24, height / 2) }),
  );
}
