import { formatDuration } from '../i18n/format.ts';

const stepsS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

export interface AxisTick {
  /** Share of the width, 0 to 1. */
  at: number;
  label: string;
}

/** A few round lengths of time from the beginning of a period on: `0 s`, `30 s`, `1 m` … */
export function axisTicks(lengthMs: number, most: number): AxisTick[] {
  const stepMs = 1_000 * (stepsS.find((seconds) => lengthMs / (seconds * 1_000) <= most) ?? (stepsS.at(-1) as number));
  const ticks: AxisTick[] = [];
  for (let ms = 0; ms <= lengthMs; ms += stepMs) ticks.push({ at: lengthMs > 0 ? ms / lengthMs : 0, label: formatDuration(ms) });
  return ticks;
}

/** Where a label of this width stands beside a bar: right of it, else left of it, else in it. All in shares of the width. */
export function labelPlace(from: number, to: number, labelWidth: number): 'right' | 'left' | 'inside' {
  if (to + labelWidth <= 1) return 'right';
  return from >= labelWidth ? 'left' : 'inside';
}
