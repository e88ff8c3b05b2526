import type { ClusterLayout } from './geometry/cluster-layout.ts';
import { viewportFittingCluster } from './geometry/fit.ts';
import { encloses } from './geometry/rect.ts';
import { worldWindow } from './geometry/visible-window.ts';
import type { Viewport } from './geometry/visible-window.ts';

/** The time a view takes to glide to its new place, and a little more. */
const glideMs = 320;

interface Size {
  width: number;
  height: number;
}

/** What is known of the canvas now, and how its view is moved. */
export interface ViewSource {
  viewport(): Viewport;
  /** Of the canvas, in CSS px. */
  size(): Size;
  layout(): ClusterLayout;
  /** Real time in ms. */
  now(): number;
  go(viewport: Viewport, atOnce: boolean): void;
}

/**
 * Until the person moves the view, it follows the cluster as it grows and the canvas as panels take room of it; when they give the room back, so does the
 * view come back to where it was.
 */
export class FittedView {
  readonly #source: ViewSource;
  #fitted: Viewport = { x: 0, y: 0, zoom: 0 };
  #glidingUntil = -Infinity;
  /** The view before the canvas became smaller, and how large the canvas was. */
  #before: (Size & { viewport: Viewport }) | undefined;
  #size: Size | undefined;

  constructor(source: ViewSource) {
    this.#source = source;
  }

  /** The whole cluster in view. */
  fit(atOnce: boolean): void {
    const { width, height } = this.#source.size();
    this.#before = undefined;
    this.#size = { width, height };
    this.#goToFit(atOnce);
  }

  grown(): void {
    if (this.#isUntouched() && !this.#showsAll(this.#source.viewport(), this.#source.size())) this.#goToFit(false);
  }

  resized(): void {
    const { width, height } = this.#source.size();
    const size = { width, height };
    const last = this.#size ?? size;
    this.#size = size;
    if (!this.#isUntouched()) {
      this.#before = undefined;
      return;
    }
    const before = this.#before;
    if (before && size.width >= before.width && size.height >= before.height) {
      this.#before = undefined;
      if (this.#showsAll(before.viewport, size)) this.#go(before.viewport, false);
      else this.#goToFit(false);
      return;
    }
    const shown = this.#glidingUntil > this.#source.now() ? this.#fitted : this.#source.viewport();
    if (this.#showsAll(shown, size)) return;
    this.#before = before ?? { ...last, viewport: shown };
    this.#goToFit(false);
  }

  #goToFit(atOnce: boolean): void {
    const { width, height } = this.#source.size();
    this.#go(viewportFittingCluster(this.#source.layout(), width, height), atOnce);
  }

  #go(viewport: Viewport, atOnce: boolean): void {
    this.#fitted = viewport;
    this.#glidingUntil = this.#source.now() + (atOnce ? 0 : glideMs);
    this.#source.go(viewport, atOnce);
  }

  #isUntouched(): boolean {
    const { x, y, zoom } = this.#source.viewport();
    const { x: fittedX, y: fittedY, zoom: fittedZoom } = this.#fitted;
    return this.#source.now() < this.#glidingUntil || (Math.abs(x - fittedX) < 2 && Math.abs(y - fittedY) < 2 && Math.abs(zoom - fittedZoom) < 0.002);
  }

  #showsAll(viewport: Viewport, { width, height }: Size): boolean {
    return encloses(worldWindow(viewport, width, height), this.#source.layout().lasting);
  }
}
