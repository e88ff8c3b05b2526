import type { SchedulingDecision } from '../../../shared/decisions.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { bindingProgress } from './plugins/VolumeBinding/bind-volumes.ts';
import type { QueuedPod } from './queue/queued-pod.ts';
import type { RunningScheduler } from './running-scheduler.ts';
import { bindNow, failBinding } from './schedule-one.ts';

/** A pod that has its node and waits for its volumes: a binding cycle that stands in PreBind. Plain data. */
export interface WaitingBinding {
  readonly node: string;
  readonly queued: QueuedPod;
  readonly decision: SchedulingDecision;
  readonly untilMs: number;
}

/** Goes on with the pods whose volumes are bound, and gives up on those that will not get theirs. */
export function continueBindings(scheduler: RunningScheduler): void {
  const { context, cache, waiting } = scheduler;
  for (const [key, binding] of [...waiting]) {
    const pod = context.api.get<Pod>('pods', key);
    if (!pod || pod.spec.nodeName) {
      waiting.delete(key);
      if (!pod) cache.removePod(key);
      continue;
    }
    const info = cache.shapes.infoOf(pod);
    const progress = bindingProgress(context.api, info.shape.claims, binding.node);
    const late = context.env.nowMs >= binding.untilMs;
    if (progress === 'Waiting' && !late) continue;
    waiting.delete(key);
    if (progress === 'Bound') {
      bindNow(scheduler, binding.queued, info, binding.node, binding.decision);
    } else {
      const why = progress === 'Waiting' ? 'context deadline exceeded' : progress.failed;
      failBinding(scheduler, binding.queued, info, binding.decision, `running PreBind plugin "VolumeBinding": binding volumes: ${why}`);
    }
  }
}

/** When the first of them runs out of time; Infinity: none waits. */
export function nextBindTimeoutMs({ waiting }: RunningScheduler): number {
  let next = Infinity;
  for (const { untilMs } of waiting.values()) next = Math.min(next, untilMs);
  return next;
}
