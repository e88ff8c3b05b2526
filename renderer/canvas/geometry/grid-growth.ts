export interface Cell {
  column: number;
  row: number;
}

/**
 * The order in which a grid fills: always one whole new column or one whole new row, whichever keeps columns/rows nearest to `ratio`. Cell
 * n is the same
 * however many follow, so machines keep their places as the cluster grows.
 */
export class GridGrowth {
  readonly #cells: Cell[] = [{ column: 0, row: 0 }];
  readonly #ratio: number;
  #columns = 1;
  #rows = 1;

  /** @param ratio columns per row to aim for, > 0. */
  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  cell(index: number): Cell {
    while (this.#cells.length <= index) this.#grow();
    return this.#cells[index] as Cell;
  }

  #grow(): void {
    if (this.#columns / this.#rows < this.#ratio) {
      for (let row = 0; row < this.#rows; row += 1) this.#cells.push({ column: this.#columns, row });
      this.#columns += 1;
    } else {
      for (let column = 0; column < this.#columns; column += 1) this.#cells.push({ column, row: this.#rows });
      this.#rows += 1;
    }
  }
}

/**
 * Columns per row for one zone. A cluster should about fill a window of 3:2. Only big clusters look at the shape of their machines, in
 * steps, so that a
 * small one never rearranges itself because pods arrived.
 */
export function gridRatio(zoneCount: number, machineCount: number, averageHeight: number, machineWidth: number): number {
  const tallness = machineCount <= 12 ? 1 : 2 ** (Math.round(2 * Math.log2(Math.max(0.4, averageHeight / machineWidth))) / 2);
  return (1.5 * tallness) / Math.max(1, zoneCount);
}
