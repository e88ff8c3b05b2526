import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { UsagePoint, UsageSeries } from '../../../shared/view/usage.ts';
import type { World } from '../../engine/world.ts';
import { CostRecorder } from './cost-recorder.ts';
import { clusterKey, measureUsage } from './measure-usage.ts';
import { addUsage, packed, unpacked } from './usage-series.ts';

/** Plain data: refKey ('' for the cluster) and its points, as {@link packed}. */
export type UsageState = [key: string, points: number[][]][];

/** A look at least this long after the one before. */
const sampleMs = 5_000;
/** Looking at a large cluster takes a while: it may take this part of the time at most. */
const wallShare = 1 / 40;
/** All series together hold about so many points, one at most this many (eighty minutes of steady change), and each at least this many. */
const pointsKept = { together: 40_000, most: 960, least: 16 };

/** How many pods and machines there were, and what they used, over simulated time. */
export class UsageRecorder {
  /** What that cost. */
  readonly cost = new CostRecorder();
  private series = new Map<string, UsagePoint[]>();
  private sampledMs = -Infinity;
  private lastWallMs = -Infinity;
  /** Of the last two looks: a single one may be dear by accident. */
  private costsMs: [number, number] = [0, 0];

  /** Takes a sample if one is due. @param wallNow wall clock, ms */
  look(world: World, wallNow: () => number): void {
    const { nowMs } = world;
    if (nowMs - this.sampledMs < sampleMs) return;
    const startedMs = wallNow();
    if (startedMs - this.lastWallMs < Math.min(...this.costsMs) / wallShare) return;
    this.sample(world);
    this.lastWallMs = wallNow();
    this.costsMs = [this.costsMs[1], this.lastWallMs - startedMs];
  }

  ofCluster(): UsagePoint[] {
    return this.series.get(clusterKey) ?? [];
  }

  /** What is known of these; unknown ones are left out. */
  of(refs: readonly ObjectRef[]): UsageSeries[] {
    return refs.flatMap((ref) => {
      const points = this.series.get(refKey(ref));
      return points ? [{ ref, points }] : [];
    });
  }

  save(): UsageState {
    return [...this.series].map(([key, points]) => [key, packed(points)]);
  }

  load(state: UsageState | undefined): void {
    this.series = new Map((state ?? []).map(([key, points]) => [key, unpacked(points)]));
    this.sampledMs = Math.max(-Infinity, ...[...this.series.values()].map((points) => points.at(-1)?.atMs ?? -Infinity));
    this.lastWallMs = -Infinity;
  }

  private sample(world: World): void {
    const { nowMs } = world;
    const measured = measureUsage(world);
    const most = Math.min(pointsKept.most, Math.max(pointsKept.least, Math.floor(pointsKept.together / Math.max(1, measured.size))));
    for (const [key, values] of measured) {
      let points = this.series.get(key);
      if (!points) this.series.set(key, (points = []));
      addUsage(points, nowMs, values, most);
    }
    // What is gone is forgotten with its last point.
    for (const key of this.series.keys()) if (!measured.has(key)) this.series.delete(key);
    const cost = world.components.cloud?.cost();
    if (cost) this.cost.look(cost);
    this.sampledMs = nowMs;
  }
}
