import { DueHeap, type Due } from './due-heap.ts';

/** A key that waits to be reconciled. */
export interface QueuedKey extends Due {
  readonly key: string;
  /** Periodic work that does not keep the world from being called quiet. */
  readonly background: boolean;
}

/** Plain data for snapshots. */
export interface WorkQueueState {
  entries: QueuedKey[];
  nextOrder: number;
}

/**
 * Keys to reconcile, each at most once, by due time and then by arrival: client-go's delaying work queue. A key asked for twice keeps the
 * earlier time, and is background work only if all who asked said so.
 */
export class WorkQueue {
  private readonly entries = new Map<string, QueuedKey>();
  // An entry that was replaced or removed stays in its heap until it comes up: it is stale unless `entries` still holds it.
  private readonly foreground = new DueHeap<QueuedKey>();
  private readonly background = new DueHeap<QueuedKey>();
  private nextOrder = 0;

  get size(): number {
    return this.entries.size;
  }

  add(key: string, atMs: number, background = false): void {
    const waiting = this.entries.get(key);
    if (waiting) {
      if (waiting.atMs <= atMs && (background || !waiting.background)) return;
      this.insert({ key, atMs: Math.min(atMs, waiting.atMs), order: this.nextOrder, background: background && waiting.background });
    } else this.insert({ key, atMs, order: this.nextOrder, background });
    this.nextOrder += 1;
  }

  remove(key: string): void {
    this.entries.delete(key);
  }

  /** Removes and returns the next key due at `nowMs`, or undefined. */
  take(nowMs: number): QueuedKey | undefined {
    const foreground = this.head(this.foreground);
    const background = this.head(this.background);
    const heap = background && (!foreground || precedes(background, foreground)) ? this.background : this.foreground;
    const next = heap.peek();
    if (!next || next.atMs > nowMs) return undefined;
    heap.pop();
    this.entries.delete(next.key);
    return next;
  }

  /** When the next foreground or background key is due; Infinity: none. */
  nextAtMs(background: boolean): number {
    return this.head(background ? this.background : this.foreground)?.atMs ?? Infinity;
  }

  clear(): void {
    this.entries.clear();
    this.foreground.clear();
    this.background.clear();
  }

  save(): WorkQueueState {
    return { entries: [...this.entries.values()].map((entry) => ({ ...entry })), nextOrder: this.nextOrder };
  }

  load(state: WorkQueueState): void {
    this.clear();
    this.nextOrder = state.nextOrder;
    for (const entry of state.entries) this.insert({ ...entry });
  }

  private insert(entry: QueuedKey): void {
    this.entries.set(entry.key, entry);
    (entry.background ? this.background : this.foreground).push(entry);
  }

  private head(heap: DueHeap<QueuedKey>): QueuedKey | undefined {
    for (let first = heap.peek(); first; first = heap.peek()) {
      if (this.entries.get(first.key) === first) return first;
      heap.pop();
    }
    return undefined;
  }
}

function precedes(a: QueuedKey, b: QueuedKey): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
