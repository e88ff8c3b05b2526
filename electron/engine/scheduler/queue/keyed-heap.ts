/** A binary heap whose items can be found, re-ordered and removed by key. `before` must be a strict total order for repeatable results. */
export class KeyedHeap<T extends { readonly key: string }> {
  private readonly items: T[] = [];
  private readonly placeOf = new Map<string, number>();
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  get size(): number {
    return this.items.length;
  }

  get(key: string): T | undefined {
    const place = this.placeOf.get(key);
    return place === undefined ? undefined : this.items[place];
  }

  peek(): T | undefined {
    return this.items[0];
  }

  /** All items, in no particular order. */
  values(): readonly T[] {
    return this.items;
  }

  push(item: T): void {
    this.items.push(item);
    this.placeOf.set(item.key, this.items.length - 1);
    this.siftUp(this.items.length - 1);
  }

  pop(): T | undefined {
    const [first] = this.items;
    if (first) this.remove(first.key);
    return first;
  }

  remove(key: string): T | undefined {
    const place = this.placeOf.get(key);
    if (place === undefined) return undefined;
    const removed = this.items[place] as T;
    const last = this.items.pop() as T;
    this.placeOf.delete(key);
    if (last !== removed) {
      this.put(last, place);
      this.siftUp(place);
      this.siftDown(this.placeOf.get(last.key) as number);
    }
    return removed;
  }

  private siftUp(from: number): void {
    const item = this.items[from] as T;
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.items[parent] as T;
      if (!this.before(item, above)) break;
      this.put(above, place);
      place = parent;
    }
    this.put(item, place);
  }

  private siftDown(from: number): void {
    const item = this.items[from] as T;
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= this.items.length) break;
      if (child + 1 < this.items.length && this.before(this.items[child + 1] as T, this.items[child] as T)) child += 1;
      const below = this.items[child] as T;
      if (!this.before(below, item)) break;
      this.put(below, place);
      place = child;
    }
    this.put(item, place);
  }

  private put(item: T, place: number): void {
    this.items[place] = item;
    this.placeOf.set(item.key, place);
  }
}
