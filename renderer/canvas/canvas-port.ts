import type { ReactFlowInstance } from '@xyflow/react';
import { drawingsBetween } from '../gestures/connect/index.ts';
import type { CanvasPort } from '../store/canvas-port.ts';
import { machineKey, parseRefKey } from '../store/ref-key.ts';
import { mirror } from '../store/cluster.ts';
import { useUi } from '../store/ui.ts';
import { scene, view } from './canvas-model.ts';
import { mirrorFacts } from './drag/facts.ts';
import { startPaletteDrag } from './drag/palette-drag.ts';
import { removeCall } from './drag/edge-menu.ts';
import { openMeaningMenu } from './drag/meaning-menu.ts';
import { perform } from './drag/perform.ts';
import { verdictFor } from './drag/drop-rules.ts';
import type { Verdict } from './drag/verdict.ts';
import { boundsOf, centreOf } from './geometry/rect.ts';
import type { Point, Rect } from './geometry/rect.ts';
import { viewportFittingCluster } from './geometry/fit.ts';
import { viewportFitting } from './geometry/visible-window.ts';
import type { Viewport } from './geometry/visible-window.ts';
import { maxZoom, minZoom, nearFrom } from './geometry/zoom-level.ts';
import { podKeyOf } from './scene/hit-test.ts';
import type { Hit } from './scene/hit-test.ts';
import { rectOfKey } from './scene/object-rect.ts';

export interface Port extends CanvasPort {
  go(target: Viewport, atOnce: boolean): void;
}

const glideMs = 280;

/** What the canvas does for commands, palette and lists. */
export function canvasPort(flow: ReactFlowInstance): Port {
  let goal = view.viewport.zoom;
  let glidingUntil = -Infinity;
  const go = (target: Viewport, atOnce = false): void => {
    const duration = atOnce || useUi.getState().preferences.reducedMotion ? 0 : glideMs;
    goal = target.zoom;
    glidingUntil = performance.now() + duration;
    void flow.setViewport(target, { duration });
  };
  // Steps in quick succession add up: the next starts from where the last one is going.
  const zoomBy = (factor: number): void => zoomTo((performance.now() < glidingUntil ? goal : view.viewport.zoom) * factor);
  const zoomTo = (wanted: number): void => {
    const zoom = Math.min(maxZoom, Math.max(minZoom, wanted));
    const { x, y, zoom: before } = view.viewport;
    const { width, height } = view.bounds;
    go({ zoom, x: width / 2 - ((width / 2 - x) / before) * zoom, y: height / 2 - ((height / 2 - y) / before) * zoom });
  };
  return {
    zoomIn: () => zoomBy(1.25),
    zoomOut: () => zoomBy(0.8),
    zoomTo,
    fit: () => go(viewportFittingCluster(scene.layout, view.bounds.width, view.bounds.height)),
    go,
    reveal: (keys) => {
      const target = boundsOf(keys.flatMap((key) => rectOfKey(key) ?? []));
      if (target) go(viewportShowing(target));
      return target !== undefined;
    },
    allKeys: () => [
      ...scene.machineNames.map((name) => machineKey(name)),
      ...scene.cards.map((card) => card.key),
      ...[...mirror.pods.uids()].map((uid) => podKeyOf(mirror, uid)),
    ],
    centre: () => centreOf(view.window()),
    addItem(item) {
      const anywhere: Hit = { kind: 'cluster', rect: scene.layout.cluster, zone: mirrorFacts.defaultZone() };
      const on = (target: Hit): Verdict => verdictFor({ type: 'palette', item: item.template }, target, { alt: false, at: { x: 0, y: 0 }, isFree: false }, mirrorFacts);
      const about = on(targetOfSelection() ?? anywhere);
      // An object that has nothing to do with what happens to be selected is made by itself.
      const verdict = about.kind === 'refused' && item.template.type === 'object' ? on(anywhere) : about;
      if (verdict.kind !== 'refused') void perform(verdict.action);
      else useUi.setState((state) => ({ toasts: [...state.toasts.slice(-2), { id: Date.now(), tone: 'error', text: verdict.hint }] }));
    },
    connect(from, to) {
      const [begin, end] = [parseRefKey(from), parseRefKey(to)];
      if (!begin || !end) return;
      if (drawingsBetween(begin.kind, end.kind).length === 0) void perform({ do: 'connect', from, to });
      else void openMeaningMenu({ from, to }, placeOf(to));
    },
    removeCall: (from, to) => void removeCall(from, to),
    toggleFold: (namespace) => scene.foldNamespace(namespace, !scene.isFolded(namespace)),
    startDrag: (item, event) => startPaletteDrag(item, event),
  };
}

/** A container or volume that is added by key goes into what is selected, as if it had been dropped there. */
function targetOfSelection(): Hit | undefined {
  const key = useUi.getState().selection.at(-1);
  if (key === undefined) return undefined;
  const ref = parseRefKey(key);
  if (ref?.kind === 'Namespace') return { kind: 'cluster', rect: scene.layout.cluster, namespace: ref.name };
  const card = scene.cards.find((item) => item.key === key);
  if (card) return { kind: 'card', rect: card.rect, key, uid: card.uid };
  for (const uid of mirror.pods.uids()) {
    if (podKeyOf(mirror, uid) === key)
      return { kind: 'pod', rect: scene.podRect(uid) ?? scene.layout.cluster, key, uid, machine: mirror.pods.row(uid)?.node ?? '' };
  }
  return undefined;
}

/** Where a menu about an object opens, in window coordinates. */
function placeOf(key: string): Point {
  const rect = rectOfKey(key);
  const screen = rect ? view.toScreen(rect) : { x: view.bounds.width / 2, y: view.bounds.height / 2, height: 0 };
  const within = (value: number, most: number): number => Math.min(Math.max(8, value), most - 8);
  return { x: view.bounds.x + within(screen.x + 20, view.bounds.width), y: view.bounds.y + within(screen.y + screen.height / 2, view.bounds.height) };
}

/** Keeps the view when the thing is in it and readable; else brings it to the centre, near enough to read. */
function viewportShowing(rect: Rect): Viewport {
  const { viewport, bounds } = view;
  const screen = view.toScreen(rect);
  const margin = 16;
  const isInside =
    screen.x >= margin &&
    screen.y >= margin &&
    screen.x + screen.width <= bounds.width - margin &&
    screen.y + screen.height <= bounds.height - margin;
  if (isInside && viewport.zoom >= nearFrom) return viewport;
  const fitting = viewportFitting(rect, bounds.width, bounds.height, 60, Math.max(1, Math.min(viewport.zoom, 1.4)));
  return fitting;
}
