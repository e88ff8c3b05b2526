import type { Fields } from '../../fields.ts';
import { fieldsOf, flagOf, isSet, itemsOf, numberOf, optionalNumber, optionalText, textOf } from '../../fields.ts';
import { humanDuration } from '../../duration.ts';
import { ageOf, containerCells, hasTrueCondition, isDeleting, labelSelectorText, nameOf, sinceText, templateSpecOf } from '../cells.ts';
import { age, boolean, column, integer, nameColumn, printer, wide } from '../table.ts';

/** Source: printJob. */
export const jobPrinter = printer(
  [
    nameColumn, column('Status'), column('Completions'), column('Duration'), age, wide('Containers'), wide('Images'), wide('Selector'),
  ],
  (job, nowMs) => {
    const [spec, status] = [fieldsOf(job, 'spec'), fieldsOf(job, 'status')];
    return [
      nameOf(job), statusText(job, status), completionsText(spec, numberOf(status, 'succeeded')), durationText(status, nowMs), ageOf(job, nowMs),
      ...containerCells(templateSpecOf(spec)), labelSelectorText(spec['selector']),
    ];
  },
);

function statusText(job: Fields, status: Fields): string {
  if (hasTrueCondition(status, 'Complete')) return 'Complete';
  if (hasTrueCondition(status, 'Failed')) return 'Failed';
  if (isDeleting(job)) return 'Terminating';
  if (hasTrueCondition(status, 'Suspended')) return 'Suspended';
  if (hasTrueCondition(status, 'FailureTarget')) return 'FailureTarget';
  return hasTrueCondition(status, 'SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

/** A job without completions is done with the first success of any worker. */
function completionsText(spec: Fields, succeeded: number): string {
  const completions = optionalNumber(spec, 'completions');
  if (completions !== undefined) return `${succeeded}/${completions}`;
  const parallelism = numberOf(spec, 'parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText(status: Fields, nowMs: number): string {
  if (!isSet(status, 'startTime')) return '';
  const end = isSet(status, 'completionTime') ? Date.parse(textOf(status, 'completionTime')) : nowMs;
  return humanDuration(end - Date.parse(textOf(status, 'startTime')));
}

export const cronJobPrinter = printer(
  [
    nameColumn, column('Schedule'), column('Timezone'), boolean('Suspend'), integer('Active'), column('Last Schedule'), age,
    wide('Containers'), wide('Images'), wide('Selector'),
  ],
  (cronJob, nowMs) => {
    const [spec, status] = [fieldsOf(cronJob, 'spec'), fieldsOf(cronJob, 'status')];
    const jobSpec = fieldsOf(fieldsOf(spec, 'jobTemplate'), 'spec');
    return [
      nameOf(cronJob), textOf(spec, 'schedule'), optionalText(spec, 'timeZone') ?? '<none>',
      isSet(spec, 'suspend') ? (flagOf(spec, 'suspend') ? 'True' : 'False') : '<unset>', itemsOf(status, 'active').length,
      isSet(status, 'lastScheduleTime') ? sinceText(status['lastScheduleTime'], nowMs) : '<none>', ageOf(cronJob, nowMs),
      ...containerCells(templateSpecOf(jobSpec)), labelSelectorText(jobSpec['selector']),
    ];
  },
);
