import type { Topology } from '../../shared/topology/types.ts';
import { World } from '../engine/world.ts';
import type { StoredDesign } from './design-storage.ts';
import type { TimelineRecorder } from './timeline/recorder.ts';

/**
 * The world of a stored design as it was: its last snapshot, then every later input at its simulated time, then the time reached. A design that never ran starts
 * at 0 from its manifests; so does one whose snapshot is of another version of this program.
 */
export function restoreRunning(stored: StoredDesign, topology: Topology, timeline: TimelineRecorder): World {
  const { snapshot } = stored;
  if (!snapshot || snapshot.world.version !== 1) return World.create(topology).world;
  const world = World.restore(snapshot.world);
  timeline.load(snapshot.timeline);
  let replaying = true;
  world.onCommit((event) => {
    if (replaying) timeline.observe(event, world.nowMs, (text) => world.simulation.env.parseTimestamp(text));
  });
  for (const input of stored.inputs) {
    world.advance({ untilMs: Math.max(input.atMs, world.nowMs) });
    if (input.kind === 'edit') world.apply(input.changes);
    else world.inject(input.fault);
  }
  world.advance({ untilMs: Math.max(stored.clockMs, world.nowMs) });
  replaying = false;
  return world;
}
