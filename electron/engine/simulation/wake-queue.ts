/** When a component runs next; absent: nothing is planned. */
export interface PlannedWakes {
  foreground?: number;
  background?: number;
}

/**
 * When which component runs next. A binary heap of (time, component index): at equal times the component registered first runs first, so the
 * order of a step is stated and repeatable. Each component has at most one foreground and one background wake, the earliest asked for.
 */
export class WakeQueue {
  private readonly heap: number[] = [];
  private readonly slotOf: number[] = [];
  private readonly foreground: number[] = [];
  private readonly background: number[] = [];

  /** Adds a component. @returns its index, also its rank at equal times */
  register(): number {
    const index = this.foreground.length;
    this.foreground.push(Infinity);
    this.background.push(Infinity);
    this.slotOf.push(this.heap.length);
    this.heap.push(index);
    return index;
  }

  wakeAt(index: number, atMs: number, background: boolean): void {
    const times = background ? this.background : this.foreground;
    if (atMs >= (times[index] as number)) return;
    times[index] = atMs;
    this.siftUp(this.slotOf[index] as number);
  }

  /** Forgets the wakes of one component (it stopped, or is about to run). */
  clear(index: number): void {
    this.foreground[index] = Infinity;
    this.background[index] = Infinity;
    this.siftDown(this.slotOf[index] as number);
  }

  /** Time of the next wake; Infinity when nothing is planned. */
  nextAtMs(): number {
    return this.heap.length > 0 ? this.dueAt(this.heap[0] as number) : Infinity;
  }

  /** The component that runs next. Its wakes are cleared up to and including `nowMs`; later ones stay. */
  take(nowMs: number): number {
    const index = this.heap[0] as number;
    if ((this.foreground[index] as number) <= nowMs) this.foreground[index] = Infinity;
    if ((this.background[index] as number) <= nowMs) this.background[index] = Infinity;
    this.siftDown(0);
    return index;
  }

  /** Earliest foreground wake over all components; Infinity when only background work is planned. */
  nextForegroundAtMs(): number {
    let earliest = Infinity;
    for (const time of this.foreground) if (time < earliest) earliest = time;
    return earliest;
  }

  /** By component index. */
  save(): PlannedWakes[] {
    return this.foreground.map((atMs, index) => {
      const background = this.background[index] as number;
      return { ...(atMs < Infinity ? { foreground: atMs } : {}), ...(background < Infinity ? { background } : {}) };
    });
  }

  /** Replaces all wakes. @param wakes by component index */
  load(wakes: readonly (PlannedWakes | undefined)[]): void {
    for (let index = 0; index < this.foreground.length; index += 1) {
      this.foreground[index] = wakes[index]?.foreground ?? Infinity;
      this.background[index] = wakes[index]?.background ?? Infinity;
    }
    for (let slot = (this.heap.length >> 1) - 1; slot >= 0; slot -= 1) this.siftDown(slot);
  }

  private dueAt(index: number): number {
    return Math.min(this.foreground[index] as number, this.background[index] as number);
  }

  private before(a: number, b: number): boolean {
    const difference = this.dueAt(a) - this.dueAt(b);
    return difference < 0 || (!(difference > 0) && a < b);
  }

  private siftUp(slot: number): void {
    const index = this.heap[slot] as number;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const above = this.heap[parent] as number;
      if (!this.before(index, above)) break;
      this.place(above, slot);
      slot = parent;
    }
    this.place(index, slot);
  }

  private siftDown(slot: number): void {
    const index = this.heap[slot] as number;
    for (;;) {
      let child = slot * 2 + 1;
      if (child >= this.heap.length) break;
      if (child + 1 < this.heap.length && this.before(this.heap[child + 1] as number, this.heap[child] as number)) child += 1;
      const below = this.heap[child] as number;
      if (!this.before(below, index)) break;
      this.place(below, slot);
      slot = child;
    }
    this.place(index, slot);
  }

  private place(index: number, slot: number): void {
    this.heap[slot] = index;
    this.slotOf[index] = slot;
  }
}
