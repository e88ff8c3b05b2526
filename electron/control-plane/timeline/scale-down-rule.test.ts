import { expect, it } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import { World } from '../../engine/world.ts';
import { followWorld } from './follow-world.ts';
import { TimelineRecorder } from './recorder.ts';

it('shows since when a node of a group is unneeded, when it is taken away, and how its group shrinks', () => {
  const cluster = defaultCluster('t', 1);
  cluster.spec.nodeGroups = [{ name: 'g', minSize: 1, maxSize: 2, desiredSize: 2, bootSeconds: 5 }];
  const { world } = World.create({ cluster, manifests: [] });
  const timeline = new TimelineRecorder();
  followWorld(timeline, world);
  world.advance({ untilMs: 12 * 60_000 });
  const told = timeline.all().map(({ text: { key }, atMs, endMs }) => [key, atMs, endMs]);
  // Of two unneeded nodes one may go.
  expect(told.filter(([key]) => key === 'view:timeline.unneeded')).toEqual([['view:timeline.unneeded', 20_000, 630_000], ['view:timeline.unneeded', 20_000, 640_000]]);
  expect(told.filter(([key]) => key === 'view:timeline.scaledDown')).toEqual([['view:timeline.scaledDown', 630_000, undefined]]);
  expect(timeline.all().find(({ text }) => text.key === 'view:timeline.groupResized')?.text.params).toEqual({ group: 'g', from: 2, count: 1 });
});
