import type { World } from '../engine/world.ts';
import { unsettledNodes } from './desired/nodes.ts';
import { unsettledPods } from './desired/pods.ts';
import { unsettledWorkloads } from './desired/workloads.ts';
import { unsettledJobs } from './desired/jobs.ts';
import { unsettledServices } from './desired/services.ts';
import { unsettledScaling } from './desired/scaling.ts';
import { leftovers } from './desired/leftovers.ts';

/** What still differs from the desired state. Empty: the cluster is as it should be. A new look is a function and a line. */
export function unsettled(world: World): string[] {
  return [unsettledNodes, unsettledPods, unsettledWorkloads, unsettledJobs, unsettledServices, unsettledScaling, leftovers].flatMap((look) => look(world));
}
