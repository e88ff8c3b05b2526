/** Sets of completion indexes, written as intervals: `1,3-5,7`. Source: pkg/controller/job/indexed_job_utils.go, orderedIntervals. */

/** @param total indexes from there on are left out */
export function parseIndexes(text: string | undefined, total: number): Set<number> {
  const indexes = new Set<number>();
  for (const part of (text ?? '').split(',').filter((word) => word !== '')) {
    const [first = '', last = first] = part.split('-');
    for (let index = Number(first); index <= Number(last) && index < total; index += 1) indexes.add(index);
  }
  return indexes;
}

/** Two indexes in a row are `1,2`, three are `1-3`. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] as number) + 1) end += 1;
    const separator = end - start > 1 ? '-' : ',';
    parts.push(end === start ? String(sorted[start]) : `${sorted[start]}${separator}${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}
