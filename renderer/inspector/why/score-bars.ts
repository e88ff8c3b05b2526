import type { SchedulingDecision } from '../../../shared/decisions.ts';

export interface ScoreBar {
  node: string;
  total: number;
  /** Weighted score per plugin, in the order of `scorePlugins`. */
  parts: readonly number[];
  chosen: boolean;
}

/** Scored nodes, best first; the chosen one before others of the same score. */
export function scoreBars(decision: SchedulingDecision): ScoreBar[] {
  return decision.nodes
    .flatMap((verdict): ScoreBar[] => {
      if (verdict.scores === undefined) return [];
      return [
        {
          node: verdict.node,
          parts: verdict.scores,
          total: verdict.total ?? verdict.scores.reduce((sum, score) => sum + score, 0),
          chosen: verdict.node === decision.nodeName,
        },
      ];
    })
    .sort((a, b) => b.total - a.total || Number(b.chosen) - Number(a.chosen));
}

/** Plugins that gave any node a score; the others would only fill the legend. */
export function scoringPlugins(decision: SchedulingDecision, bars: readonly ScoreBar[]): { name: string; index: number }[] {
  return decision.scorePlugins
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => bars.some((bar) => (bar.parts[index] ?? 0) !== 0));
}
