import type { CostPoint, CostView } from '../../../shared/view/cost.ts';

/** Plain data: points as rows of time, price of an hour, dollars so far. */
export type CostState = number[][];

/** Prices so close are the same: a sum of many is rounded. */
const negligible = 1e-9;

/** What the cluster cost an hour over simulated time. Between two points it cost what the earlier one says. */
export class CostRecorder {
  private points: CostPoint[] = [];
  private readonly most: number;

  /** @param most points that are kept; of more, every second one of the older half goes */
  constructor(most = 960) {
    this.most = most;
  }

  /** Notes what holds now; the same price as before adds nothing. */
  look({ atMs, perHour, soFar }: Pick<CostView, 'atMs' | 'perHour' | 'soFar'>): void {
    const last = this.points.at(-1);
    if (last ? Math.abs(last.perHour - perHour) < negligible : perHour === 0) return;
    this.points.push({ atMs, perHour, soFar });
    if (this.points.length <= this.most) return;
    const half = this.points.length >> 1;
    // The first one stays: from when on there was something to pay for.
    this.points = this.points.filter((_, index) => index >= half || index % 2 === 0);
  }

  all(): CostPoint[] {
    return this.points;
  }

  save(): CostState {
    return this.points.map(({ atMs, perHour, soFar }) => [atMs, perHour, soFar]);
  }

  load(state: CostState | undefined): void {
    this.points = (state ?? []).map(([atMs = 0, perHour = 0, soFar = 0]) => ({ atMs, perHour, soFar }));
  }
}
