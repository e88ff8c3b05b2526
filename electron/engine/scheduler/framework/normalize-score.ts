import { maxNodeScore } from './plugin.ts';

/**
 * Scales `scores[0 .. count-1]` so that the highest becomes 100; `reverse` turns high into low. When all are 0: all 0, or all 100 reversed.
 * Source: helper.DefaultNormalizeScore.
 */
export function defaultNormalizeScore(scores: Float64Array, count: number, reverse: boolean): void {
  let highest = 0;
  for (let index = 0; index < count; index += 1) if ((scores[index] as number) > highest) highest = scores[index] as number;
  for (let index = 0; index < count; index += 1) {
    const scaled = highest === 0 ? 0 : Math.floor((maxNodeScore * (scores[index] as number)) / highest);
    scores[index] = reverse ? maxNodeScore - scaled : scaled;
  }
}
