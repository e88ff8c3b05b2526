import { useEffect, useRef } from 'react';
import type { PointerEvent } from 'react';
import { useReactFlow } from '@xyflow/react';
import { machineStates } from '../../../shared/view/states.ts';
import { colours } from '../../design/colours.ts';
import { resolveTheme } from '../../design/install-theme.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useUi } from '../../store/ui.ts';
import { scene, view } from '../canvas-model.ts';
import { boundsOf, encloses, grow } from '../geometry/rect.ts';
import type { Rect } from '../geometry/rect.ts';

const width = 104;
const height = 70;

/**
 * The whole cluster at a glance: machines (those in trouble in their colour) and what the canvas shows now. Click or drag goes there. Nothing while the
 * canvas itself shows all of it.
 */
export function Minimap() {
  const { t } = useText();
  const flow = useReactFlow();
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useUi((state) => resolveTheme(state.preferences.theme));
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      const showsAll = encloses(view.window(), scene.layout.bounds);
      root.current?.toggleAttribute('data-idle', showsAll);
      if (canvas.current && !showsAll) drawMinimap(canvas.current, theme);
    };
    const request = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    request();
    const stops = [
      view.subscribe(request),
      scene.topics.subscribe('layout', request),
      mirror.onFlush((report) => {
        if (report.everything || report.machines.size > 0) request();
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const stop of stops) stop();
    };
  }, [theme]);
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, x, y } = fitting();
    const { zoom } = view.viewport;
    void flow.setViewport({
      zoom,
      x: view.bounds.width / 2 - ((event.clientX - box.left - x) / scale) * zoom,
      y: view.bounds.height / 2 - ((event.clientY - box.top - y) / scale) * zoom,
    });
  };
  return (
    <div ref={root} className="minimap" data-canvas-control>
      <canvas
        ref={canvas}
        width={width * 2}
        height={height * 2}
        role="img"
        aria-label={t('canvas:minimap')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
      />
    </div>
  );
}

function fitting(): { scale: number; x: number; y: number } {
  const all = grow(boundsOf([scene.layout.bounds]) as Rect, 40);
  const scale = Math.min(width / all.width, height / all.height);
  return { scale, x: width / 2 - (all.x + all.width / 2) * scale, y: height / 2 - (all.y + all.height / 2) * scale };
}

function drawMinimap(canvas: HTMLCanvasElement, theme: 'dark' | 'light'): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const colour = colours[theme];
  const { scale, x, y } = fitting();
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, width, height);
  const box = (rect: Rect): [number, number, number, number] => [
    rect.x * scale + x,
    rect.y * scale + y,
    Math.max(1, rect.width * scale),
    Math.max(1, rect.height * scale),
  ];
  context.strokeStyle = colour['line-3'];
  context.lineWidth = 1;
  context.strokeRect(...box(scene.layout.cluster));
  context.fillStyle = colour['line-2'];
  for (const card of scene.cards) context.fillRect(...box(card.rect));
  scene.machineNames.forEach((name, index) => {
    const state = mirror.machine(name)?.state;
    const family = machineStates.find((entry) => entry.name === state)?.family ?? 'unknown';
    context.fillStyle = family === 'ready' ? colour['line-3'] : colour[family === 'attention' ? 'attention-mark' : family];
    context.fillRect(...box(scene.machineRects[index] as Rect));
  });
  context.strokeStyle = colour.accent;
  context.lineWidth = 1.5;
  const [left, top, wide, high] = box(view.window());
  const right = Math.min(width - 1, left + wide);
  const bottom = Math.min(height - 1, top + high);
  context.strokeRect(Math.max(1, left), Math.max(1, top), right - Math.max(1, left), bottom - Math.max(1, top));
}
