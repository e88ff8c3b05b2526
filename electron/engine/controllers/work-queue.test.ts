import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkQueue } from './work-queue.ts';

function drain(queue: WorkQueue, nowMs: number): string[] {
  const keys: string[] = [];
  for (let key = queue.take(nowMs); key !== undefined; key = queue.take(nowMs)) keys.push(key);
  return keys;
}

describe('WorkQueue', () => {
  it('gives keys by due time, then by arrival', () => {
    const queue = new WorkQueue();
    for (const [key, atMs] of [['c', 20], ['a', 10], ['b', 10]] as const) queue.add(key, atMs);
    expect(drain(queue, 9)).toEqual([]);
    expect(drain(queue, 20)).toEqual(['a', 'b', 'c']);
  });

  it('holds a key once, at the earliest time asked for', () => {
    const queue = new WorkQueue();
    queue.add('a', 100);
    queue.add('a', 50);
    queue.add('a', 70);
    expect(queue.nextAtMs(false)).toBe(50);
    expect(drain(queue, 100)).toEqual(['a']);
    expect(queue.size).toBe(0);
  });

  it('keeps background plans apart, and forgets all plans of a key that is taken', () => {
    const queue = new WorkQueue();
    queue.add('a', 10, true);
    queue.add('a', 300);
    expect([queue.nextAtMs(false), queue.nextAtMs(true)]).toEqual([300, 10]);
    expect(drain(queue, 10)).toEqual(['a']);
    expect([queue.nextAtMs(false), queue.nextAtMs(true)]).toEqual([Infinity, Infinity]);
  });

  it('agrees with a list that is searched', () => {
    const step = fc.record(
      { key: fc.constantFrom('a', 'b', 'c', 'd'), atMs: fc.nat(20), what: fc.constantFrom('add', 'add', 'add', 'remove', 'take') },
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new WorkQueue();
      const model = new Map<string, number>();
      for (const { key, atMs, what } of steps) {
        if (what === 'add') {
          queue.add(key, atMs);
          model.set(key, Math.min(atMs, model.get(key) ?? Infinity));
        } else if (what === 'remove') {
          queue.remove(key);
          model.delete(key);
        } else {
          const earliest = Math.min(...model.values());
          const taken = queue.take(atMs);
          expect(taken === undefined).toBe(earliest > atMs);
          if (taken !== undefined) {
            expect(model.get(taken)).toBe(earliest);
            model.delete(taken);
          }
        }
        expect(queue.nextAtMs(false)).toBe(Math.min(...model.values()));
      }
    }));
  });
});
