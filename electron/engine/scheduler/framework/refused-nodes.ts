import type { Refusal } from './refusal.ts';

/** The nodes that a search refused and why, in evaluation order. A buffer: cleared and filled again in every cycle. */
export class RefusedNodes {
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

  /** Why the node in this slot was refused; undefined: it was not, or not looked at. */
  refusalOf(slot: number): Refusal | undefined {
    const index = this.slots.subarray(0, this.count).indexOf(slot);
    return index < 0 ? undefined : this.refusals[index];
  }

  /** Each refusal with the number of nodes in a row that gave it: mostly many give one and the same. */
  forEachRun(visit: (refusal: Refusal, nodes: number) => void): void {
    for (let index = 0; index < this.count;) {
      const refusal = this.refusals[index] as Refusal;
      let end = index + 1;
      while (end < this.count && this.refusals[end] === refusal) end += 1;
      visit(refusal, end - index);
      index = end;
    }
  }
}
