/** What has changed in a list of rows with ids. */
export interface RowChange<T extends { id: string }> {
  /** New ones, and those of which something is otherwise. */
  changed?: T[];
  gone?: string[];
  /** Ids in order, where those that stayed have other places, or new ones stand between them. */
  order?: string[];
}

/** How two lists differ; undefined: they do not. @param isSame whether a row says what the one before said */
export function changeOfRows<T extends { id: string }>(before: readonly T[], after: readonly T[], isSame: (before: T, after: T) => boolean = sameFields): RowChange<T> | undefined {
  const known = new Map(before.map((row) => [row.id, row]));
  const present = new Set(after.map(({ id }) => id));
  const changed = after.filter((row) => {
    const old = known.get(row.id);
    return old === undefined || !isSame(old, row);
  });
  const gone = before.filter(({ id }) => !present.has(id)).map(({ id }) => id);
  const regular = [...before.filter(({ id }) => present.has(id)), ...after.filter(({ id }) => !known.has(id))];
  const isReordered = regular.some(({ id }, index) => after[index]?.id !== id);
  if (changed.length === 0 && gone.length === 0 && !isReordered) return undefined;
  return { ...(changed.length > 0 ? { changed } : {}), ...(gone.length > 0 ? { gone } : {}), ...(isReordered ? { order: after.map(({ id }) => id) } : {}) };
}

/** The list after a change. */
export function withRowChange<T extends { id: string }>(before: readonly T[], { changed = [], gone = [], order }: RowChange<T>): T[] {
  const rows = new Map(before.map((row) => [row.id, row]));
  for (const id of gone) rows.delete(id);
  for (const row of changed) rows.set(row.id, row);
  return order ? order.flatMap((id) => rows.get(id) ?? []) : [...rows.values()];
}

/** Whether two rows have the same fields; what is no plain value is compared as JSON. @param except a field that does not matter */
export function sameFields(before: object, after: object, except?: string): boolean {
  const names = Object.keys(after);
  return names.length === Object.keys(before).length && names.every((name) => {
    const [one, other] = [(before as Record<string, unknown>)[name], (after as Record<string, unknown>)[name]];
    return one === other || name === except || (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));
  });
}
