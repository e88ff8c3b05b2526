import { mirror } from '../../store/cluster.ts';
import { ui } from '../../store/ui.ts';
import { sendEdit } from '../../commands/edit.ts';
import { moveCards } from '../../gestures/move-cards.ts';
import { scene, view } from '../canvas-model.ts';
import { announce, useCanvas } from '../canvas-store.ts';
import { localize } from '../../i18n/i18n.ts';
import { nextPodSlot, podHeight } from '../geometry/machine-body.ts';
import { boundsOf, intersects } from '../geometry/rect.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { snapDistance, snapRect } from '../geometry/snapping.ts';
import type { Snap } from '../geometry/snapping.ts';
import { dropHit, hitTest } from '../scene/hit-test.ts';
import type { Hit } from '../scene/hit-test.ts';
import { ApiHints } from './api-hints.ts';
import { useDrag } from './drag-store.ts';
import type { ActiveDrag, DragPreview } from './drag-store.ts';
import { overPaletteVerdict, verdictFor } from './drop-rules.ts';
import { mirrorFacts } from './facts.ts';
import { evictionMenu } from './eviction-menu.ts';
import { groupTypeMenu } from './group-type-menu.ts';
import { openMeaningMenu } from './meaning-menu.ts';
import type { DragPayload } from './payload.ts';
import { perform } from './perform.ts';
import type { Verdict } from './verdict.ts';

const returnMs = 140;
const edgePan = { within: 36, perFrame: 14, afterMs: 350 } as const;

let hints = new ApiHints();
let stopListening: (() => void) | undefined;
let modifiers = { alt: false, ctrl: false };
let panFrame = 0;
let edge = { wasInside: false, since: 0 };
let regular: { of: unknown; key: string; rect: Rect } | undefined;
let moveViewport: ((by: Point) => void) | undefined;

/** The canvas tells how its viewport is moved: a drag near the edge pans. */
export function setViewportMover(mover: ((by: Point) => void) | undefined): void {
  moveViewport = mover;
}

/** Starts a drag; the pointer is already down. From here on it listens to the whole window. */
export function beginDrag(payload: DragPayload, preview: DragPreview, grab: Point, event: PointerEvent): void {
  endDrag();
  hints = new ApiHints();
  edge = { wasInside: false, since: 0 };
  modifiers = { alt: event.altKey, ctrl: event.ctrlKey || event.metaKey };
  const pointer = { x: event.clientX, y: event.clientY };
  useDrag.setState({
    drag: {
      payload,
      preview,
      pointer,
      grab,
      hit: { kind: 'outside' },
      verdict: { kind: 'refused', hint: { key: 'canvas:drop.overPanel' } },
      guides: [],
      returning: false,
    },
  });
  const onMove = (move: PointerEvent): void => {
    modifiers = { alt: move.altKey, ctrl: move.ctrlKey || move.metaKey };
    update({ x: move.clientX, y: move.clientY });
  };
  const onUp = (up: PointerEvent): void => {
    onMove(up);
    void drop();
  };
  const onKey = (key: KeyboardEvent): void => {
    if (key.type === 'keydown' && key.key === 'Escape') {
      key.preventDefault();
      key.stopPropagation();
      cancelDrag();
      return;
    }
    if (key.key !== 'Alt' && key.key !== 'Control' && key.key !== 'Meta') return;
    key.preventDefault();
    modifiers = { alt: key.altKey, ctrl: key.ctrlKey || key.metaKey };
    const { drag } = useDrag.getState();
    if (drag) update(drag.pointer);
  };
  window.addEventListener('pointermove', onMove, true);
  window.addEventListener('pointerup', onUp, true);
  window.addEventListener('pointercancel', cancelDrag, true);
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('keyup', onKey, true);
  window.addEventListener('blur', cancelDrag);
  stopListening = () => {
    window.removeEventListener('pointermove', onMove, true);
    window.removeEventListener('pointerup', onUp, true);
    window.removeEventListener('pointercancel', cancelDrag, true);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onKey, true);
    window.removeEventListener('blur', cancelDrag);
  };
  update(pointer);
}

/** Escape, or the pointer was taken away: the thing goes back. */
export function cancelDrag(): void {
  const { drag } = useDrag.getState();
  stopListening?.();
  stopListening = undefined;
  cancelAnimationFrame(panFrame);
  panFrame = 0;
  if (!drag) return;
  useDrag.setState({ drag: { ...drag, returning: true, guides: [] }, links: undefined });
  // Unless the next drag has begun meanwhile.
  setTimeout(() => { if (useDrag.getState().drag?.returning) endDrag(); }, returnMs);
}

function endDrag(): void {
  stopListening?.();
  stopListening = undefined;
  cancelAnimationFrame(panFrame);
  panFrame = 0;
  if (useDrag.getState().drag) useDrag.setState({ drag: undefined, links: undefined });
}

function update(pointer: Point): void {
  const { drag } = useDrag.getState();
  if (!drag || drag.returning) return;
  const world = view.worldAt(pointer);
  const zoom = view.viewport.zoom;
  const isOver = view.contains(pointer);
  const hit: Hit = isOver
    ? dropHit(scene, hitTest(scene, mirror, world, { level: view.level, zoom, textScale: useCanvas.getState().textScale }))
    : { kind: 'outside' };
  const snap = placedRect(drag, world, zoom);
  const ruled: Verdict = isOver
    ? verdictFor(
        drag.payload,
        hit,
        {
          alt: modifiers.alt,
          at: snap ? { x: snap.x, y: snap.y } : world,
          isFree: snap !== undefined && isMeant(snap) && isFree(drag, snap),
        },
        mirrorFacts,
      )
    : isOverPalette(pointer) ? overPaletteVerdict(drag.payload) : { kind: 'refused' as const, hint: { key: 'canvas:drop.overPanel' } };
  const known = ruled.kind === 'ok' ? hints.known(ruled.action) : undefined;
  const verdict = known?.verdict ? withPlace(known.verdict, ruled) : ruled;
  const places =
    snap !== undefined &&
    verdict.kind !== 'refused' &&
    (verdict.action.do === 'moveObjects' || (verdict.action.do === 'addMachine' && verdict.action.at !== undefined));
  const slot = slotFor(drag, hit, verdict);
  useDrag.setState({
    drag: {
      payload: drag.payload,
      preview: drag.preview,
      grab: drag.grab,
      pointer,
      hit,
      verdict,
      returning: false,
      guides: places ? (snap as Snap).guides : [],
      ...(places ? { placed: { x: (snap as Snap).x, y: (snap as Snap).y, width: drag.preview.width, height: drag.preview.height } } : {}),
      ...(slot ? { slot } : {}),
    },
  });
  if (ruled.kind === 'ok' && known?.isAsked === false) void refine(ruled);
  if (isOver) panAtEdge(pointer);
  else {
    // A view that pans would go on with where the pointer was last.
    cancelAnimationFrame(panFrame);
    panFrame = 0;
  }
}

function isOverPalette({ x, y }: Point): boolean {
  const under = document.elementFromPoint(x, y);
  return under !== null && under.closest('.editor-palette') !== null;
}

/** Things placed by position (machines, cards) snap to each other; Ctrl places freely. */
function placedRect(drag: ActiveDrag, world: Point, zoom: number): Snap | undefined {
  const { payload, preview, grab } = drag;
  const isPlaced = payload.type === 'objects' || (payload.type === 'palette' && payload.item.type === 'machine');
  if (!isPlaced) return undefined;
  const rect = { x: world.x - grab.x, y: world.y - grab.y, width: preview.width, height: preview.height };
  if (modifiers.ctrl) return { x: rect.x, y: rect.y, guides: [] };
  const moving = payload.type === 'objects' ? payload.rects : {};
  const others = [...scene.layout.machines, ...scene.layout.cards].flatMap(([key, other]) => (key in moving ? [] : [other]));
  const near = others.filter((other) => Math.abs(other.x - rect.x) < 1_200 && Math.abs(other.y - rect.y) < 1_200);
  return snapRect(rect, near, snapDistance / zoom);
}

/** A place is meant when the thing snapped to others both ways, or Ctrl is held; a machine dropped just anywhere gets its regular place. */
function isMeant(snap: Snap): boolean {
  return modifiers.ctrl || (snap.guides.some((guide) => guide.axis === 'x') && snap.guides.some((guide) => guide.axis === 'y'));
}

function isFree(drag: ActiveDrag, at: Point): boolean {
  const rect = { x: at.x, y: at.y, width: drag.preview.width, height: drag.preview.height };
  if (scene.machineIndex.within(rect).length > 0) return false;
  return !scene.cards.some((card) => intersects(card.rect, rect));
}

/** The dashed place that the thing would take: a pod's on the machine, a machine's in its zone. */
function slotFor(drag: ActiveDrag, hit: Hit, verdict: Verdict): Rect | undefined {
  // A pod that will wait takes no place on the machine.
  if (verdict.kind !== 'ok' || view.level === 'far') return undefined;
  const { action } = verdict;
  if (action.do === 'addMachine')
    return scene.machineNames.length > 400 || action.at !== undefined
      ? undefined
      : regularPlace(action.zone ?? '', action.roles.includes('control-plane'));
  const node =
    action.do === 'createPod' || action.do === 'movePods' ? action.placement?.node : action.do === 'evict' ? action.to : undefined;
  const machine = node === undefined ? undefined : scene.rectOf(node);
  if (!machine || node === undefined || hit.kind === 'outside') return undefined;
  if (view.level === 'middle') return undefined;
  const height =
    drag.payload.type === 'pods'
      ? (scene.podRect(drag.payload.pods[0]?.uid ?? '')?.height ?? 60)
      : podHeight({ containers: 1, volumes: 0 });
  const slot = nextPodSlot(scene.bodyOf(node), height);
  return { ...slot, x: machine.x + slot.x, y: machine.y + slot.y };
}

/** Worked out once per zone and layout: the layout is not for every move of the pointer. */
function regularPlace(zone: string, controlPlane: boolean): Rect {
  const key = `${zone}/${controlPlane}`;
  if (regular?.of !== scene.layout || regular.key !== key)
    regular = { of: scene.layout, key, rect: scene.nextMachineRect(zone, controlPlane) };
  return regular.rect;
}

/** When the API would refuse or the pod would stay Pending, says so while still hovering. */
async function refine(ruled: Extract<Verdict, { kind: 'ok' | 'pending' }>): Promise<void> {
  const { drag: asking } = useDrag.getState();
  const verdict = asking && (await hints.ask(ruled.action, asking.preview.title));
  const { drag } = useDrag.getState();
  if (verdict && drag && !drag.returning && drag.verdict === ruled)
    useDrag.setState({ drag: { ...drag, verdict: withPlace(verdict, ruled) } });
}

/** An answer was given for the action wherever it happens; the place is that of now. */
function withPlace(verdict: Verdict, ruled: Verdict): Verdict {
  return verdict.kind === 'pending' && ruled.kind !== 'refused' ? { ...verdict, action: ruled.action } : verdict;
}

async function drop(): Promise<void> {
  const { drag } = useDrag.getState();
  if (!drag) return;
  const { verdict } = drag;
  if (verdict.kind === 'refused') {
    announce(localize(verdict.hint));
    cancelDrag();
    return;
  }
  endDrag();
  const { action } = verdict;
  if (action.do === 'moveObjects') {
    if (drag.placed && drag.payload.type === 'objects')
      await sendEdit(moveCards(movedRects(drag.payload.rects, drag.payload.grabbed, drag.placed)), { quiet: true });
  } else if (action.do === 'evict') {
    useDrag.setState({ menu: evictionMenu(action, drag.pointer) });
  } else if (action.do === 'chooseMeaning') {
    await openMeaningMenu(action, drag.pointer);
  } else if (action.do === 'setGroupType') {
    useDrag.setState({ menu: groupTypeMenu(action, drag.pointer) });
  } else {
    ui.select([]);
    await perform(action);
  }
}

/** All dragged things move by as much as the one under the pointer. */
export function movedRects(rects: Readonly<Record<string, Rect>>, grabbed: string, placed: Point): Record<string, Point> {
  const from = rects[grabbed] ?? boundsOf(Object.values(rects)) ?? { x: 0, y: 0 };
  return Object.fromEntries(
    Object.entries(rects).map(([key, rect]) => [key, { x: rect.x + placed.x - from.x, y: rect.y + placed.y - from.y }]),
  );
}

function panAtEdge(pointer: Point): void {
  cancelAnimationFrame(panFrame);
  panFrame = 0;
  const { x, y, width, height } = view.bounds;
  const speed = (distance: number): number =>
    distance < edgePan.within ? edgePan.perFrame * (1 - Math.max(0, distance) / edgePan.within) : 0;
  const by = { x: speed(pointer.x - x) - speed(x + width - pointer.x), y: speed(pointer.y - y) - speed(y + height - pointer.y) };
  if (by.x === 0 && by.y === 0) {
    edge = { wasInside: true, since: 0 };
    return;
  }
  // Coming in from a panel is no wish to pan, nor is passing along the edge.
  if (!edge.wasInside || !moveViewport) return;
  if (edge.since === 0) edge.since = performance.now();
  if (performance.now() - edge.since < edgePan.afterMs) {
    panFrame = requestAnimationFrame(() => panAtEdge(pointer));
    return;
  }
  panFrame = requestAnimationFrame(() => {
    moveViewport?.(by);
    update(pointer);
  });
}
