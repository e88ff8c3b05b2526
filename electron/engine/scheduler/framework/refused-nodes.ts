import type { Refusal } from './refusal.ts';

/** The nodes that a search refused and why, in evaluation order. Holds until the next search. */
export interface RefusedNodes {
  readonly count: number;
  slotAt(index: number): number;
  refusalAt(index: number): Refusal;
  /** Why the node in this slot was refused; undefined: it was not, or not looked at. */
  refusalOf(slot: number): Refusal | undefined;
  /** Refusals with numbers of nodes that gave them, in no order; a refusal may come several times. */
  forEachRefusal(visit: (refusal: Refusal, nodes: number) => void): void;
}

/** Filled node by node. A buffer: cleared and filled again in every cycle. */
export class RefusedList implements RefusedNodes {
  count = 0;
  private slots = new Int32Array(64);
  private readonly refusals: Refusal[] = [];

  clear(): void {
    this.count = 0;
  }

  add(slot: number, refusal: Refusal): void {
    if (this.count === this.slots.length) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this.slots);
      this.slots = larger;
    }
    this.slots[this.count] = slot;
    this.refusals[this.count] = refusal;
    this.count += 1;
  }

  slotAt(index: number): number {
    return this.slots[index] as number;
  }

  refusalAt(index: number): Refusal {
    return this.refusals[index] as Refusal;
  }

  refusalOf(slot: number): Refusal | undefined {
    const index = this.slots.subarray(0, this.count).indexOf(slot);
    return index < 0 ? undefined : this.refusals[index];
  }

  forEachRefusal(visit: (refusal: Refusal, nodes: number) => void): void {
    for (let index = 0; index < this.count;) {
      const refusal = this.refusals[index] as Refusal;
      let end = index + 1;
      while (end < this.count && this.refusals[end] === refusal) end += 1;
      visit(refusal, end - index);
      index = end;
    }
  }
}

/** Every node, as a list by slot has it: nothing is copied. */
export class AllRefused implements RefusedNodes {
  private readonly order: Int32Array;
  private readonly start: number;
  private readonly refusals: readonly (Refusal | undefined)[];
  private readonly tally: ReadonlyMap<Refusal, number>;

  /** @param order slots of all nodes; the search began at `start` @param tally refusal → number of nodes */
  constructor(order: Int32Array, start: number, refusals: readonly (Refusal | undefined)[], tally: ReadonlyMap<Refusal, number>) {
    this.order = order;
    this.start = start;
    this.refusals = refusals;
    this.tally = tally;
  }

  get count(): number {
    return this.order.length;
  }

  slotAt(index: number): number {
    return this.order[(this.start + index) % this.order.length] as number;
  }

  refusalAt(index: number): Refusal {
    return this.refusals[this.slotAt(index)] as Refusal;
  }

  refusalOf(slot: number): Refusal | undefined {
    return this.refusals[slot];
  }

  forEachRefusal(visit: (refusal: Refusal, nodes: number) => void): void {
    for (const [refusal, nodes] of this.tally) visit(refusal, nodes);
  }
}
