import { expect, test } from 'vitest';
import { nextPoint, sampleOf, type PodPoint } from './samples.ts';

const usage = { cpuMilli: 100, memoryBytes: 1000 };
const seenAt = (atMs: number, name = 'app'): PodPoint => ({ atMs, containers: [{ name, startedAtMs: 0, ...usage }] });

test.each<{ name: string; startedAtMs: number; previous?: PodPoint; windowMs: number | undefined }>([
  { name: 'too young', startedAtMs: 50_001, windowMs: undefined },
  { name: 'ten seconds old: since its start', startedAtMs: 50_000, windowMs: 10_000 },
  { name: 'nearly a resolution old: since its start', startedAtMs: 45_001, windowMs: 14_999 },
  { name: 'a resolution old, not seen before', startedAtMs: 45_000, windowMs: undefined },
  { name: 'older, not seen before: its kubelet did not answer', startedAtMs: 1_000, windowMs: undefined },
  { name: 'seen in the scrape before', startedAtMs: 1_000, previous: seenAt(45_000), windowMs: 15_000 },
  { name: 'seen two scrapes ago: a scrape was missed', startedAtMs: 1_000, previous: seenAt(30_000), windowMs: 30_000 },
  { name: 'another container was seen', startedAtMs: 1_000, previous: seenAt(45_000, 'sidecar'), windowMs: undefined },
  { name: 'started anew since', startedAtMs: 52_000, previous: seenAt(45_000), windowMs: undefined },
  { name: 'started anew at the scrape before', startedAtMs: 45_000, previous: seenAt(45_000), windowMs: undefined },
])('a container that is $name', ({ startedAtMs, previous, windowMs }) => {
  expect(nextPoint(60_000, previous, { name: 'app', startedAtMs, usage }).windowMs).toBe(windowMs);
});

test('a pod is told of once all its containers are, with the shortest window', () => {
  const app = { name: 'app', startedAtMs: 0, ...usage, windowMs: 15_000 };
  const sidecar = { name: 'sidecar', startedAtMs: 48_000, ...usage };
  expect(sampleOf({ atMs: 60_000, containers: [app, sidecar] })).toBeUndefined();
  expect(sampleOf({ atMs: 60_000, containers: [app, { ...sidecar, windowMs: 12_000 }] })).toEqual({
    atMs: 60_000, windowMs: 12_000, containers: [{ name: 'app', usage }, { name: 'sidecar', usage }],
  });
  expect(sampleOf(undefined)).toBeUndefined();
});
