import type { Job } from '../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { isPodTerminal } from '../engine/controllers/pod-state.ts';
import type { World } from '../engine/world.ts';
import { isCrowded, isRefused } from './held-up.ts';

/** The longest back-off of a Job, and a minute. */
const backOffMs = 660_000;

/** Every Job is finished, rests, waits until a failed pod is made anew, or has pods. */
export function unsettledJobs(world: World): string[] {
  const problems: string[] = [];
  for (const job of world.api.list<Job>('jobs')) {
    const { metadata: { name, uid = '' }, spec, status } = job;
    const finished = status?.conditions?.find((condition) => condition.status === 'True' && (condition.type === 'Complete' || condition.type === 'Failed'));
    const pods = [...world.api.byIndex<Pod>('pods', 'controller', uid)];
    const live = pods.filter((pod) => !isPodTerminal(pod)).length;
    if (finished && live > 0) problems.push(`Job ${name} is ${finished.type} and has ${live} pods`);
    const backsOff = (status?.failed ?? 0) > 0 && pods.some((pod) => endedWithin(pod, world));
    const rests = backsOff || (spec.suspend ?? false) || spec.parallelism === 0 || isRefused(world, job, spec.template) || isCrowded(world, job);
    if (!finished && !rests && live === 0) problems.push(`Job ${name} is not finished and has no pods`);
    if (spec.suspend && live > 0 && !finished) problems.push(`Job ${name} is suspended and has ${live} pods`);
  }
  return problems;
}

function endedWithin({ status }: Pod, { nowMs, simulation: { env } }: World): boolean {
  return status?.containerStatuses?.some(({ state }) => state?.terminated?.finishedAt && nowMs - env.parseTimestamp(state.terminated.finishedAt) < backOffMs) ?? false;
}
