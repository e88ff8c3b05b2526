/** When one item is due: for something that will surely happen, and for periodic background work. Infinity: not planned. */
export interface Due {
  atMs: number;
  backgroundMs: number;
}

/**
 * Plain data, part of the owner's snapshot. `order` is the number of the last planning: at equal times the item planned first comes
 * first.
 */
export interface DueQueueState {
  order: number;
  items: Map<string, Due & { order: number; backgroundOrder: number }>;
}

interface Entry {
  atMs: number;
  order: number;
  id: string;
}

/**
 * Many timers, of which only those due cost anything: two heaps, foreground and background, in which an item planned anew leaves its old
 * entry behind to
 * be dropped when it comes up. For components that hold thousands of things (kubelets, pods, machines) behind their single wake.
 */
export class DueQueue {
  readonly state: DueQueueState;
  private readonly foreground: Entry[] = [];
  private readonly background: Entry[] = [];

  constructor(state: DueQueueState = { order: 0, items: new Map() }) {
    this.state = state;
    for (const [id, item] of state.items) {
      if (item.atMs < Infinity) push(this.foreground, { atMs: item.atMs, order: item.order, id });
      if (item.backgroundMs < Infinity) push(this.background, { atMs: item.backgroundMs, order: item.backgroundOrder, id });
    }
  }

  /** Replaces both times of an item. */
  plan(id: string, due: Due): void {
    const known = this.state.items.get(id);
    if (known && known.atMs === due.atMs && known.backgroundMs === due.backgroundMs) return;
    if (due.atMs === Infinity && due.backgroundMs === Infinity) {
      this.state.items.delete(id);
      return;
    }
    const item = known ?? { atMs: Infinity, backgroundMs: Infinity, order: 0, backgroundOrder: 0 };
    if (!known) this.state.items.set(id, item);
    if (item.atMs !== due.atMs) {
      item.atMs = due.atMs;
      item.order = this.state.order += 1;
      if (due.atMs < Infinity) push(this.foreground, { atMs: due.atMs, order: item.order, id });
    }
    if (item.backgroundMs !== due.backgroundMs) {
      item.backgroundMs = due.backgroundMs;
      item.backgroundOrder = this.state.order += 1;
      if (due.backgroundMs < Infinity) push(this.background, { atMs: due.backgroundMs, order: item.backgroundOrder, id });
    }
  }

  forget(id: string): void {
    this.state.items.delete(id);
  }

  /** Takes out the next item due at or before `nowMs`; its times are cleared up to `nowMs`, the owner plans it again. */
  take(nowMs: number): string | undefined {
    const first = this.top(this.foreground, false);
    const second = this.top(this.background, true);
    const next = !second || (first && before(first, second)) ? first : second;
    if (!next || next.atMs > nowMs) return undefined;
    const item = this.state.items.get(next.id);
    if (item && item.atMs <= nowMs) item.atMs = Infinity;
    if (item && item.backgroundMs <= nowMs) item.backgroundMs = Infinity;
    if (item?.atMs === Infinity && item.backgroundMs === Infinity) this.state.items.delete(next.id);
    return next.id;
  }

  nextForegroundMs(): number {
    return this.top(this.foreground, false)?.atMs ?? Infinity;
  }

  nextBackgroundMs(): number {
    return this.top(this.background, true)?.atMs ?? Infinity;
  }

  /** The first entry that is still valid; stale ones are dropped on the way. */
  private top(heap: Entry[], background: boolean): Entry | undefined {
    for (;;) {
      const entry = heap[0];
      if (!entry) return undefined;
      const item = this.state.items.get(entry.id);
      const valid = item && (background ? item.backgroundOrder === entry.order && item.backgroundMs === entry.atMs
        : item.order === entry.order && item.atMs === entry.atMs);
      if (valid) return entry;
      pop(heap);
    }
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let slot = heap.length;
  heap.push(entry);
  while (slot > 0) {
    const parent = (slot - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!before(entry, above)) break;
    heap[slot] = above;
    slot = parent;
  }
  heap[slot] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop() as Entry;
  if (heap.length === 0) return;
  let slot = 0;
  for (;;) {
    let child = slot * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
    const below = heap[child] as Entry;
    if (!before(below, last)) break;
    heap[slot] = below;
    slot = child;
  }
  heap[slot] = last;
}
