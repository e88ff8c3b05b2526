import type { EventRow } from '../../shared/view/rows.ts';

export interface EventFilter {
  /** Words that all must occur in reason, object, message or component; case does not matter. */
  text: string;
  warningsOnly: boolean;
}

/** Newest first; of one event seen twice the later row counts. */
export function mergeEvents(fetched: readonly EventRow[], recent: readonly EventRow[]): EventRow[] {
  const byUid = new Map<string, EventRow>();
  for (const row of [...fetched, ...recent]) {
    const known = byUid.get(row.uid);
    if (known === undefined || row.lastMs >= known.lastMs) byUid.set(row.uid, row);
  }
  return [...byUid.values()].sort((a, b) => b.lastMs - a.lastMs || (a.uid < b.uid ? 1 : -1));
}

export function filterEvents(rows: readonly EventRow[], { text, warningsOnly }: EventFilter): readonly EventRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0 && !warningsOnly) return rows;
  return rows.filter((row) => {
    if (warningsOnly && row.type !== 'Warning') return false;
    const { kind, name, namespace = '' } = row.object;
    const searched = [row.reason, kind, `${kind}/${name}`, namespace, row.message, row.component].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** Rows to mount of a list scrolled to `scrollTop`: those in view and some before and after. */
export function visibleRows(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
  overscan = 6,
): { from: number; to: number } {
  const from = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - overscan);
  return { from, to: Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + overscan) };
}
