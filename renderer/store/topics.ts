/** Listeners by topic. Marking is cheap when nobody listens; `flush` calls each listener of a marked topic once. */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #marked = new Set<string>();

  subscribe(topic: string, listener: () => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    set.add(listener);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(topic) === set) this.#listeners.delete(topic);
    };
  }

  mark(topic: string): void {
    if (this.#listeners.has(topic)) this.#marked.add(topic);
  }

  /** Every topic that somebody listens to, e.g. after a new list. */
  markAll(): void {
    for (const topic of this.#listeners.keys()) this.#marked.add(topic);
  }

  flush(): void {
    if (this.#marked.size === 0) return;
    const topics = [...this.#marked];
    this.#marked.clear();
    for (const topic of topics) for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener();
  }
}
