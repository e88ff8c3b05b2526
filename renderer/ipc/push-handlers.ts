import type { Pushes, PushName } from '../../shared/ipc/contract.ts';

/** Handlers by push name. Pushes that come before anybody listens are kept (bounded) and given to the first handler. */
export class PushHandlers {
  readonly #handlers = new Map<PushName, Set<(payload: never) => void>>();
  readonly #waiting = new Map<PushName, unknown[]>();

  on<K extends PushName>(name: K, handler: (payload: Pushes[K]) => void): () => void {
    const set = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, set);
    set.add(handler as (payload: never) => void);
    const waiting = this.#waiting.get(name);
    this.#waiting.delete(name);
    for (const payload of waiting ?? []) handler(payload as Pushes[K]);
    return () => set.delete(handler as (payload: never) => void);
  }

  emit<K extends PushName>(name: K, payload: Pushes[K]): void {
    const set = this.#handlers.get(name);
    if (set !== undefined && set.size > 0) {
      for (const handler of set) handler(payload as never);
      return;
    }
    const waiting = this.#waiting.get(name) ?? [];
    if (waiting.length < 100) waiting.push(payload);
    this.#waiting.set(name, waiting);
  }
}
