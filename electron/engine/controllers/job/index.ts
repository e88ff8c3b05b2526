import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { ownerKeys } from '../pod-owner-keys.ts';
import type { BackOffRecord } from './back-off.ts';
import { hasTrackingFinalizer, withoutTrackingFinalizer } from './job-pods.ts';
import { reconcileJob } from './reconcile.ts';

/** Changes of pods are looked at together. Source: SyncJobBatchPeriod, pkg/controller/job/job_controller.go. */
const batchMs = 1_000;
/** Source: DefaultJobApiBackOff, MaxJobApiBackOff. */
const backOff = { firstMs: 1_000, lastMs: 60_000 };
const owner = { kind: 'Job', resource: 'jobs' };
/** Keys of pods whose Job is gone; all other keys are Jobs. */
const orphanPrefix = 'orphan:';

interface JobController extends Controller {
  state: { backOff: Map<string, BackOffRecord> };
}

/** Runs pods to completion. Source: pkg/controller/job/job_controller.go. */
export function jobController({ api, env, queue }: ControllerContext): Controller {
  const controller: JobController = {
    name: 'job-controller',
    watches: ['jobs', 'pods'],
    backOff,
    state: { backOff: new Map() },
    start() {
      for (const job of api.list<Job>('jobs')) queue.add(objectKey(job));
      for (const pod of api.list<Pod>('pods')) offerOrphan(pod);
    },
    observe(event: WatchEvent) {
      if (event.resource === 'jobs') jobChanged(event as WatchEvent<Job>);
      else podChanged(event as WatchEvent<Pod>);
    },
    reconcile(key) {
      if (key.startsWith(orphanPrefix)) return releaseOrphan(key.slice(orphanPrefix.length));
      const job = api.get<Job>('jobs', key);
      if (!job) return nothingToDo;
      const { outcome, record } = reconcileJob(job, api, controller.state.backOff.get(key), env);
      if (record) controller.state.backOff.set(key, record);
      else controller.state.backOff.delete(key);
      return outcome;
    },
  };

  function jobChanged({ type, key, object, previous }: WatchEvent<Job>): void {
    if (type === 'DELETED') {
      controller.state.backOff.delete(key);
      for (const pod of api.byIndex<Pod>('pods', 'controller', object.metadata.uid ?? '')) offerOrphan(pod);
    } else queue.add(key, previous && previous.metadata.generation === object.metadata.generation ? { afterMs: batchMs } : undefined);
  }

  function podChanged(event: WatchEvent<Pod>): void {
    for (const key of ownerKeys(api, owner, event)) queue.add(key, { afterMs: batchMs });
    if (event.type !== 'DELETED') offerOrphan(event.object);
  }

  function offerOrphan(pod: Pod): void {
    if (isOrphan(pod)) queue.add(orphanPrefix + objectKey(pod));
  }

  function isOrphan(pod: Pod): boolean {
    if (!hasTrackingFinalizer(pod)) return false;
    const reference = controllerOf(pod);
    return reference?.kind !== 'Job' || !resolveOwner(api, 'jobs', pod.metadata.namespace, reference);
  }

  /** Source: syncOrphanPod. */
  function releaseOrphan(key: string): Outcome {
    const pod = api.get<Pod>('pods', key);
    return pod && isOrphan(pod) ? { kind: 'Done', writes: [{ verb: 'update', object: withoutTrackingFinalizer(pod) }] } : nothingToDo;
  }

  return controller;
}
