import type { MachineStateName } from '../../../shared/view/states.ts';
import { farArea, farHeader, farTile, leastFarColumns } from '../geometry/far-tile.ts';
import { columnsFor } from '../geometry/middle-rows.ts';
import type { Rect } from '../geometry/rect.ts';
import type { PixelBuffer } from './pixel-buffer.ts';
import type { CellShape, PixelPalette } from './palette.ts';

/** What a tile shows of a machine. */
export interface TileMachine {
  state: MachineStateName;
  controlPlane: boolean;
  /** Shares of allocatable, 0..1. */
  used: number;
  requested: number;
  /** State codes of its pods (`podStates`). */
  states: Uint8Array;
  /** Colours of its control-plane components, drawn before the pods. */
  components: readonly number[];
  selected: boolean;
}

/** Transform from the world to device pixels. */
export interface DeviceView {
  x: number;
  y: number;
  /** Device pixels per world unit. */
  scale: number;
}

/** Below this many device pixels a pod has no gap around it; below the second a machine is one block. */
const mosaicBelow = 4;
const blockBelow = 5;

/** Draws one machine as a tile: outline by its state, a cell per pod by its state, a gauge. */
export function drawMachine(
  buffer: PixelBuffer,
  rect: Rect,
  machine: TileMachine,
  view: DeviceView,
  palette: PixelPalette,
  pixelRatio: number,
): void {
  const left = Math.round(rect.x * view.scale + view.x);
  const top = Math.round(rect.y * view.scale + view.y);
  const width = Math.max(2, Math.round((rect.x + rect.width) * view.scale + view.x) - left);
  const height = Math.max(2, Math.round((rect.y + rect.height) * view.scale + view.y) - top);
  if (left >= buffer.width || top >= buffer.height || left + width <= 0 || top + height <= 0) return;
  if (width < blockBelow * pixelRatio) {
    buffer.fill(
      left,
      top,
      width,
      height,
      machine.state === 'Ready' ? worstCell(machine.states, palette) : palette.machineBorder[machine.state],
    );
    return;
  }
  drawTile(buffer, left, top, width, height, machine, palette, pixelRatio);
  drawCells(buffer, rect, machine, view, palette, pixelRatio);
  drawGauge(buffer, rect, machine, view, palette);
}

function drawTile(
  buffer: PixelBuffer,
  left: number,
  top: number,
  width: number,
  height: number,
  machine: TileMachine,
  palette: PixelPalette,
  pixelRatio: number,
): void {
  buffer.fill(left, top, width, height, palette.machine);
  const isPlain = machine.state === 'Ready';
  const thickness = isPlain || width < 16 * pixelRatio ? pixelRatio : Math.round(1.5 * pixelRatio);
  const dash = machine.state === 'Booting' || machine.state === 'Provisioning' ? 3 * pixelRatio : 0;
  buffer.frame(left, top, width, height, thickness, palette.machineBorder[machine.state], dash);
  if (machine.controlPlane) buffer.fill(left, top, width, Math.max(2, 2 * pixelRatio), palette.helm);
  if (width > 12 * pixelRatio) buffer.clipCorners(left, top, width, height);
  if (machine.selected)
    buffer.frame(
      left - 2 * pixelRatio,
      top - 2 * pixelRatio,
      width + 4 * pixelRatio,
      height + 4 * pixelRatio,
      2 * pixelRatio,
      palette.accent,
    );
}

function drawCells(
  buffer: PixelBuffer,
  rect: Rect,
  machine: TileMachine,
  view: DeviceView,
  palette: PixelPalette,
  pixelRatio: number,
): void {
  const area = farArea(rect.width, rect.height, farHeader(view.scale / pixelRatio, rect.width));
  const offset = machine.components.length;
  const count = offset + machine.states.length;
  if (count === 0) return;
  const columns = columnsFor(area, count, leastFarColumns);
  const pitchWorld = (area.width + area.width / columns / 6) / columns;
  const pitch = pitchWorld * view.scale;
  const originX = (rect.x + area.x) * view.scale + view.x;
  const originY = (rect.y + area.y) * view.scale + view.y;
  const gap = pitch < mosaicBelow * pixelRatio ? 0 : Math.max(1, Math.round(pitch / 6));
  for (let index = 0; index < count; index += 1) {
    const x = Math.round(originX + (index % columns) * pitch);
    const y = Math.round(originY + Math.floor(index / columns) * pitch);
    // The next cell's start decides the size, so that rounding leaves no double gaps.
    const side = Math.max(
      1,
      Math.min(
        Math.round(originX + ((index % columns) + 1) * pitch) - x,
        Math.round(originY + (Math.floor(index / columns) + 1) * pitch) - y,
      ) - gap,
    );
    if (index < offset) {
      buffer.fill(x, y, side, side, machine.components[index] as number);
      continue;
    }
    const state = machine.states[index - offset] as number;
    drawCell(buffer, x, y, side, palette.cell[state] as number, gap === 0 ? 'solid' : (palette.shape[state] as CellShape), pixelRatio);
  }
}

function drawCell(buffer: PixelBuffer, x: number, y: number, side: number, colour: number, shape: CellShape, pixelRatio: number): void {
  switch (shape) {
    case 'solid':
      buffer.fill(x, y, side, side, colour);
      return;
    case 'triangle':
      buffer.triangle(x, y, side, colour);
      return;
    case 'hollow':
      buffer.frame(x, y, side, side, pixelRatio, colour);
      return;
    case 'dashed':
      buffer.frame(x, y, side, side, pixelRatio, colour, Math.max(1, Math.round(side / 5)));
      return;
  }
}

function drawGauge(buffer: PixelBuffer, rect: Rect, machine: TileMachine, view: DeviceView, palette: PixelPalette): void {
  const x = Math.round((rect.x + farTile.inset) * view.scale + view.x);
  const width = Math.round((rect.width - 2 * farTile.inset) * view.scale);
  const height = Math.max(1, Math.round(farTile.gauge * view.scale));
  const y = Math.round((rect.y + rect.height - farTile.inset - farTile.gauge) * view.scale + view.y);
  if (width < 6) return;
  buffer.fill(x, y, width, height, palette.gaugeTrack);
  if (machine.state === 'NotReady' || machine.state === 'Off') return;
  buffer.fill(x, y, Math.round(width * Math.min(1, machine.requested)), height, palette.gaugeRequest);
  const use = machine.used >= 0.85 ? palette.gaugeHigh : machine.used >= 0.7 ? palette.gaugeRaised : palette.gaugeUse;
  buffer.fill(x, y, Math.round(width * Math.min(1, machine.used)), height, use);
}

/** Colour of the worst of these states; that of a Ready pod when there is none. */
export function worstCell(states: Uint8Array, palette: PixelPalette): number {
  let best = palette.family.ready;
  let rank = 255;
  for (const state of states) {
    if ((palette.rank[state] as number) < rank) {
      rank = palette.rank[state] as number;
      best = palette.cell[state] as number;
    }
  }
  return best;
}
