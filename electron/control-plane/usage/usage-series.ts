import type { UsagePoint } from '../../../shared/view/usage.ts';

export type UsageValues = Omit<UsagePoint, 'atMs'>;

/** Fields of a point in the order in which it is saved. */
const fields = ['atMs', 'pods', 'podsWanted', 'machines', 'machinesWanted', 'cpuMilli', 'cpuRequested', 'memoryBytes', 'memoryRequested'] as const satisfies readonly (keyof UsagePoint)[];

/** Adds what holds from `atMs` on; the same as before adds nothing. With more than `most` points every second one of the older half goes. */
export function addUsage(points: UsagePoint[], atMs: number, values: UsageValues, most: number): void {
  const last = points.at(-1);
  if (last && fields.every((field) => field === 'atMs' || last[field] === values[field])) return;
  points.push({ atMs, ...values });
  if (points.length > most) thin(points);
}

function thin(points: UsagePoint[]): void {
  const half = points.length >> 1;
  let kept = 0;
  // The first one stays: from when on something was known.
  points.forEach((point, index) => {
    if (index >= half || index % 2 === 0) points[kept++] = point;
  });
  points.length = kept;
}

export function packed(points: readonly UsagePoint[]): number[][] {
  return points.map((point) => fields.map((field) => point[field]));
}

export function unpacked(rows: readonly (readonly number[])[]): UsagePoint[] {
  return rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index] ?? 0])) as unknown as UsagePoint);
}
