import type { Topology } from '../../shared/topology/types.ts';
import { snapshotVersion, World } from '../engine/world.ts';
import type { SessionSnapshot, StoredDesign } from './design-storage.ts';
import { followWorld } from './timeline/follow-world.ts';
import { emptyTimeline, type TimelineRecorder } from './timeline/recorder.ts';

/**
 * The world of a stored design as it was: its last snapshot, then every later input at its simulated time, then the time reached. A design
 * that never ran starts at 0 from its manifests; so does one whose snapshot is of another version of this program, or cannot be continued
 * by it: the design itself matters more than where its clock stood.
 * @param report hears why a running state could not be continued
 */
export function restoreRunning(
  stored: StoredDesign, topology: Topology, timeline: TimelineRecorder, report: (cause: unknown) => void = console.error,
): World {
  const { snapshot } = stored;
  if (!snapshot || snapshot.world.version !== snapshotVersion) return World.create(topology).world;
  try {
    return continued(stored, snapshot, timeline);
  } catch (cause) {
    report(cause);
    timeline.load(emptyTimeline);
    return World.create(topology).world;
  }
}

function continued(stored: StoredDesign, snapshot: SessionSnapshot, timeline: TimelineRecorder): World {
  const world = World.restore(snapshot.world);
  timeline.load(snapshot.timeline);
  let replaying = true;
  followWorld(timeline, world, () => replaying);
  for (const input of stored.inputs) {
    world.advance({ untilMs: Math.max(input.atMs, world.nowMs) });
    if (input.kind === 'edit') world.apply(input.changes);
    else world.inject(input.fault);
  }
  world.advance({ untilMs: Math.max(stored.clockMs, world.nowMs) });
  replaying = false;
  return world;
}
