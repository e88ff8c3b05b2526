import { scene, view } from '../canvas-model.ts';
import { viewportFittingCluster } from '../geometry/fit.ts';
import type { Viewport } from '../geometry/visible-window.ts';

/** Times between frames in ms, and how much of each the main thread ran script (where the browser tells). */
export interface FrameTimes {
  frames: number;
  p50: number;
  p95: number;
  max: number;
}

/** What the measuring side drives; see `installBench`. */
export interface CanvasBench {
  /** Whether the canvas shows the cluster and has come to rest. */
  ready(): boolean;
  counts(): { machines: number; elements: number };
  /** Pans back and forth with the whole cluster in view. */
  pan(durationMs: number): Promise<FrameTimes>;
  /** Zooms from the whole cluster to 120 % and back, through all levels. */
  zoom(durationMs: number): Promise<FrameTimes>;
  /** The same in notches with a rest after each, in which documents come and go. */
  steps(durationMs: number): Promise<FrameTimes>;
  /** Does nothing: what changes by itself (the fixture's status changes) is drawn. */
  watch(durationMs: number): Promise<FrameTimes>;
}

const nearest = 1.2;
/** Long enough for the canvas to come to rest, and for what comes then. */
const notchMs = 400;

/** Puts the bench where a driver finds it: `window.clusterwrightBench`. Never part of the product. */
export function installBench(setViewport: (viewport: Viewport) => void): void {
  const whole = (): Viewport => viewportFittingCluster(scene.layout, view.bounds.width, view.bounds.height);
  /** Zooms at the centre, from the whole cluster (0) to 120 % (1). */
  const zoomFrom = (start: Viewport) => (share: number): void => {
    const centre = { x: view.bounds.width / 2, y: view.bounds.height / 2 };
    const zoom = start.zoom * (nearest / start.zoom) ** share;
    setViewport({ zoom, x: centre.x - ((centre.x - start.x) / start.zoom) * zoom, y: centre.y - ((centre.y - start.y) / start.zoom) * zoom });
  };
  const bench: CanvasBench = {
    ready: () => scene.machineNames.length > 0 && !view.moving,
    counts: () => ({ machines: scene.machineNames.length, elements: document.querySelectorAll('.canvas *').length }),
    pan: (durationMs) => {
      const start = whole();
      return measure(durationMs, (time) =>
        setViewport({ ...start, x: start.x + Math.sin(time / 300) * 200, y: start.y + Math.cos(time / 400) * 120 }),
      );
    },
    zoom: (durationMs) => {
      const zoomTo = zoomFrom(whole());
      return measure(durationMs, (time) => zoomTo((1 - Math.cos((time / durationMs) * 2 * Math.PI)) / 2));
    },
    steps: (durationMs) => {
      const zoomTo = zoomFrom(whole());
      const notches = Math.floor(durationMs / notchMs);
      let last = -1;
      return measure(durationMs, (time) => {
        const notch = Math.floor(time / notchMs);
        if (notch === last) return;
        last = notch;
        zoomTo(1 - Math.abs(1 - (2 * notch) / notches));
      });
    },
    watch: (durationMs) => measure(durationMs, () => undefined),
  };
  (window as unknown as { clusterwrightBench: CanvasBench }).clusterwrightBench = bench;
}

function measure(durationMs: number, step: (timeMs: number) => void): Promise<FrameTimes> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const start = performance.now();
    let last = start;
    const frame = (now: number): void => {
      if (now > last) times.push(now - last);
      last = now;
      if (now - start >= durationMs) {
        resolve(summary(times));
        return;
      }
      step(now - start);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Median, 95th percentile and maximum, in ms with one decimal. */
export function summary(times: readonly number[]): FrameTimes {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { frames: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}
