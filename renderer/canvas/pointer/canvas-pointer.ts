import { mirror } from '../../store/cluster.ts';
import { componentIn, hasPower, isStopped, switchOf } from '../../commands/component.ts';
import { inject } from '../../commands/inject.ts';
import { machineKey } from '../../store/ref-key.ts';
import { ui, useUi } from '../../store/ui.ts';
import { scene, view } from '../canvas-model.ts';
import { canvas } from '../../store/canvas-port.ts';
import { useCanvas } from '../canvas-store.ts';
import { useDrag } from '../drag/drag-store.ts';
import { startEdgeDrag } from '../drag/edge-drag.ts';
import { startObjectDrag } from '../drag/object-drag.ts';
import { rectBetween } from '../geometry/rect.ts';
import type { Point } from '../geometry/rect.ts';
import { dropHit, hitTest, keyOfHit, keysWithin } from '../scene/hit-test.ts';
import type { Hit, HitView } from '../scene/hit-test.ts';
import type { PixelLayer } from '../pixel/pixel-layer.ts';
import { pull } from '../nodes/MachineHeader.tsx';
import { crash } from './crash.ts';

const thresholdPx = 4;
/** Width of the chevron's place at the left of a frame's name. */
const chevronPx = 24;

export function hitView(): HitView {
  return { level: view.level, zoom: view.viewport.zoom, textScale: useCanvas.getState().textScale };
}

export function hitAt(client: Point): Hit {
  return hitTest(scene, mirror, view.worldAt(client), hitView());
}

/**
 * Mouse and pen on the canvas: select, drag, marquee, fault tool, hover. All by geometry, so that it is the same over documents and over
 * pixels.
 * @returns the way to stop
 */
export function listenToPointer(root: HTMLElement, pixels: PixelLayer): () => void {
  const onDown = (event: PointerEvent): void => {
    if (isControl(event)) return;
    if (event.button === 2) {
      useCanvas.setState({ focusVisible: false });
      selectForMenu(event);
      return;
    }
    if (event.button !== 0) return;
    const { tool } = useUi.getState();
    if (tool === 'pan') return;
    root.focus({ preventScroll: true });
    // A browser may take a focus set by script for one by keyboard.
    useCanvas.setState({ focusVisible: false });
    const hit = hitAt({ x: event.clientX, y: event.clientY });
    if (tool === 'fault') {
      breakSomething(hit);
      return;
    }
    useCanvas.setState({ focused: keyOfHit(hit) });
    if (hit.kind === 'namespace') pressNamespace(hit, event);
    else if (hit.kind === 'group' || hit.kind === 'cloud') pressFrame(hit.key, event);
    else if (tool === 'edge' && (hit.kind === 'card' || hit.kind === 'template')) startEdgeDrag(hit.key, event);
    else if (keyOfHit(hit) === undefined) beginMarquee(event);
    else press(hit, event);
  };
  /** Again when the menu opens: while another menu closes, the press itself does not come through. */
  const onMenu = (event: MouseEvent): void => {
    if (event.button === 2 && !isControl(event)) selectForMenu(event);
  };
  const onMove = (event: PointerEvent): void => {
    // A port stands half beside its card, which stays hovered.
    if (event.buttons !== 0 || useDrag.getState().drag || (event.target instanceof Element && event.target.closest('.edge-port'))) return;
    const hit = isControl(event) && view.level === 'far' ? { kind: 'outside' as const } : hitAt({ x: event.clientX, y: event.clientY });
    const key = keyOfHit(hit);
    if (useUi.getState().hovered !== key) useUi.setState({ hovered: key });
    pixels.setHovered(hit.kind === 'machine' ? hit.name : hit.kind === 'pod' || hit.kind === 'component' ? hit.machine : '');
  };
  const onLeave = (): void => {
    useUi.setState({ hovered: undefined });
    pixels.setHovered('');
  };
  const onDouble = (event: MouseEvent): void => {
    if (isControl(event)) return;
    const key = keyOfHit(hitAt({ x: event.clientX, y: event.clientY }));
    const hit = hitAt({ x: event.clientX, y: event.clientY });
    if (hit.kind === 'namespace') scene.foldNamespace(hit.namespace, !hit.isFolded);
    else if (key !== undefined && view.level !== 'near') canvas()?.reveal([key]);
  };
  root.addEventListener('pointerdown', onDown);
  root.addEventListener('contextmenu', onMenu, true);
  root.addEventListener('pointermove', onMove);
  root.addEventListener('pointerleave', onLeave);
  root.addEventListener('dblclick', onDouble);
  return () => {
    root.removeEventListener('pointerdown', onDown);
    root.removeEventListener('contextmenu', onMenu, true);
    root.removeEventListener('pointermove', onMove);
    root.removeEventListener('pointerleave', onLeave);
    root.removeEventListener('dblclick', onDouble);
  };
}

function isControl(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[data-canvas-control]') !== null;
}

/** The menu that follows speaks of what is under the pointer: select it unless it is selected. */
function selectForMenu(event: MouseEvent): void {
  const hit = hitAt({ x: event.clientX, y: event.clientY });
  const key = keyOfHit(hit);
  const { selection } = useUi.getState();
  useUi.setState({ menuZone: hit.kind === 'cluster' ? hit.zone : undefined });
  if (key === undefined) ui.select([]);
  else if (!selection.includes(key)) ui.select([key]);
  useCanvas.setState({ focused: key });
}

/** The pointer went down on something: a click selects it, a move drags it. */
function press(hit: Hit, down: PointerEvent): void {
  const key = keyOfHit(hit) as string;
  const { selection } = useUi.getState();
  const adds = down.shiftKey || down.ctrlKey || down.metaKey;
  const wasSelected = selection.includes(key);
  if (!adds && !wasSelected) ui.select([key]);
  const world = view.worldAt({ x: down.clientX, y: down.clientY });
  const stop = listenOnce(
    (move) => {
      if (Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < thresholdPx) return;
      stop();
      useUi.setState({ hovered: undefined });
      // A component stays on its machine: what moves is the machine.
      if (hit.kind === 'component') {
        ui.select([machineKey(hit.machine)]);
        startObjectDrag(dropHit(scene, hit), [], world, move);
      } else startObjectDrag(hit, useUi.getState().selection, world, move);
    },
    () => {
      if (adds) ui.toggleSelected(key);
      else if (wasSelected && selection.length > 1) ui.select([key]);
    },
  );
}

/** A click on a frame's name selects the namespace; on its chevron folds or unfolds it. */
function pressNamespace(hit: Extract<Hit, { kind: 'namespace' }>, down: PointerEvent): void {
  const screen = view.toScreen(hit.rect);
  const isChevron = down.clientX - view.bounds.x - screen.x < chevronPx;
  if (isChevron) scene.foldNamespace(hit.namespace, !hit.isFolded);
  else pressFrame(hit.key, down);
}

/** A frame is selected, and never dragged: it stands around what it is about. */
function pressFrame(key: string, down: PointerEvent): void {
  if (down.shiftKey || down.ctrlKey || down.metaKey) ui.toggleSelected(key);
  else ui.select([key]);
}

/** The pointer went down on nothing: draw a selection, or with a mere click select nothing. Shift and Ctrl add. */
function beginMarquee(down: PointerEvent): void {
  const before = down.shiftKey || down.ctrlKey || down.metaKey ? useUi.getState().selection : [];
  const start = view.worldAt({ x: down.clientX, y: down.clientY });
  let drawn = false;
  const cancel = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end();
    ui.select(before);
    stop();
  };
  const end = (): void => {
    useDrag.setState({ marquee: undefined });
    window.removeEventListener('keydown', cancel, true);
  };
  window.addEventListener('keydown', cancel, true);
  const stop = listenOnce(
    (move) => {
      if (!drawn && Math.hypot(move.clientX - down.clientX, move.clientY - down.clientY) < thresholdPx) return;
      drawn = true;
      const marquee = rectBetween(start, view.worldAt({ x: move.clientX, y: move.clientY }));
      useDrag.setState({ marquee });
      const keys = keysWithin(scene, mirror, marquee, hitView());
      const next = [...new Set([...before, ...keys])];
      const { selection } = useUi.getState();
      if (next.length !== selection.length || next.some((key, index) => key !== selection[index])) ui.select(next);
    },
    () => {
      end();
      if (!drawn) ui.select(before);
    },
  );
}

/** Listens to the pointer until it goes up; returns the way to stop before. */
function listenOnce(onMove: (event: PointerEvent) => void, onUp: () => void): () => void {
  const finish = (event: PointerEvent): void => {
    stop();
    if (event.type === 'pointerup') onUp();
  };
  const stop = (): void => {
    window.removeEventListener('pointermove', onMove, true);
    window.removeEventListener('pointerup', finish, true);
    window.removeEventListener('pointercancel', finish, true);
  };
  window.addEventListener('pointermove', onMove, true);
  window.addEventListener('pointerup', finish, true);
  window.addEventListener('pointercancel', finish, true);
  return stop;
}

/** Stops a component, or starts it again. */
async function breakComponent(machine: string, name: string): Promise<void> {
  const found = componentIn(mirror, machine, name);
  if (found && hasPower(found.machine)) await inject(switchOf(machine, name, isStopped(found.row)));
}

/** The fault tool: a machine loses (or gets) its power, a component stops (or starts), a container's process ends. */
function breakSomething(hit: Hit): void {
  if (hit.kind === 'machine') {
    const row = mirror.machine(hit.name);
    if (row) void pull(row);
  } else if (hit.kind === 'component') void breakComponent(hit.machine, hit.component);
  else if (hit.kind === 'container') void crash(hit.uid, hit.container);
  else if (hit.kind === 'pod') void crash(hit.uid, undefined);
}
