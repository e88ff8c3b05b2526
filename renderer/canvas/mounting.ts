import { mirror } from '../store/cluster.ts';
import { request } from '../ipc/client.ts';
import { useUi } from '../store/ui.ts';
import { scene, view } from './canvas-model.ts';
import { useCanvas } from './canvas-store.ts';
import type { DocumentLevel } from './canvas-store.ts';
import { mountLimit, nextMounted, visibleItems } from './geometry/visible-window.ts';
import { documentLayerOpacity, farBelow, middleTextScale, nearFrom, zoomLevelAt } from './geometry/zoom-level.ts';
import type { ZoomLevel } from './geometry/zoom-level.ts';
import type { PixelLayer } from './pixel/pixel-layer.ts';

/** Documents are made for about this many pods per frame, so that no frame is long. */
const podsPerFrame = 48;
/** The zoom is told to the rest of the window at most so often during a gesture. */
const zoomToldMs = 90;
const fadeMs = 160;
const nothing: ReadonlySet<string> = new Set();

/**
 * Decides what is drawn as documents: the level for the zoom, and which machines in view are mounted. A single loop that runs while
 * something is missing. While the zoom changes nothing is mounted and no level changes: what there is scales with the viewport, the pixel
 * layer draws the rest, and the new level comes with rest. Each level and each step of the text size crossed would be a layout of all.
 */
export class Mounting {
  readonly #layer: HTMLElement;
  readonly #pixels: PixelLayer;
  #frame = 0;
  #watched = '';
  #zoomToldAt = 0;
  #zoomTimer: ReturnType<typeof setTimeout> | undefined;
  #leaveFar: ReturnType<typeof setTimeout> | undefined;
  #lastZoom: number | undefined;
  #isHeld = false;
  /** Of this layer: another design's canvas is another layer, which knows no size yet. */
  #textScale: number | undefined;

  constructor(layer: HTMLElement, pixels: PixelLayer) {
    this.#layer = layer;
    this.#pixels = pixels;
  }

  /** Looks again at the next frame. */
  request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#step());
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#leaveFar);
    clearTimeout(this.#zoomTimer);
  }

  #step(): void {
    this.#frame = 0;
    const { zoom } = view.viewport;
    const podCount = mirror.pods.size;
    if (this.#isZooming(zoom)) {
      this.#hold(zoom, podCount);
      return;
    }
    const visible = visibleItems(scene.machineIndex, scene.machineRects, view.window(), 120 / zoom);
    const level = this.#levelAt(zoom, podCount, scene.machineIndex.within(view.window()).length);
    this.#showLevel(level, zoom, podCount);
    const wanted = level === 'far' ? [] : visible.map((index) => scene.machineNames[index] as string);
    const before = useCanvas.getState().mounted;
    if (level === 'far') {
      // While the documents fade they stay.
      if (this.#leaveFar === undefined && before.size > 0) this.#show(new Map(), level);
      else this.#watch([], level);
      return;
    }
    const next = nextMounted(before, wanted, level, (name) => scene.podsOn(name).length + 8, podsPerFrame);
    const isSame = next.size === before.size && [...next].every(([name, shown]) => before.get(name) === shown);
    if (!isSame) this.#show(next, level);
    if (wanted.some((name) => next.get(name) !== level)) this.request();
  }

  /** The view has jumped, not glided: what it shows is mounted at once. */
  jumped(): void {
    this.#lastZoom = undefined;
  }

  #isZooming(zoom: number): boolean {
    const isJump = this.#lastZoom === undefined;
    const changed = zoom !== this.#lastZoom;
    this.#lastZoom = zoom;
    this.#isHeld = view.moving && !isJump && (changed || this.#isHeld);
    return this.#isHeld;
  }

  /** Only what costs nothing: the number of the zoom, and which of the two layers shows. */
  #hold(zoom: number, podCount: number): void {
    this.#tellZoom(zoom);
    const isFar = zoomLevelAt(zoom, podCount) === 'far';
    this.#layer.style.opacity = isFar ? '0' : '1';
    delete this.#layer.dataset['far'];
    const { mounted } = useCanvas.getState();
    const covered = isFar ? nothing : new Set(mounted.keys());
    if (covered.size === this.#pixels.covered.size) return;
    this.#pixels.covered = covered;
    this.#pixels.request();
  }

  #show(mounted: ReadonlyMap<string, DocumentLevel>, level: ZoomLevel): void {
    useCanvas.setState({ mounted });
    this.#pixels.covered = new Set(mounted.keys());
    this.#pixels.request();
    this.#watch([...mounted.keys()], level);
  }

  /** When more machines are in view than can be mounted, the pixel layer draws all of them, rather than some of each. */
  #levelAt(zoom: number, podCount: number, inView: number): ZoomLevel {
    const level = zoomLevelAt(zoom, podCount);
    return level === 'middle' && inView > mountLimit ? 'far' : level;
  }

  #showLevel(level: ZoomLevel, zoom: number, podCount: number): void {
    this.#tellZoom(zoom);
    const textScale = middleTextScale(zoom);
    if (this.#textScale !== textScale) {
      this.#textScale = textScale;
      this.#layer.style.setProperty('--px', `${textScale}px`);
      useCanvas.setState({ textScale });
    }
    const opacity =
      level === 'far' ? 0 : zoom >= nearFrom || zoom > farBelow(podCount) * 1.1 ? 1 : Math.max(0.4, documentLayerOpacity(zoom, podCount));
    this.#layer.style.opacity = String(opacity);
    if (level !== 'far') delete this.#layer.dataset['far'];
    if (view.level === level) return;
    view.set({ level });
    if (useUi.getState().zoomLevel !== level) useUi.setState({ zoomLevel: level });
    clearTimeout(this.#leaveFar);
    this.#leaveFar = undefined;
    if (level === 'far') {
      // The documents fade over the tiles and go afterwards.
      this.#pixels.covered = new Set();
      this.#pixels.request();
      this.#leaveFar = setTimeout(() => {
        this.#leaveFar = undefined;
        this.#layer.dataset['far'] = '';
        useCanvas.setState({ mounted: new Map() });
        this.request();
      }, fadeMs);
    }
  }

  #tellZoom(zoom: number): void {
    clearTimeout(this.#zoomTimer);
    if (useUi.getState().zoom === zoom) return;
    const tell = (): void => {
      this.#zoomToldAt = performance.now();
      useUi.setState({ zoom });
    };
    if (performance.now() - this.#zoomToldAt > zoomToldMs) tell();
    else this.#zoomTimer = setTimeout(tell, zoomToldMs);
  }

  /** Details come for the machines that show them. */
  #watch(names: readonly string[], level: ZoomLevel): void {
    const wanted = level === 'near' ? names : level === 'middle' && names.length <= 12 ? names : [];
    const pending = level !== 'far';
    const key = `${pending}|${[...wanted].sort().join()}`;
    if (key === this.#watched) return;
    this.#watched = key;
    void request('view.watchMachines', { machines: [...wanted], pending });
  }

  /** After a new list the control plane may have forgotten. */
  rewatch(): void {
    this.#watched = '';
    this.request();
    const { mounted } = useCanvas.getState();
    this.#watch([...mounted.keys()], view.level);
  }
}
