import { expect, test } from 'vitest';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import { World } from '../engine/world.ts';
import type { StoredDesign } from './design-storage.ts';
import { restoreRunning } from './restore-running.ts';
import { TimelineRecorder } from './timeline/recorder.ts';

const text = `apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: {name: c}
spec: {seed: 3, machines: [{name: w, roles: [worker]}]}
`;
const { topology } = TopologyText.parse(text, 'c').text ?? TopologyText.empty('c', 1);

function storedAt(ms: number): StoredDesign {
  const { world } = World.create(topology);
  world.advance({ untilMs: ms });
  const snapshot = { world: world.snapshot(), timeline: new TimelineRecorder().save() };
  return { id: 'c', name: 'c', text, dirty: false, snapshot: JSON.parse(JSON.stringify(snapshot)), inputs: [], clockMs: ms + 5_000, recovered: true };
}

test('a running state goes on to the time that was reached, and is the same as if it had never stopped', () => {
  const restored = restoreRunning(storedAt(30_000), topology, new TimelineRecorder());
  const { world } = World.create(topology);
  world.advance({ untilMs: 35_000 });
  expect(restored.stateHash()).toBe(world.stateHash());
});

test.each<[string, number, (stored: StoredDesign) => void]>([
  ['is of another version', 0, ({ snapshot }) => Object.assign(snapshot?.world ?? {}, { version: 99 })],
  ['is broken', 1, ({ snapshot }) => Object.assign(snapshot?.world ?? {}, { simulation: {} })],
  ['has inputs without sense', 1, (stored) => stored.inputs.push({ kind: 'edit', atMs: 1, changes: 7 as never, label: { key: 'x' } })],
])('a running state that %s does not keep the design from opening at 0', (_name, reports, spoil) => {
  const stored = storedAt(30_000);
  spoil(stored);
  const reported: unknown[] = [];
  const timeline = new TimelineRecorder();
  const restored = restoreRunning(stored, topology, timeline, (cause) => reported.push(cause));
  expect(restored.nowMs).toBe(0);
  expect(restored.stateHash()).toBe(World.create(topology).world.stateHash());
  expect(timeline.save().entries).toEqual([]);
  expect(reported).toHaveLength(reports);
});
