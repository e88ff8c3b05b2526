import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { formatDuration } from '../i18n/format.ts';
import type { Text } from '../i18n/use-text.ts';
import { subjectOf } from './fault-kinds.ts';
import { clockText } from './time-text.ts';

/** What is written on its bar: its own name, or what it does to what. */
export function faultLabel({ entry, subject }: Pick<PlannedFaultRow, 'entry' | 'subject'>, { t }: Text): string {
  return entry.name ?? doing({ entry, ...(subject === undefined ? {} : { subject }) }, t);
}

function doing({ entry, subject = subjectOf(entry) }: Pick<PlannedFaultRow, 'entry' | 'subject'>, t: Text['t']): string {
  const what = t(`failures:kind.${entry.kind}`);
  return subject === '' ? what : t('failures:label', { what, subject });
}

/** The spoken name and the tooltip: what, when exactly and for how long, and what has come of it. */
export function describeFault(row: PlannedFaultRow, text: Text): string {
  const { t } = text;
  const { atMs, endMs, state, error, entry } = row;
  const what = entry.name === undefined ? doing(row, t) : `${entry.name}: ${doing(row, t)}`;
  const when = endMs === undefined ? t('failures:at', { time: clockText(atMs) }) : t('failures:fromTo', { from: clockText(atMs), to: clockText(endMs), length: formatDuration(endMs - atMs) });
  const fate = state === 'failed' ? t('failures:state.failed', { error: error ?? '' }) : state === 'over' && endMs === undefined ? t('failures:state.struck') : t(`failures:state.${state}`);
  return t('failures:described', { what, when, fate });
}
