import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WakeQueue } from './wake-queue.ts';

it('gives components in order of time, then of registration, whatever the order of asking', () => {
  const wake = fc.record({ component: fc.nat(7), atMs: fc.nat(20), background: fc.boolean() });
  fc.assert(fc.property(fc.array(wake, { maxLength: 40 }), (wakes) => {
    const queue = new WakeQueue();
    for (let index = 0; index < 8; index += 1) queue.register();
    const earliest = new Map<string, number>();
    for (const { component, atMs, background } of wakes) {
      queue.wakeAt(component, atMs, background);
      const key = `${component}/${background}`;
      earliest.set(key, Math.min(earliest.get(key) ?? Infinity, atMs));
    }
    const expected = [...new Set([...earliest].map(([key, atMs]) => `${atMs}:${key.split('/')[0]}`))]
      .map((text) => text.split(':').map(Number) as [number, number]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const restored = new WakeQueue();
    for (let index = 0; index < 8; index += 1) restored.register();
    restored.load(queue.save());
    for (const candidate of [queue, restored]) {
      const taken: [number, number][] = [];
      for (let atMs = candidate.nextAtMs(); atMs < Infinity; atMs = candidate.nextAtMs()) taken.push([atMs, candidate.take(atMs)]);
      expect(taken).toEqual(expected);
    }
  }));
});

it('does not count background wakes as foreground', () => {
  const queue = new WakeQueue();
  const component = queue.register();
  queue.wakeAt(component, 5, true);
  expect(queue.nextForegroundAtMs()).toBe(Infinity);
  expect(queue.nextAtMs()).toBe(5);
  queue.wakeAt(component, 9, false);
  expect(queue.nextForegroundAtMs()).toBe(9);
  queue.clear(component);
  expect(queue.nextAtMs()).toBe(Infinity);
});
