import type { TimelineEntry } from '../../shared/view/rows.ts';
import { formatClock } from '../i18n/format.ts';
import { texts } from '../i18n/i18n.ts';
import type { Text } from '../i18n/use-text.ts';

/** Per language; entries are replaced, never changed, and a layout asks for hundreds of labels in every frame of a zoom. */
const known = new Map<string, WeakMap<TimelineEntry, string>>();

function textOf(entry: TimelineEntry, text: Text): string {
  let labels = known.get(text.language);
  if (labels === undefined) known.set(text.language, labels = new WeakMap());
  let label = labels.get(entry);
  if (label === undefined) labels.set(entry, label = text.localize(entry.text));
  return label;
}

/** The label beside an icon; a crowd says how many it stands for, with words of its own (`…Many`) where the catalogue has them. */
export function labelOf(entry: TimelineEntry, count: number, text: Text): string {
  const crowd = `${entry.text.key}Many`;
  if (count > 1 && texts.exists(crowd)) return text.t(crowd, { number: count });
  const label = textOf(entry, text);
  return count > 1 ? `${label} +${count - 1}` : label;
}

/** The spoken name and the tooltip: what, and when or from when to when. */
export function describeEntry(entry: TimelineEntry, count: number, text: Text): string {
  const label = labelOf(entry, count, text);
  if (entry.endMs === undefined) return text.t('timeline:entryAt', { label, time: formatClock(entry.atMs) });
  return text.t('timeline:entryFromTo', { label, from: formatClock(entry.atMs), to: formatClock(entry.endMs) });
}
