/** `1,3-5` → 1, 3, 4, 5; only those below `limit`, since a Job may have very many. Source: the format of Job status.completedIndexes. */
export function indexesOf(text: string | undefined, limit: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const part of (text ?? '').split(',')) {
    const [from, to = from] = part.split('-').map((piece) => (piece.trim() === '' ? Number.NaN : Number(piece)));
    if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) continue;
    for (let index = from; index <= to && index < limit; index += 1) found.add(index);
  }
  return found;
}
