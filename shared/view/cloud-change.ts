import type { CloudInstance, CloudView, CloudVolume } from './cloud.ts';
import { dearestFirst, type CostRow, type CostView } from './cost.ts';
import { changeOfRows, sameFields, withRowChange, type RowChange } from './row-change.ts';

/** What has changed of a cloud: whole parts of it, and of what there are many of the ones that have. */
export type CloudChange = Partial<Omit<CloudView, 'instances' | 'volumes'>> & { instances?: RowChange<CloudInstance>; volumes?: RowChange<CloudVolume> };

/** What costs otherwise than before. What goes on costing the same is as much dearer now as its price says. */
export type CostChange = Omit<CostView, 'rows'> & { rows: Omit<RowChange<CostRow>, 'order'> };

/** Undefined: nothing. */
export function changeOfCloud(before: CloudView, after: CloudView): CloudChange | undefined {
  const { instances, volumes, ...rest } = after;
  const parts = Object.fromEntries(Object.entries(rest).filter(([name, value]) => !sameFields({ value: before[name as keyof CloudView] }, { value })));
  const changes = { instances: changeOfRows(before.instances, instances), volumes: changeOfRows(before.volumes, volumes) };
  const change = { ...parts, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) } as CloudChange;
  return Object.keys(change).length === 0 ? undefined : change;
}

export function withCloudChange(before: CloudView, { instances, volumes, ...parts }: CloudChange): CloudView {
  return {
    ...before, ...parts,
    ...(instances ? { instances: withRowChange(before.instances, instances) } : {}), ...(volumes ? { volumes: withRowChange(before.volumes, volumes) } : {}),
  };
}

/** Undefined: what costs something costs on. */
export function changeOfCost(before: CostView, after: CostView): CostChange | undefined {
  const rows = changeOfRows(before.rows, after.rows, (one, other) => sameFields(one, other, 'soFar'));
  if (!rows?.changed && !rows?.gone) return undefined;
  const { rows: _rows, ...sums } = after;
  const { order: _order, ...change } = rows;
  return { ...sums, rows: change };
}

export function withCostChange(before: CostView, { rows, ...sums }: CostChange): CostView {
  const hours = Math.max(0, sums.atMs - before.atMs) / 3_600_000;
  const grown = before.rows.map((row) => (row.pricePerHour === 0 ? row : { ...row, soFar: row.soFar + row.pricePerHour * hours }));
  return { ...sums, rows: withRowChange(grown, rows).sort(dearestFirst) };
}
