import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Job } from '../../../../shared/kubernetes/types/batch.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { jobCondition } from '../job/conditions.ts';

/** Deletes finished Jobs, pods first, after their `ttlSecondsAfterFinished`. Source: pkg/controller/ttlafterfinished. Keys are Jobs. */
export function ttlAfterFinishedController({ api, env, queue }: ControllerContext): Controller {
  return {
    name: 'ttl-after-finished-controller',
    watches: ['jobs'],
    start() {
      for (const job of api.list<Job>('jobs')) if (finishedAt(job)) queue.add(objectKey(job));
    },
    observe({ type, key, object }) {
      if (type !== 'DELETED' && finishedAt(object as Job)) queue.add(key);
    },
    reconcile(key): Outcome {
      const job = api.get<Job>('jobs', key);
      const since = job && finishedAt(job);
      if (!job || since === undefined) return nothingToDo;
      const afterMs = env.parseTimestamp(since) + (job.spec.ttlSecondsAfterFinished ?? 0) * 1000 - env.nowMs;
      if (afterMs > 0) return { kind: 'Done', writes: [], requeue: { afterMs } };
      const preconditions = job.metadata.uid ? { uid: job.metadata.uid } : {};
      return {
        kind: 'Done', writes: [{ verb: 'delete', resource: 'jobs', key, options: { propagationPolicy: 'Foreground', preconditions } }],
      };
    },
  };
}

/** When a Job finished that is to be cleaned up, undefined for all others. Source: needsCleanup, getFinishAndExpireTime. */
function finishedAt(job: Job): string | undefined {
  if (job.spec.ttlSecondsAfterFinished === undefined || job.metadata.deletionTimestamp) return undefined;
  return (jobCondition(job, 'Complete') ?? jobCondition(job, 'Failed'))?.lastTransitionTime;
}
