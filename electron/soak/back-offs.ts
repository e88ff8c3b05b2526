import { retriesIn } from '../engine/controllers/worker.ts';
import type { World } from '../engine/world.ts';

/**
 * When the last of the ReplicaSets whose pods were refused tries again, ms: up to 1,000 s after the refusal, and it does not learn that a quota has room
 * again meanwhile, as the real one does not. Undefined: none waits.
 */
export function lastRetryMs(world: World): number | undefined {
  const { components } = world.simulation.save();
  const saved = components['replicaset-controller'];
  const retries = saved === undefined ? [] : retriesIn(saved);
  return retries.length > 0 ? Math.max(...retries) : undefined;
}
