import type { PodColumns } from './feed.ts';
import type { PodRow } from './rows.ts';

const separator = '\u0000';

/** Packs pod rows for the port: a few buffers and one string clone many times faster than objects. */
export function encodePods(rows: readonly PodRow[]): PodColumns {
  const count = rows.length;
  const columns: PodColumns = {
    count, text: '', state: new Uint8Array(count), ready: new Uint8Array(count), total: new Uint8Array(count), restarts: new Uint16Array(count),
  };
  const text: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const row = rows[index] as PodRow;
    text.push(row.uid, row.namespace, row.name, row.node, row.owner, row.podIP);
    columns.state[index] = row.state;
    columns.ready[index] = row.ready;
    columns.total[index] = row.total;
    columns.restarts[index] = Math.min(row.restarts, 65_535);
  }
  columns.text = text.join(separator);
  return columns;
}

export function decodePods(columns: PodColumns): PodRow[] {
  const rows: PodRow[] = [];
  if (columns.count === 0) return rows;
  const text = columns.text.split(separator);
  for (let index = 0; index < columns.count; index += 1) {
    const at = index * 6;
    rows.push({
      uid: text[at] as string, namespace: text[at + 1] as string, name: text[at + 2] as string, node: text[at + 3] as string,
      owner: text[at + 4] as string, podIP: text[at + 5] as string,
      state: columns.state[index] as number, ready: columns.ready[index] as number, total: columns.total[index] as number,
      restarts: columns.restarts[index] as number,
    });
  }
  return rows;
}
