import { machineStates } from '../../../shared/view/states.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { colours } from '../../design/colours.ts';
import type { Theme } from '../../design/colours.ts';
import { machineKey } from '../../store/ref-key.ts';
import type { Mirror } from '../../store/mirror.ts';
import { farHeader, farTile } from '../geometry/far-tile.ts';
import { grow } from '../geometry/rect.ts';
import type { Rect } from '../geometry/rect.ts';
import type { Scene } from '../scene/scene.ts';
import type { ViewportState } from '../viewport.ts';
import { drawBadge } from './badge.ts';
import { drawMachine } from './draw-machine.ts';
import type { DeviceView, TileMachine } from './draw-machine.ts';
import { pixelPalette } from './palette.ts';
import type { PixelPalette } from './palette.ts';
import { PixelBuffer } from './pixel-buffer.ts';

/**
 * The canvas beneath the documents: tiles and cells of all machines in view that have no document (all of them in the far view). Draws at
 * most once per
 * frame, and only when something changed. At rest it uses the screen's full resolution, during a gesture one pixel per CSS px.
 */
export class PixelLayer {
  /** Machines that have a document above: not drawn. */
  covered: ReadonlySet<string> = new Set();
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #mirror: Mirror;
  readonly #scene: Scene;
  readonly #view: ViewportState;
  readonly #tiles = new Map<string, TileMachine>();
  #palette: PixelPalette;
  #theme: Theme;
  #selected: ReadonlySet<string> = new Set();
  #hovered = '';
  #image: ImageData | undefined;
  #buffer: PixelBuffer | undefined;
  #frame = 0;
  #drewNothing = false;

  constructor(canvas: HTMLCanvasElement, mirror: Mirror, scene: Scene, view: ViewportState, theme: Theme) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d') as CanvasRenderingContext2D;
    this.#mirror = mirror;
    this.#scene = scene;
    this.#view = view;
    this.#theme = theme;
    this.#palette = pixelPalette(theme);
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#palette = pixelPalette(theme);
    this.#tiles.clear();
    this.request();
  }

  setSelection(keys: readonly string[]): void {
    this.#selected = new Set(keys);
    this.#tiles.clear();
    this.request();
  }

  setHovered(machine: string): void {
    if (this.#hovered === machine) return;
    this.#hovered = machine;
    this.request();
  }

  /** These machines changed; undefined: all. */
  forget(machines: ReadonlySet<string> | undefined): void {
    if (machines === undefined) this.#tiles.clear();
    else for (const name of machines) this.#tiles.delete(name);
    this.request();
  }

  /** Draws at the next frame. */
  request(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.draw());
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  draw(): void {
    this.#frame = 0;
    const { width, height } = this.#view.bounds;
    const visible = this.#scene.machineIndex
      .within(grow(this.#view.window(), 20))
      .filter((index) => !this.covered.has(this.#scene.machineNames[index] as string));
    if (visible.length === 0) {
      if (!this.#drewNothing) this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      this.#drewNothing = true;
      return;
    }
    this.#drewNothing = false;
    const pixelRatio = this.#view.moving ? 1 : Math.max(1, Math.round(window.devicePixelRatio));
    const buffer = this.#resize(Math.max(1, Math.round(width * pixelRatio)), Math.max(1, Math.round(height * pixelRatio)));
    buffer.clear();
    const { x, y, zoom } = this.#view.viewport;
    const view = { x: x * pixelRatio, y: y * pixelRatio, scale: zoom * pixelRatio };
    for (const index of visible) {
      const tile = this.#tileOf(this.#scene.machineNames[index] as string);
      if (tile) drawMachine(buffer, this.#scene.machineRects[index] as Rect, tile, view, this.#palette, pixelRatio);
    }
    this.#context.putImageData(this.#image as ImageData, 0, 0);
    this.#drawSigns(visible, view, pixelRatio);
  }

  /** Names, badges and the hovered tile's outline, with the canvas' own drawing. */
  #drawSigns(visible: readonly number[], view: DeviceView, pixelRatio: number): void {
    const context = this.#context;
    const colour = colours[this.#theme];
    const zoom = view.scale / pixelRatio;
    const named = farHeader(zoom, this.#scene.machineWidth) > 0 && visible.length < 400;
    context.font = `600 ${10.5 * pixelRatio}px 'Inter Variable', Inter, sans-serif`;
    context.textBaseline = 'middle';
    for (const index of visible) {
      const name = this.#scene.machineNames[index] as string;
      const rect = this.#scene.machineRects[index] as Rect;
      const row = this.#mirror.machine(name);
      if (!row) continue;
      const left = rect.x * view.scale + view.x;
      const top = rect.y * view.scale + view.y;
      const width = rect.width * view.scale;
      if (this.#hovered === name) {
        context.strokeStyle = colour['text-2'];
        context.lineWidth = pixelRatio;
        context.strokeRect(Math.round(left) - 0.5, Math.round(top) - 0.5, Math.round(width) + 1, Math.round(rect.height * view.scale) + 1);
      }
      if (named) {
        context.fillStyle = colour['text-1'];
        context.fillText(name, left + farTile.inset * view.scale, top + 9 * pixelRatio, width - 2 * farTile.inset * view.scale);
      }
      if (row.state !== 'Ready' && width > 18 * pixelRatio) {
        const family = machineStates.find((state) => state.name === row.state)?.family ?? 'unknown';
        drawBadge(
          context,
          row.state,
          left + width - 1,
          top + 1,
          Math.min(12 * pixelRatio, width / 2.5),
          colour[family === 'attention' ? 'attention-mark' : family],
          colour['on-mark'],
          colour.canvas,
        );
      }
    }
  }

  #tileOf(name: string): TileMachine | undefined {
    const known = this.#tiles.get(name);
    if (known) return known;
    const row = this.#mirror.machine(name);
    if (!row) return undefined;
    const { pods } = this.#mirror;
    const states =
      row.components.length === 0
        ? this.#mirror.pods.statesOn(name)
        : Uint8Array.from(this.#scene.podsOn(name), (place) => pods.state[pods.slotOf(place.uid) ?? 0] as number);
    const tile: TileMachine = {
      state: row.state,
      controlPlane: row.roles.includes('control-plane'),
      used: highestShare(row, 'used'),
      requested: highestShare(row, 'requested'),
      states,
      components: row.components.map((component) => this.#palette.family[component.family]),
      selected: this.#selected.has(machineKey(name)),
    };
    this.#tiles.set(name, tile);
    return tile;
  }

  #resize(width: number, height: number): PixelBuffer {
    if (this.#buffer && this.#buffer.width === width && this.#buffer.height === height) return this.#buffer;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#image = this.#context.createImageData(width, height);
    this.#buffer = new PixelBuffer(width, height, new Uint32Array(this.#image.data.buffer));
    return this.#buffer;
  }
}

/** The tile has one gauge: the scarcer of CPU and memory. */
function highestShare(row: MachineRow, what: 'used' | 'requested'): number {
  const share = (gauge: MachineRow['cpuMilli']): number => (gauge.allocatable > 0 ? gauge[what] / gauge.allocatable : 0);
  return Math.max(share(row.cpuMilli), share(row.memoryBytes));
}
