import type { Pod, PodTemplateSpec } from '../../shared/kubernetes/types/pod.ts';
import type { CronJob, Job } from '../../shared/kubernetes/types/batch.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { newControllerRef } from '../engine/controllers/owner-references.ts';
import { podFromTemplate } from '../engine/controllers/pod-from-template.ts';
import type { World } from '../engine/world.ts';
import { isStuck } from './pods.ts';

/** Why a workload may lack pods although it is quiet: no node has room for one, or the API refuses the next one. */
export function isHeldUp(world: World, workload: KubernetesObject, template: PodTemplateSpec, pods: readonly Pod[]): boolean {
  return isRefused(world, workload, template) || isCrowded(world, workload) || pods.some((pod) => isStuck(pod, world));
}

/** A quota or a LimitRange refuses another pod as things stand. */
export function isRefused(world: World, workload: KubernetesObject, template: PodTemplateSpec): boolean {
  const { server, env } = world.simulation;
  const draws = env.saveDraws();
  const created = server.create(podFromTemplate(template, workload, newControllerRef(workload)), { dryRun: true });
  env.restoreDraws(draws);
  return !created.ok;
}

/** Pods that come and go by themselves share its quota: whether there is room when its controller tries is a matter of chance. */
export function isCrowded(world: World, { metadata: { namespace = '' } }: KubernetesObject): boolean {
  const { api } = world;
  if (api.countByIndex('resourcequotas', 'namespace', namespace) === 0) return false;
  const cronJobs = [...api.byIndex<CronJob>('cronjobs', 'namespace', namespace)].filter(({ spec }) => !spec.suspend);
  const jobs = [...api.byIndex<Job>('jobs', 'namespace', namespace)].filter(({ spec, status }) => !spec.suspend && status?.completionTime === undefined);
  return cronJobs.length + jobs.length > 0;
}
