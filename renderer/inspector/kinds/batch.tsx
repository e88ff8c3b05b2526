import { refKey, refOf } from '../../../shared/kubernetes/registry.ts';
import { nextFireMs } from '../../../shared/kubernetes/cron-next.ts';
import { parseCronSchedule } from '../../../shared/kubernetes/cron-schedule.ts';
import { zoneOffsetOf } from '../../../shared/kubernetes/time-zone-offset.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock, useCluster } from '../../store/hooks.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { useRelations } from '../../store/use-relations.ts';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { cronWords } from './cron-words.ts';
import { indexesOf } from './index-ranges.ts';
import type { KindView, Loose } from './kind-view.ts';
import { numberAt, textAt } from './read.ts';
import { OwnedPods } from './workloads.tsx';

const cellsShown = 200;
const runsShown = 5;

/** Completions as a bar and, for an indexed Job, every index. */
function JobProgress({ object }: { object: Loose }) {
  const { t } = useText();
  const completions = numberAt(object, 'spec', 'completions');
  const [succeeded, failed, active] = ['succeeded', 'failed', 'active'].map((name) => numberAt(object, 'status', name) ?? 0) as [number, number, number];
  const whole = Math.max(completions ?? 0, succeeded + active, 1);
  const isIndexed = textAt(object, 'spec', 'completionMode') === 'Indexed';
  const done = indexesOf(textAt(object, 'status', 'completedIndexes'), cellsShown);
  const broken = indexesOf(textAt(object, 'status', 'failedIndexes'), cellsShown);
  return (
    <>
      <Section title={t('inspector:kind.progress')} aside={completions === undefined ? String(succeeded) : `${succeeded}/${completions}`}>
        <div className="kind-track" role="img" aria-label={t('inspector:kind.jobProgress', { succeeded, active, failed })}>
          <span className="kind-part" data-family="done" style={{ width: `${(succeeded / whole) * 100}%` }} />
          <span className="kind-part" data-family="working" style={{ width: `${(active / whole) * 100}%` }} />
        </div>
        <Facts>
          <Fact label="active" mono>{String(active)}</Fact>
          <Fact label="succeeded" mono>{String(succeeded)}</Fact>
          <Fact label="failed" mono>{String(failed)}</Fact>
        </Facts>
        {isIndexed && completions !== undefined && (
          <div className="kind-cells">
            {Array.from({ length: Math.min(completions, cellsShown) }, (_, index) => (
              <span key={index} className="kind-cell mono" data-family={done.has(index) ? 'done' : broken.has(index) ? 'bad' : undefined} title={done.has(index) ? 'completedIndexes' : broken.has(index) ? 'failedIndexes' : undefined}>
                {index}
              </span>
            ))}
          </div>
        )}
      </Section>
      <OwnedPods object={object} />
    </>
  );
}

/** When a CronJob runs next, in the clock's time, and the Jobs that it made. */
function Runs({ object }: { object: Loose }) {
  const { t, localize } = useText();
  const { nowMs } = useClock();
  const epochMs = useCluster()?.epochMs ?? Date.UTC(2026, 0, 1);
  const time = useSimulatedTime();
  const text = textAt(object, 'spec', 'schedule') ?? '';
  const schedule = parseCronSchedule(text);
  const zone = textAt(object, 'spec', 'timeZone');
  const isSuspended = textAt(object, 'spec', 'suspend') === 'true';
  const jobs = useRelations(refKey(refOf(object))).flatMap(({ kind, direction, other }) => (kind === 'owner' && direction === 'in' && other?.kind === 'Job' ? [other] : []));
  const next: number[] = [];
  if (schedule.ok && !isSuspended) {
    const offset = zone === undefined ? undefined : zoneOffsetOf(zone);
    for (let at: number | undefined = epochMs + nowMs; next.length < runsShown; ) {
      at = nextFireMs(schedule.value, at, offset);
      if (at === undefined) break;
      next.push(at);
    }
  }
  return (
    <>
      <Section title={t('inspector:kind.schedule')}>
        <p className="kind-words">
          {localize(cronWords(text))}
          {zone === undefined ? '' : ` (${zone})`}
        </p>
        <Facts>
          <Fact label={t('inspector:kind.nextRuns')} mono>
            {isSuspended ? t('inspector:kind.suspended') : next.map((at) => formatClock(at - epochMs)).join(', ')}
          </Fact>
          <Fact label="lastScheduleTime" mono>{time.clockOf(textAt(object, 'status', 'lastScheduleTime'))}</Fact>
          <Fact label="lastSuccessfulTime" mono>{time.clockOf(textAt(object, 'status', 'lastSuccessfulTime'))}</Fact>
        </Facts>
      </Section>
      {jobs.length > 0 && (
        <Section title="Jobs" aside={String(jobs.length)}>
          <ul className="kind-lines">
            {jobs.map((job) => (
              <li key={job.name}>
                <ObjectLink to={job} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

export const batchViews: Readonly<Record<string, KindView>> = {
  Job: {
    facts: (object) => [
      { label: 'parallelism', value: textAt(object, 'spec', 'parallelism') },
      { label: 'completionMode', value: textAt(object, 'spec', 'completionMode') },
      { label: 'backoffLimit', value: textAt(object, 'spec', 'backoffLimit') },
      { label: 'suspend', value: textAt(object, 'spec', 'suspend') === 'true' ? 'true' : undefined },
    ],
    Panel: JobProgress,
    form: [{ path: ['spec'], type: 'JobSpec', primary: ['suspend', 'parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished', 'podFailurePolicy', 'successPolicy'], without: ['selector', 'template'] }],
  },
  CronJob: {
    facts: (object) => [
      { label: 'schedule', value: textAt(object, 'spec', 'schedule') },
      { label: 'concurrencyPolicy', value: textAt(object, 'spec', 'concurrencyPolicy') },
    ],
    Panel: Runs,
    template: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
    form: [
      { path: ['spec'], type: 'CronJobSpec', primary: ['schedule', 'timeZone', 'suspend', 'concurrencyPolicy', 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'], without: ['jobTemplate'] },
      { path: ['spec', 'jobTemplate', 'spec'], type: 'JobSpec', primary: ['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds'], without: ['selector', 'template'] },
    ],
  },
};
