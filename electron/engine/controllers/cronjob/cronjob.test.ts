import { describe, expect, it } from 'vitest';
import type { CronJob, Job } from '../../../../shared/kubernetes/types/batch.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { jobController } from '../job/index.ts';
import { controllerComponent } from '../worker.ts';
import { cronJobController } from './index.ts';
import { reconcileCronJob } from './reconcile.ts';

const key = 'default/tick';
const minuteMs = 60_000;

/** Simulated time 0 is midnight, 1 January 2026, UTC. */
function start(spec: Partial<CronJob['spec']> = {}, runsForMs: number | null = 1_800, exitCode = 0): TestCluster {
  const endOf = (): { afterMs: number; exitCode: number } | null => (runsForMs === null ? null : { afterMs: runsForMs, exitCode });
  const cluster = new TestCluster(
    [controllerComponent(cronJobController), controllerComponent(jobController), controllerComponent(garbageCollectorController), simulatedNodes({ endOf })],
  );
  cluster.create<CronJob>({
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tick', namespace: 'default' },
    spec: {
      schedule: '*/2 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'task:v1' }] } } } },
      ...spec,
    },
  });
  return cluster;
}

function jobs(cluster: TestCluster): string[] {
  return cluster.list<Job>('jobs').map((job) => job.metadata.name);
}

function created(cluster: TestCluster): string[] {
  return cluster.commits.filter((event) => event.resource === 'jobs' && event.type === 'ADDED')
    .map((event) => event.object.metadata.annotations?.['batch.kubernetes.io/cronjob-scheduled-timestamp'] ?? '');
}

function status(cluster: TestCluster): CronJob['status'] {
  return cluster.get<CronJob>('cronjobs', key).status;
}

/** Unix minutes of the simulation's first instant, as in the names of Jobs. */
const epochMinutes = Date.parse('2026-01-01T00:00:00Z') / minuteMs;

describe('a CronJob', () => {
  it('starts a Job at each time of its schedule and remembers it', () => {
    const cluster = start().advance(2 * minuteMs + 500);
    expect(jobs(cluster)).toEqual([`tick-${epochMinutes + 2}`]);
    expect(status(cluster)).toMatchObject({ lastScheduleTime: '2026-01-01T00:02:00Z', active: [{ kind: 'Job', name: `tick-${epochMinutes + 2}` }] });
    cluster.advance(30_000);
    expect(status(cluster)).toMatchObject({ lastScheduleTime: '2026-01-01T00:02:00Z' });
    expect(status(cluster)?.active).toBeUndefined();
    expect(status(cluster)?.lastSuccessfulTime).toBeDefined();
    expect(cluster.eventsAbout('tick')).toEqual([
      `SuccessfulCreate: Created job tick-${epochMinutes + 2}`, `SawCompletedJob: Saw completed job: tick-${epochMinutes + 2}, condition: Complete`,
    ]);
    expect(reconcileCronJob(cluster.get('cronjobs', key), cluster.api, cluster.simulation.env)).toMatchObject({ writes: [] });
  });

  it('warns about a zone in the schedule, which holds in place of the field', () => {
    const cluster = start().advance(100);
    const old = cluster.get<CronJob>('cronjobs', key);
    const { spec } = old;
    const zoned: CronJob = { ...old, spec: { ...spec, schedule: 'TZ=Asia/Tokyo 0 10 * * *', timeZone: 'Etc/UTC' } };
    const outcome = reconcileCronJob(zoned, cluster.api, cluster.simulation.env);
    expect(outcome).toMatchObject({ writes: [{ verb: 'event', record: { type: 'Warning', reason: 'UnsupportedSchedule', message:
      'CRON_TZ or TZ used in schedule "TZ=Asia/Tokyo 0 10 * * *" is not officially supported, '
      + 'see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details' } }] });
    // Ten o'clock in Tokyo is one o'clock, UTC.
    expect((outcome as { requeue: { afterMs: number } }).requeue.afterMs).toBeLessThanOrEqual(60 * minuteMs + 100);
  });

  it('keeps as many finished Jobs as its history limits say', () => {
    expect(jobs(start({ successfulJobsHistoryLimit: 2 }).advance(11 * minuteMs))).toEqual([`tick-${epochMinutes + 8}`, `tick-${epochMinutes + 10}`]);
    const failing = { spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never' as const, containers: [{ name: 'c', image: 'task:v1' }] } } } };
    expect(jobs(start({ jobTemplate: failing }, 1_800, 1).advance(11 * minuteMs))).toEqual([`tick-${epochMinutes + 10}`]);
  });

  it.each([['Allow', 3, 3], ['Forbid', 1, 1], ['Replace', 3, 1]] as const)('with %s starts %i of three, of which %i run', (concurrencyPolicy, all, left) => {
    const cluster = start({ concurrencyPolicy }, null).advance(7 * minuteMs);
    expect(created(cluster)).toHaveLength(all);
    expect(status(cluster)?.active).toHaveLength(left);
    expect(jobs(cluster)).toHaveLength(left);
    if (concurrencyPolicy === 'Forbid') expect(cluster.eventsAbout('tick').at(-1)).toMatch(/^JobAlreadyActive: Not starting job because/);
  });

  it('does nothing while suspended, then makes up for the last time it missed', () => {
    const cluster = start({ suspend: true }).advance(9 * minuteMs);
    expect(jobs(cluster)).toEqual([]);
    cluster.edit<CronJob>('cronjobs', key, ({ spec }) => { spec.suspend = false; });
    cluster.advance(100);
    expect(created(cluster)).toEqual(['2026-01-01T00:08:00Z']);
  });

  it('does not make up for times beyond startingDeadlineSeconds', () => {
    const cluster = start({ suspend: true, startingDeadlineSeconds: 30 }).advance(9 * minuteMs);
    cluster.edit<CronJob>('cronjobs', key, ({ spec }) => { spec.suspend = false; });
    expect(created(cluster.advance(100))).toEqual([]);
    expect(created(cluster.advance(minuteMs + 500))).toEqual(['2026-01-01T00:10:00Z']);
  });

  it('warns of a hundred missed times, and starts one Job', () => {
    const cluster = start({ suspend: true, schedule: '* * * * *' }).advance(150 * minuteMs);
    cluster.edit<CronJob>('cronjobs', key, ({ spec }) => { spec.suspend = false; });
    expect(created(cluster.advance(100))).toEqual(['2026-01-01T02:30:00Z']);
    expect(cluster.eventsAbout('tick')[0]).toMatch(/^TooManyMissedTimes: too many missed start times/);
  });

  it('reads its schedule in its time zone', () => {
    const cluster = start({ schedule: '30 3 * * *', timeZone: 'Europe/Berlin' }).advance(180 * minuteMs);
    expect(created(cluster)).toEqual(['2026-01-01T03:30:00+01:00']);
    expect(status(cluster)?.lastScheduleTime).toBe('2026-01-01T02:30:00Z');
  });

  it('does not keep the world from being quiet', () => {
    const cluster = start().advance(3.5 * minuteMs);
    expect(cluster.simulation.isQuiet()).toBe(true);
  });

  it('makes nothing in the place of a Job of that name that is not its own', () => {
    const cluster = start();
    cluster.create<Job>({
      apiVersion: 'batch/v1', kind: 'Job', metadata: { name: `tick-${epochMinutes + 2}`, namespace: 'default' },
      spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } },
    });
    cluster.advance(2 * minuteMs + 5_000);
    expect(jobs(cluster)).toEqual([`tick-${epochMinutes + 2}`]);
    expect(cluster.eventsAbout('tick')).toEqual([]);
  });
});
