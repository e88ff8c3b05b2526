/**
 * The first `count` items in the order of `compare`, sorted: as sorting all and cutting, but for few of many items in one pass over a heap
 * of `count` items with the last of them on top.
 * @param compare a total order: 0 only for an item and itself
 */
export function firstOf<T>(items: readonly T[], count: number, compare: (a: T, b: T) => number): T[] {
  if (count >= items.length / 4) return [...items].sort(compare).slice(0, count);
  const heap: T[] = [];
  for (const item of items) {
    if (heap.length < count) siftUp(heap, item, compare);
    else if (count > 0 && compare(item, heap[0] as T) < 0) siftDown(heap, item, compare);
  }
  return heap.sort(compare);
}

function siftUp<T>(heap: T[], item: T, compare: (a: T, b: T) => number): void {
  let slot = heap.length;
  heap.push(item);
  while (slot > 0) {
    const parent = (slot - 1) >> 1;
    const above = heap[parent] as T;
    if (compare(item, above) <= 0) break;
    heap[slot] = above;
    slot = parent;
  }
  heap[slot] = item;
}

/** Puts `item` in the place of the top. */
function siftDown<T>(heap: T[], item: T, compare: (a: T, b: T) => number): void {
  let slot = 0;
  for (;;) {
    let child = slot * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1] as T, heap[child] as T) > 0) child += 1;
    const below = heap[child] as T;
    if (compare(below, item) <= 0) break;
    heap[slot] = below;
    slot = child;
  }
  heap[slot] = item;
}
