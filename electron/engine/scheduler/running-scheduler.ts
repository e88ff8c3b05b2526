import type { ComponentContext } from '../component.ts';
import type { SchedulerCache } from './cache/scheduler-cache.ts';
import type { Profile } from './framework/profile.ts';
import type { PodPlacer } from './schedule-pod.ts';
import type { SchedulingQueue } from './queue/scheduling-queue.ts';
import type { WaitingBinding } from './waiting-bindings.ts';

/** What lives while the process runs. */
export interface RunningScheduler {
  readonly context: ComponentContext;
  readonly profile: Profile;
  readonly cache: SchedulerCache;
  readonly queue: SchedulingQueue;
  readonly placer: PodPlacer;
  /** By pod. */
  readonly waiting: Map<string, WaitingBinding>;
}
