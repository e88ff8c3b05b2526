import { ReactFlow, ReactFlowProvider, useReactFlow, useStoreApi } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { resolveTheme } from '../design/install-theme.ts';
import { useText } from '../i18n/use-text.ts';
import { registerCanvas } from '../store/canvas-port.ts';
import { mirror } from '../store/cluster.ts';
import { useMachineNames } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { canvasPort } from './canvas-port.ts';
import { scene, useScene, view } from './canvas-model.ts';
import { useCanvas } from './canvas-store.ts';
import { useDrag } from './drag/drag-store.ts';
import { setViewportMover } from './drag/drag-controller.ts';
import { FittedView } from './fitted-view.ts';
import { maxZoom, minZoom } from './geometry/zoom-level.ts';
import { FrameNames, Ground } from './Ground.tsx';
import { onCanvasKey } from './keyboard/canvas-keys.ts';
import { Mounting } from './mounting.ts';
import { CanvasOverlays } from './overlay/CanvasOverlays.tsx';
import { EdgeLayer } from './overlay/EdgeLayer.tsx';
import { EmptyCanvas } from './overlay/EmptyCanvas.tsx';
import { PixelLayer } from './pixel/pixel-layer.ts';
import { listenToPointer } from './pointer/canvas-pointer.ts';
import { rectOfKey } from './scene/object-rect.ts';
import { nodeTypes, useCanvasNodes } from './use-canvas-nodes.tsx';
import { useMotion } from './use-motion.ts';
import './canvas.css';

/** The canvas: ground, pixel layer, documents (React Flow), overlays; one viewport for all of them. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasInside />
    </ReactFlowProvider>
  );
}

const noEdges: never[] = [];
const panWithMiddle = [1];
const panWithAll = [0, 1];
/** The view rests once nothing has moved it for so long, or for three frames, but never later than this. */
const restMs = 120;
const longestGapMs = 400;

function CanvasInside() {
  const { t } = useText();
  const root = useRef<HTMLDivElement>(null);
  const pixels = useRef<HTMLCanvasElement>(null);
  const tool = useUi((state) => state.tool);
  const nodes = useCanvasNodes();
  const hasGroups = useScene('layout', useCallback(() => scene.layout.groups.length > 0, []));
  const isEmpty = useMachineNames().length === 0 && !hasGroups;
  const focused = useCanvas((state) => state.focused);
  const hasFocusRing = useCanvas((state) => state.focusVisible && state.focused === undefined);
  const announcement = useCanvas((state) => state.announcement);
  useMotion(root);
  useFocusOnWhatExists();
  useCanvasEngine(root, pixels);
  return (
    <div
      ref={root}
      className="canvas"
      data-tool={tool}
      data-focus-ring={hasFocusRing || undefined}
      role="application"
      aria-roledescription={t('canvas:roleDescription')}
      aria-label={t('canvas:label')}
      tabIndex={0}
      aria-activedescendant={focused === undefined ? undefined : `canvas:${focused}`}
      onKeyDown={onCanvasKey}
      onFocus={(event) => {
        if (event.target === event.currentTarget && event.currentTarget.matches(':focus-visible'))
          useCanvas.setState({ focusVisible: true });
      }}
      onBlur={(event) => {
        if (event.target === event.currentTarget) useCanvas.setState({ focusVisible: false });
      }}
    >
      <Ground />
      <canvas ref={pixels} className="canvas-pixels" aria-hidden />
      <ReactFlow
        className="canvas-documents"
        nodes={nodes}
        edges={noEdges}
        nodeTypes={nodeTypes}
        minZoom={minZoom}
        maxZoom={maxZoom}
        panOnDrag={tool === 'pan' ? panWithAll : panWithMiddle}
        zoomOnDoubleClick={false}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        proOptions={{ hideAttribution: true }}
        preventScrolling
      >
        <EdgeLayer />
      </ReactFlow>
      <FrameNames />
      {isEmpty && <EmptyCanvas />}
      <CanvasOverlays />
      <div className="visually-hidden" aria-live="polite">
        {announcement}
      </div>
    </div>
  );
}

/** The focus is on nothing once its object is gone, or another design is shown. */
function useFocusOnWhatExists(): void {
  useEffect(() => {
    const check = (): void => {
      const { focused } = useCanvas.getState();
      if (focused !== undefined && rectOfKey(focused) === undefined) useCanvas.setState({ focused: undefined });
    };
    check();
    const stops = [mirror.onFlush(check), scene.topics.subscribe('layout', check)];
    return () => { for (const stop of stops) stop(); };
  }, []);
}

/**
 * Everything imperative: follows React Flow's viewport, the mirror's flushes, the theme and the size, and registers the canvas with the
 * commands.
 */
function useCanvasEngine(root: RefObject<HTMLDivElement | null>, canvas: RefObject<HTMLCanvasElement | null>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const port = useMemo(() => canvasPort(flow), [flow]);
  useEffect(() => {
    if (!root.current || !canvas.current) return undefined;
    const element = root.current;
    const documents = element.querySelector<HTMLElement>('.canvas-documents') as HTMLElement;
    const themeNow = (): 'dark' | 'light' => resolveTheme(useUi.getState().preferences.theme);
    const pixels = new PixelLayer(canvas.current, mirror, scene, view, themeNow());
    const mounting = new Mounting(documents, pixels);
    let restTimer: ReturnType<typeof setTimeout> | undefined;
    let designId = '';
    let followedAt = -Infinity;

    const fitted = new FittedView({
      viewport: () => view.viewport, size: () => view.bounds, layout: () => scene.layout, now: () => performance.now(),
      go: (viewport, atOnce) => {
        if (atOnce) mounting.jumped();
        port.go(viewport, atOnce);
      },
    });
    // A thing that is dragged stays under the pointer.
    const unlessDragging = (react: () => void): void => { if (!useDrag.getState().drag) react(); };

    const follow = (): void => {
      const [x, y, zoom] = store.getState().transform;
      const { viewport } = view;
      if (viewport.x === x && viewport.y === y && viewport.zoom === zoom) return;
      view.set({ viewport: { x, y, zoom }, moving: true });
      documents.dataset['moving'] = '';
      clearTimeout(restTimer);
      // Where frames are slow, a gap between two of them is no rest.
      const now = performance.now();
      const gapMs = Math.min(longestGapMs, 3 * (now - followedAt));
      followedAt = now;
      restTimer = setTimeout(() => {
        view.set({ moving: false });
        delete documents.dataset['moving'];
        pixels.request();
        mounting.request();
      }, Math.max(restMs, gapMs));
      pixels.request();
      mounting.request();
    };
    const measure = (): void => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const before = view.bounds;
      view.set({ bounds: { x, y, width, height } });
      if (width !== before.width || height !== before.height) {
        pixels.request();
        mounting.request();
        unlessDragging(() => fitted.resized());
      }
    };
    const opened = (): void => {
      if (mirror.designId === designId || mirror.cluster === undefined) return;
      designId = mirror.designId;
      measure();
      fitted.fit(true);
    };
    measure();
    opened();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const stops = [
      store.subscribe(follow),
      listenToPointer(element, pixels),
      registerCanvas(port),
      mirror.onFlush((report) => {
        pixels.forget(report.everything ? undefined : report.machines);
        mounting.request();
        if (report.everything) {
          opened();
          mounting.rewatch();
        }
      }),
      scene.topics.subscribe('layout', () => {
        pixels.forget(undefined);
        mounting.request();
        unlessDragging(() => fitted.grown());
      }),
      useUi.subscribe((state, before) => {
        if (state.preferences.theme !== before.preferences.theme) pixels.setTheme(themeNow());
        if (state.selection !== before.selection) pixels.setSelection(state.selection);
        if (state.panels !== before.panels) requestAnimationFrame(measure);
      }),
    ];
    window.addEventListener('resize', measure);
    window.addEventListener('scroll', measure, true);
    setViewportMover((by) => {
      const { x, y, zoom } = view.viewport;
      void flow.setViewport({ x: x + by.x, y: y + by.y, zoom });
    });
    if (import.meta.env.DEV || import.meta.env.MODE === 'fixtures') {
      void import('./bench/frame-times.ts').then(({ installBench }) => installBench((viewport) => void flow.setViewport(viewport)));
    }
    mounting.rewatch();
    pixels.request();
    return () => {
      for (const stop of stops) stop();
      observer.disconnect();
      window.removeEventListener('resize', measure);
      window.removeEventListener('scroll', measure, true);
      setViewportMover(undefined);
      clearTimeout(restTimer);
      pixels.dispose();
      mounting.dispose();
    };
  }, [root, canvas, flow, store, port]);
}
