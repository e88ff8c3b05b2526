import type { World } from '../engine/world.ts';
import { unsettledNodes } from './nodes.ts';
import { unsettledPods } from './pods.ts';
import { unsettledWorkloads } from './workloads.ts';
import { unsettledJobs } from './jobs.ts';
import { unsettledServices } from './services.ts';
import { unsettledScaling } from './scaling.ts';
import { unsettledCloud } from './cloud.ts';
import { leftovers } from './leftovers.ts';

/** What still differs from the desired state. Empty: the cluster is as it should be. A new look is a function and a line. */
export function unsettled(world: World): string[] {
  return [unsettledNodes, unsettledPods, unsettledWorkloads, unsettledJobs, unsettledServices, unsettledScaling, unsettledCloud, leftovers].flatMap((look) => look(world));
}
