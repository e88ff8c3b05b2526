import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { CronJob } from '../../../../shared/kubernetes/types/batch.ts';
import { nothingToDo, type Controller, type ControllerContext } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { reconcileCronJob } from './reconcile.ts';

/** Starts Jobs by the clock. Keys are CronJobs. */
export function cronJobController({ api, env, queue }: ControllerContext): Controller {
  return {
    name: 'cronjob-controller',
    watches: ['cronjobs', 'jobs'],
    start() {
      for (const cronJob of api.list<CronJob>('cronjobs')) queue.add(objectKey(cronJob));
    },
    observe({ resource, type, key, object }) {
      if (resource === 'cronjobs') {
        if (type !== 'DELETED') queue.add(key);
        return;
      }
      const reference = controllerOf(object);
      const owner = reference?.kind === 'CronJob' ? resolveOwner(api, 'cronjobs', object.metadata.namespace, reference) : undefined;
      if (owner) queue.add(objectKey(owner));
    },
    reconcile(key) {
      const cronJob = api.get<CronJob>('cronjobs', key);
      return cronJob ? reconcileCronJob(cronJob, api, env) : nothingToDo;
    },
  };
}
