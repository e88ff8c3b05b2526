import type { MachineStateName } from '../../../shared/view/states.ts';

/**
 * Marks of machine states on a 16 grid, as in `StateMark`, for drawing on a canvas. `fill` in the state's colour, `stroke` in it, `inside`
 * in the contrast colour.
 */
const shapes: Partial<Record<MachineStateName, { fill?: string; stroke?: string; inside?: string }>> = {
  NotReady: { fill: 'M5.2 .9h5.6l4.3 4.3v5.6l-4.3 4.3H5.2L.9 10.8V5.2z', inside: 'M2.8 9h1.9l1.9-3.1v2.4M9.3 7.8v2.3l1.5-3.1h2.4' },
  Cordoned: { stroke: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0M3.7 12.3l8.6-8.6' },
  Pressure: {
    fill: 'M8 1.1a.9.9 0 0 1 .8.5l6.7 11.8a.9.9 0 0 1-.8 1.4H1.3a.9.9 0 0 1-.8-1.4L7.2 1.6A.9.9 0 0 1 8 1.1z',
    inside: 'M8 5.8v4M8 12v.6',
  },
  Booting: { stroke: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0M8 11.2V5.3M5.6 7.4L8 5l2.4 2.4' },
  Provisioning: { stroke: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0M8 11.2V5.3M5.6 7.4L8 5l2.4 2.4' },
  Off: { stroke: 'M8 1.5v6M4.3 3.6a5.9 5.9 0 1 0 7.4 0' },
  Deleting: { stroke: 'M14.4 8A6.4 6.4 0 1 1 1.6 8a6.4 6.4 0 0 1 12.8 0M5.2 8h5.6' },
};

/** Draws a state's badge with its centre at (x, y), on a disc of the ground so that it stands clear of the tile's corner. */
export function drawBadge(
  context: CanvasRenderingContext2D,
  state: MachineStateName,
  x: number,
  y: number,
  size: number,
  colour: string,
  contrast: string,
  ground: string,
): void {
  const shape = shapes[state];
  if (!shape) return;
  context.save();
  context.translate(x, y);
  context.scale(size / 16, size / 16);
  context.fillStyle = ground;
  context.beginPath();
  context.arc(0, 0, 10, 0, 2 * Math.PI);
  context.fill();
  context.translate(-8, -8);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = 1.8;
  if (shape.fill) {
    context.fillStyle = colour;
    context.fill(new Path2D(shape.fill));
  }
  if (shape.stroke) {
    context.strokeStyle = colour;
    context.stroke(new Path2D(shape.stroke));
  }
  if (shape.inside) {
    context.strokeStyle = contrast;
    context.stroke(new Path2D(shape.inside));
  }
  context.restore();
}
