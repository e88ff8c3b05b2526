/** Something planned for a simulated time. At equal times the one planned first comes first. */
export interface Due {
  atMs: number;
  /** Arrival rank, unique within one queue. */
  order: number;
}

/** A binary heap of planned work, earliest first. Holds references; an item's time and order must not change while it is in. */
export class DueHeap<T extends Due> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let slot = items.length;
    items.push(item);
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const above = items[parent] as T;
      if (!comesBefore(item, above)) break;
      items[slot] = above;
      slot = parent;
    }
    items[slot] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (!first || !last || items.length === 0) return first;
    let slot = 0;
    for (;;) {
      let child = slot * 2 + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && comesBefore(items[child + 1] as T, items[child] as T)) child += 1;
      const below = items[child] as T;
      if (!comesBefore(below, last)) break;
      items[slot] = below;
      slot = child;
    }
    items[slot] = last;
    return first;
  }

  clear(): void {
    this.items.length = 0;
  }
}

function comesBefore(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
