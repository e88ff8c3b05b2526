/**
 * Drawing straight into an RGBA buffer (an ImageData's, seen as 32-bit words): thirty times faster than `fillRect` for thousands of small
 * squares.
 * Coordinates are whole device pixels; everything is clipped to the buffer.
 */
export class PixelBuffer {
  readonly width: number;
  readonly height: number;
  readonly words: Uint32Array;

  constructor(width: number, height: number, words: Uint32Array = new Uint32Array(width * height)) {
    this.width = width;
    this.height = height;
    this.words = words;
  }

  clear(): void {
    this.words.fill(0);
  }

  fill(x: number, y: number, width: number, height: number, colour: number): void {
    const left = Math.max(0, x);
    const right = Math.min(this.width, x + width);
    const top = Math.max(0, y);
    const bottom = Math.min(this.height, y + height);
    if (left >= right) return;
    // `TypedArray.fill` costs more than it does for a few pixels: cells are written one by one.
    const isNarrow = right - left < 24;
    const { words } = this;
    for (let row = top; row < bottom; row += 1) {
      const start = row * this.width + left;
      const end = row * this.width + right;
      if (isNarrow) for (let at = start; at < end; at += 1) words[at] = colour;
      else words.fill(colour, start, end);
    }
  }

  /** The outline only, inside the rectangle. `dash`: pixels on, then as many off. */
  frame(x: number, y: number, width: number, height: number, thickness: number, colour: number, dash = 0): void {
    if (dash === 0) {
      this.fill(x, y, width, thickness, colour);
      this.fill(x, y + height - thickness, width, thickness, colour);
      this.fill(x, y + thickness, thickness, height - 2 * thickness, colour);
      this.fill(x + width - thickness, y + thickness, thickness, height - 2 * thickness, colour);
      return;
    }
    for (let at = 0; at < width; at += 2 * dash) {
      const length = Math.min(dash, width - at);
      this.fill(x + at, y, length, thickness, colour);
      this.fill(x + at, y + height - thickness, length, thickness, colour);
    }
    for (let at = 0; at < height; at += 2 * dash) {
      const length = Math.min(dash, height - at);
      this.fill(x, y + at, thickness, length, colour);
      this.fill(x + width - thickness, y + at, thickness, length, colour);
    }
  }

  /** The upper left half of a square. */
  triangle(x: number, y: number, side: number, colour: number): void {
    for (let row = 0; row < side; row += 1) this.fill(x, y + row, side - row, 1, colour);
  }

  /** Takes the corner pixels off a filled rectangle, which reads as a small radius. */
  clipCorners(x: number, y: number, width: number, height: number): void {
    this.fill(x, y, 1, 1, 0);
    this.fill(x + width - 1, y, 1, 1, 0);
    this.fill(x, y + height - 1, 1, 1, 0);
    this.fill(x + width - 1, y + height - 1, 1, 1, 0);
  }
}
