import type { Point, Rect } from './rect.ts';

/**
 * Rectangles by place, in a uniform grid: what is here, what is in this window, without walking all. Items are numbered by the caller
 * (index into its own
 * arrays); an item is stored in each cell that it touches.
 */
export class SpatialIndex {
  readonly #cellSize: number;
  readonly #cells = new Map<number, number[]>();
  readonly #rects: (Rect | undefined)[] = [];
  #mark: Uint32Array = new Uint32Array(64);
  #round = 0;

  /** @param cellSize about the size of a common item, in the unit of the rectangles. */
  constructor(cellSize: number) {
    this.#cellSize = cellSize;
  }

  get size(): number {
    return this.#rects.length;
  }

  /** Adds the item, or moves it when it is there. */
  set(item: number, rect: Rect): void {
    this.delete(item);
    this.#rects[item] = rect;
    this.#visit(rect, (cell) => {
      const list = this.#cells.get(cell);
      if (list) list.push(item);
      else this.#cells.set(cell, [item]);
    });
  }

  delete(item: number): void {
    const rect = this.#rects[item];
    if (rect === undefined) return;
    this.#rects[item] = undefined;
    this.#visit(rect, (cell) => {
      const list = this.#cells.get(cell);
      const at = list ? list.indexOf(item) : -1;
      if (list === undefined || at < 0) return;
      if (list.length === 1) this.#cells.delete(cell);
      else list.splice(at, 1);
    });
  }

  /** Items that overlap the window, in ascending order. */
  within(window: Rect): number[] {
    const found: number[] = [];
    this.#round += 1;
    if (this.#mark.length < this.#rects.length) this.#mark = new Uint32Array(this.#rects.length * 2);
    const collect = (list: number[]): void => {
      for (const item of list) {
        if (this.#mark[item] === this.#round) continue;
        this.#mark[item] = this.#round;
        const rect = this.#rects[item] as Rect;
        if (
          rect.x < window.x + window.width &&
          window.x < rect.x + rect.width &&
          rect.y < window.y + window.height &&
          window.y < rect.y + rect.height
        ) {
          found.push(item);
        }
      }
    };
    if (this.#cellCount(window) > this.#cells.size) for (const list of this.#cells.values()) collect(list);
    else
      this.#visit(window, (cell) => {
        const list = this.#cells.get(cell);
        if (list) collect(list);
      });
    return found.sort((a, b) => a - b);
  }

  /** The item with the highest number at this point; -1 for none. */
  at(point: Point): number {
    const list = this.#cells.get(this.#cell(Math.floor(point.x / this.#cellSize), Math.floor(point.y / this.#cellSize)));
    let best = -1;
    for (const item of list ?? []) {
      const rect = this.#rects[item] as Rect;
      if (item > best && point.x >= rect.x && point.x < rect.x + rect.width && point.y >= rect.y && point.y < rect.y + rect.height)
        best = item;
    }
    return best;
  }

  #cellCount(rect: Rect): number {
    return (
      (Math.floor((rect.x + rect.width) / this.#cellSize) - Math.floor(rect.x / this.#cellSize) + 1) *
      (Math.floor((rect.y + rect.height) / this.#cellSize) - Math.floor(rect.y / this.#cellSize) + 1)
    );
  }

  #visit(rect: Rect, each: (cell: number) => void): void {
    const left = Math.floor(rect.x / this.#cellSize);
    const top = Math.floor(rect.y / this.#cellSize);
    const right = Math.floor((rect.x + rect.width) / this.#cellSize);
    const bottom = Math.floor((rect.y + rect.height) / this.#cellSize);
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) each(this.#cell(column, row));
  }

  /** One number per cell; distinct for |column|, |row| < 2^25. */
  #cell(column: number, row: number): number {
    return (column + 33_554_432) * 67_108_864 + (row + 33_554_432);
  }
}
