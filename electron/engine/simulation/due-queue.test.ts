import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue, type Due } from './due-queue.ts';
import { decodeState, encodeState } from './state-codec.ts';

type Command = { id: string } & Due;
const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Infinity));
const command: fc.Arbitrary<Command> = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), atMs: time, backgroundMs: time });

function drain(queue: DueQueue, nowMs: number): string[] {
  const taken: string[] = [];
  for (let id = queue.take(nowMs); id !== undefined; id = queue.take(nowMs)) taken.push(id);
  return taken;
}

test('items come up in order of time, then of planning, and each once for all that is due', () => {
  const queue = new DueQueue();
  queue.plan('late', { atMs: 30, backgroundMs: Infinity });
  queue.plan('both', { atMs: 20, backgroundMs: 10 });
  queue.plan('first', { atMs: 10, backgroundMs: Infinity });
  expect(queue.nextForegroundMs()).toBe(10);
  expect(queue.nextBackgroundMs()).toBe(10);
  expect(drain(queue, 20)).toEqual(['both', 'first']);
  expect(queue.nextForegroundMs()).toBe(30);
  expect(queue.nextBackgroundMs()).toBe(Infinity);
});

test('takes exactly the items whose latest plan is due, whatever was planned before', () => {
  fc.assert(fc.property(fc.array(command, { maxLength: 40 }), fc.integer({ min: 0, max: 20 }), (commands, nowMs) => {
    const queue = new DueQueue();
    const latest = new Map<string, Due>();
    for (const { id, ...due } of commands) {
      queue.plan(id, due);
      latest.set(id, due);
    }
    const due = [...latest].filter(([, plan]) => plan.atMs <= nowMs || plan.backgroundMs <= nowMs).map(([id]) => id);
    expect(drain(queue, nowMs).sort()).toEqual(due.sort());
  }));
});

test('a restored queue goes on in the same order', () => {
  fc.assert(fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
    const queue = new DueQueue();
    for (const { id, ...due } of commands) queue.plan(id, due);
    const restored = new DueQueue(decodeState(encodeState(queue.state)) as DueQueue['state']);
    expect(drain(restored, 20)).toEqual(drain(queue, 20));
  }));
});
