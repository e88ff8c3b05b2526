import type { TimelineEntry } from '../../shared/view/rows.ts';
import { formatClock } from '../i18n/format.ts';
import type { Text } from '../i18n/use-text.ts';

/** The label beside an icon; a crowd also says how many more it stands for. */
export function labelOf(entry: TimelineEntry, count: number, text: Text): string {
  const label = text.localize(entry.text);
  return count > 1 ? `${label} +${count - 1}` : label;
}

/** The spoken name and the tooltip: what, and when or from when to when. */
export function describeEntry(entry: TimelineEntry, count: number, text: Text): string {
  const label = labelOf(entry, count, text);
  if (entry.endMs === undefined) return text.t('timeline:entryAt', { label, time: formatClock(entry.atMs) });
  return text.t('timeline:entryFromTo', { label, from: formatClock(entry.atMs), to: formatClock(entry.endMs) });
}
