import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { FeasibleNodes, ScorePlugin } from './plugin.ts';
import type { KeptScores, PodClass } from './pod-class.ts';
import type { Profile } from './profile.ts';

/** Scores of the feasible nodes; index = place in the list of feasible nodes. */
export interface ScoreRun {
  /** One entry per plugin of the profile: normalised 0..100, before the weight; undefined: the plugin skipped. */
  readonly scores: readonly (Float64Array | undefined)[];
  readonly totals: Float64Array;
}

/** PreScore, Score and NormalizeScore of all plugins. Source: prioritizeNodes, RunScorePlugins. */
export function runScores(profile: Profile, podClass: PodClass, pod: PodInfo, cache: SchedulerCache, feasible: FeasibleNodes): ScoreRun {
  const totals = new Float64Array(feasible.count);
  const scores = profile.scores.map((plugin, index) => {
    const previous = podClass.preScores[index];
    let outcome = previous;
    if (plugin.preScore && !(plugin.scope === 'node' && previous)) {
      outcome = plugin.preScore(pod, cache, feasible, previous?.state);
      podClass.preScores[index] = outcome;
    }
    if (outcome?.skip) return undefined;
    const state = outcome?.state;
    const kept = podClass.kept[index];
    const values = kept ? keptScores(plugin, state, kept, pod, cache, feasible) : freshScores(plugin, state, pod, cache, feasible);
    plugin.normalize?.(state, values, feasible);
    for (let place = 0; place < feasible.count; place += 1) totals[place] = (totals[place] as number) + (values[place] as number) * plugin.weight;
    return values;
  });
  return { scores, totals };
}

function keptScores(
  plugin: ScorePlugin, state: unknown, kept: KeptScores, pod: PodInfo, cache: SchedulerCache, { slots, count }: FeasibleNodes,
): Float64Array {
  if (plugin.epoch) {
    const epoch = plugin.epoch(state, pod, cache);
    if (epoch !== kept.epoch) kept.generations.fill(0);
    kept.epoch = epoch;
  }
  const values = new Float64Array(count);
  const { generations } = cache;
  for (let place = 0; place < count; place += 1) {
    const slot = slots[place] as number;
    const generation = generations[slot] as number;
    if (kept.generations[slot] !== generation) {
      kept.scores[slot] = plugin.score(state, pod, cache.at(slot));
      kept.generations[slot] = generation;
    }
    values[place] = kept.scores[slot] as number;
  }
  return values;
}

function freshScores(plugin: ScorePlugin, state: unknown, pod: PodInfo, cache: SchedulerCache, { slots, count }: FeasibleNodes): Float64Array {
  const values = new Float64Array(count);
  for (let place = 0; place < count; place += 1) values[place] = plugin.score(state, pod, cache.at(slots[place] as number));
  return values;
}
