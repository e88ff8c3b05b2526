import { cornerRadius, type Hexagon, hexagons, tile } from './mark.ts';

/**
 * The mark as pixels, `size` × `size`, RGBA, eight bits each, not premultiplied. Edges are smoothed from the signed
 * distance of each pixel's centre to the shape, so any size is crisp without a drawing library.
 */
export function rasterMark(size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const x = (column + 0.5) / size;
      const y = (row + 0.5) / size;
      const tileDistance = roundedSquareDistance(x, y);
      let colour = rgb(tile.edge);
      colour = mix(colour, rgb(tile.colour), coverage(tileDistance + tile.edgeWidth, size));
      for (const hexagon of hexagons) colour = mix(colour, rgb(hexagon.colour), coverage(hexagonDistance(hexagon, x, y), size));
      pixels.set([...colour.map(Math.round), Math.round(255 * coverage(tileDistance, size))], (row * size + column) * 4);
    }
  }
  return pixels;
}

function roundedSquareDistance(x: number, y: number): number {
  const half = 0.5 - tile.inset - tile.radius;
  const dx = Math.abs(x - 0.5) - half;
  const dy = Math.abs(y - 0.5) - half;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - tile.radius;
}

function hexagonDistance(hexagon: Hexagon, x: number, y: number): number {
  const inner = hexagon.apothem - cornerRadius;
  const cos = -Math.sqrt(3) / 2;
  let px = Math.abs(y - hexagon.y);
  let py = Math.abs(x - hexagon.x);
  const fold = 2 * Math.min(cos * px + 0.5 * py, 0);
  px -= fold * cos;
  py -= fold * 0.5;
  const halfSide = inner / Math.sqrt(3);
  px -= Math.min(Math.max(px, -halfSide), halfSide);
  py -= inner;
  return Math.hypot(px, py) * Math.sign(py) - cornerRadius;
}

function coverage(distance: number, size: number): number {
  return Math.min(Math.max(0.5 - distance * size, 0), 1);
}

function rgb(hex: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16));
}

function mix(from: number[], to: number[], share: number): number[] {
  return from.map((value, index) => value + ((to[index] ?? 0) - value) * share);
}
