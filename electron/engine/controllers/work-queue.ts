import { DueQueue, type DueQueueState } from '../simulation/due-queue.ts';

/**
 * Keys to reconcile, each at most once, by due time and then by arrival: client-go's delaying work queue. A key asked for twice keeps the
 * earlier time. Background work (periodic monitoring) does not keep the world from being called quiet.
 */
export class WorkQueue {
  private queue = new DueQueue();

  get size(): number {
    return this.queue.state.items.size;
  }

  add(key: string, atMs: number, background = false): void {
    const known = this.queue.state.items.get(key);
    const foregroundMs = known?.atMs ?? Infinity;
    const backgroundMs = known?.backgroundMs ?? Infinity;
    if (atMs >= (background ? backgroundMs : foregroundMs)) return;
    this.queue.plan(key, background ? { atMs: foregroundMs, backgroundMs: atMs } : { atMs, backgroundMs });
  }

  remove(key: string): void {
    this.queue.forget(key);
  }

  /** Removes and returns the next key due at `nowMs`, with all that was planned for it; undefined: none is due. */
  take(nowMs: number): string | undefined {
    const key = this.queue.take(nowMs);
    if (key !== undefined) this.queue.forget(key);
    return key;
  }

  /** When the next foreground or background key is due; Infinity: none. */
  nextAtMs(background: boolean): number {
    return background ? this.queue.nextBackgroundMs() : this.queue.nextForegroundMs();
  }

  clear(): void {
    this.queue = new DueQueue();
  }

  /** Plain data; not a copy. */
  save(): DueQueueState {
    return this.queue.state;
  }

  load(state: DueQueueState): void {
    this.queue = new DueQueue(state);
  }
}
