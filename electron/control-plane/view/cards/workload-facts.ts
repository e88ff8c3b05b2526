import { nextFireMs } from '../../../../shared/kubernetes/cron-next.ts';
import { parseCronSchedule } from '../../../../shared/kubernetes/cron-schedule.ts';
import { zoneOffsetOf } from '../../../../shared/kubernetes/time-zone-offset.ts';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { CardRow, LocalizedText } from '../../../../shared/view/rows.ts';
import type { StateFamily } from '../../../../shared/view/states.ts';

/** What the cards of workloads beside Deployment and ReplicaSet say. */
export interface WorkloadFacts extends Pick<CardRow, 'replicas'> {
  family: StateFamily;
  fact: LocalizedText;
}

export function statefulSetFacts({ metadata, spec, status }: StatefulSet): WorkloadFacts {
  const desired = spec.replicas ?? 1;
  const { readyReplicas: ready = 0, replicas: current = 0, updatedReplicas: updated = 0 } = status ?? {};
  const observed = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const wanted = spec.updateStrategy?.type === 'OnDelete' ? 0 : Math.max(desired - partition, 0);
  const settled = observed && ready >= desired && current === desired && updated >= wanted;
  return {
    family: settled ? 'ready' : 'working', fact: { key: 'view:card.ready', params: { ready, desired } }, replicas: { desired, ready, current, updated },
  };
}

export function daemonSetFacts({ metadata, spec, status }: DaemonSet): WorkloadFacts {
  const { desiredNumberScheduled: desired = 0, numberReady: ready = 0, currentNumberScheduled: current = 0 } = status ?? {};
  const updated = status?.updatedNumberScheduled ?? 0;
  const observed = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const outdated = updated < desired && spec.updateStrategy?.type !== 'OnDelete';
  const settled = observed && ready >= desired && !outdated && (status?.numberMisscheduled ?? 0) === 0;
  return {
    family: settled ? 'ready' : 'working', fact: { key: 'view:card.nodesReady', params: { ready, desired } }, replicas: { desired, ready, current, updated },
  };
}

export function jobFacts({ spec, status }: Job): WorkloadFacts {
  const { succeeded = 0, active = 0, ready = 0, conditions = [] } = status ?? {};
  const has = (type: string): boolean => conditions.some((condition) => condition.type === type && condition.status === 'True');
  const failure = conditions.find((condition) => condition.type === 'Failed' && condition.status === 'True');
  if (failure) return { family: 'bad', fact: { key: 'view:card.jobFailed', params: { reason: failure.reason ?? '' } } };
  if (spec.suspend) return { family: 'done', fact: { key: 'view:card.suspended' } };
  const desired = spec.completions ?? spec.parallelism ?? 1;
  return {
    family: has('Complete') ? 'done' : 'working', fact: { key: 'view:card.succeeded', params: { succeeded, desired } },
    ...(has('Complete') ? {} : { replicas: { desired: Math.min(spec.parallelism ?? 1, desired), ready, current: active, updated: active } }),
  };
}

/** @param unixMs simulated time, in Unix milliseconds */
export function cronJobFacts({ spec, status }: CronJob, unixMs: number): WorkloadFacts {
  if (spec.suspend) return { family: 'done', fact: { key: 'view:card.suspended' } };
  const running = status?.active?.length ?? 0;
  if (running > 0) return { family: 'working', fact: { key: 'view:card.cronRunning', params: { schedule: spec.schedule, count: running } } };
  const schedule = parseCronSchedule(spec.schedule);
  const offset = spec.timeZone ? zoneOffsetOf(spec.timeZone) : undefined;
  const next = schedule.ok ? nextFireMs(schedule.value, unixMs, offset) : undefined;
  if (next === undefined) return { family: 'ready', fact: { key: 'view:card.cron', params: { schedule: spec.schedule } } };
  return { family: 'ready', fact: { key: 'view:card.cronNext', params: { schedule: spec.schedule, time: clockText(next + (offset?.(next) ?? 0), unixMs) } } };
}

/** `02:00`, with month and day before it when that is more than a day away. */
function clockText(atMs: number, nowMs: number): string {
  const text = new Date(atMs).toISOString();
  return atMs - nowMs > 86_400_000 ? text.slice(5, 16).replace('T', ' ') : text.slice(11, 16);
}
