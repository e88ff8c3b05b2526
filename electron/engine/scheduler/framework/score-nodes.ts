import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { FeasibleNodes, ScorePlugin } from './plugin.ts';
import type { KeptScores, PodClass } from './pod-class.ts';
import type { Profile } from './profile.ts';

/** Scores of the feasible nodes; a place is an index into the list of feasible nodes. Holds until the next run with the same buffers. */
export interface ScoreRun {
  readonly count: number;
  /** By place. */
  readonly totals: Float64Array;
  /** Indexes into the profile's score plugins: those that did not skip. */
  readonly plugins: readonly number[];
  /** A plugin's score for a place: normalised 0..100, before the weight. */
  scoreAt(plugin: number, place: number): number;
}

/** Arrays that are used again in every cycle. */
export interface ScoreBuffers {
  totals: Float64Array;
  /** Per plugin of the profile. */
  values: Float64Array[];
}

export function newScoreBuffers(profile: Profile, capacity: number): ScoreBuffers {
  return { totals: new Float64Array(capacity), values: profile.scores.map(() => new Float64Array(capacity)) };
}

/** Where a plugin's normalised scores are to be found. */
type Source = { readonly slots: Int32Array } | { readonly places: Float64Array } | { readonly constant: number };

/** PreScore, Score and NormalizeScore of all plugins. Source: prioritizeNodes, RunScorePlugins. */
export function runScores(
  profile: Profile, podClass: PodClass, pod: PodInfo, cache: SchedulerCache, feasible: FeasibleNodes, buffers: ScoreBuffers,
): ScoreRun {
  const { slots, count } = feasible;
  const plugins = runPreScores(profile, podClass, pod, cache, feasible);
  refreshKept(profile, podClass, plugins, pod, cache, feasible);

  const sources: (Source | undefined)[] = profile.scores.map(() => undefined);
  const { totals } = buffers;
  let constants = 0;
  const added: { values: Float64Array; weight: number }[] = [];
  for (const index of plugins) {
    const plugin = profile.scores[index] as ScorePlugin;
    const state = podClass.preScores[index]?.state;
    const kept = podClass.kept[index];
    if (kept && !plugin.normalize) {
      sources[index] = { slots: kept.scores };
      continue;
    }
    if (kept?.nonZero === 0) {
      const constant = constantScore(plugin, state);
      sources[index] = { constant };
      constants += constant * plugin.weight;
      continue;
    }
    const values = buffers.values[index] as Float64Array;
    for (let place = 0; place < count; place += 1) {
      const slot = slots[place] as number;
      values[place] = kept ? (kept.scores[slot] as number) : plugin.score(state, pod, cache.at(slot));
    }
    plugin.normalize?.(state, values, feasible);
    sources[index] = { places: values };
    added.push({ values, weight: plugin.weight });
  }
  for (let place = 0; place < count; place += 1) totals[place] = constants + (podClass.keptTotals[slots[place] as number] as number);
  for (const { values, weight } of added) addWeighted(totals, values, weight, count);
  return { count, totals, plugins, scoreAt: (plugin, place) => valueAt(sources[plugin], slots, place) };
}

function addWeighted(totals: Float64Array, values: Float64Array, weight: number, count: number): void {
  for (let place = 0; place < count; place += 1) totals[place] = (totals[place] as number) + (values[place] as number) * weight;
}

/** @returns indexes of the plugins that do not skip */
function runPreScores(profile: Profile, podClass: PodClass, pod: PodInfo, cache: SchedulerCache, feasible: FeasibleNodes): number[] {
  const active: number[] = [];
  for (let index = 0; index < profile.scores.length; index += 1) {
    const plugin = profile.scores[index] as ScorePlugin;
    const previous = podClass.preScores[index];
    if (plugin.preScore && !(plugin.scope === 'node' && previous)) {
      podClass.preScores[index] = plugin.preScore(pod, cache, feasible, previous?.state);
    }
    if (!podClass.preScores[index]?.skip) active.push(index);
  }
  return active;
}

/** Brings the kept scores of the feasible nodes up to date: of those only that changed since. */
function refreshKept(
  profile: Profile, podClass: PodClass, plugins: readonly number[], pod: PodInfo, cache: SchedulerCache, { slots, count }: FeasibleNodes,
): void {
  let epoch = 0;
  for (const index of plugins) epoch += profile.scores[index]?.epoch?.(podClass.preScores[index]?.state, pod, cache) ?? 0;
  const { keptGenerations, keptTotals } = podClass;
  if (epoch !== podClass.keptEpoch) keptGenerations.fill(0);
  podClass.keptEpoch = epoch;
  const { generations } = cache;
  for (let place = 0; place < count; place += 1) {
    const slot = slots[place] as number;
    if (keptGenerations[slot] === generations[slot]) continue;
    keptGenerations[slot] = generations[slot] as number;
    let total = 0;
    for (const index of plugins) {
      const kept = podClass.kept[index];
      if (!kept) continue;
      const plugin = profile.scores[index] as ScorePlugin;
      const score = plugin.score(podClass.preScores[index]?.state, pod, cache.at(slot));
      setKept(kept, slot, score);
      if (!plugin.normalize) total += score * plugin.weight;
    }
    keptTotals[slot] = total;
  }
}

function setKept(kept: KeptScores, slot: number, score: number): void {
  if (kept.scores[slot] !== 0) kept.nonZero -= 1;
  if (score !== 0) kept.nonZero += 1;
  kept.scores[slot] = score;
}

/** What raw scores that are all 0 become. */
function constantScore(plugin: ScorePlugin, state: unknown): number {
  const one = new Float64Array(1);
  plugin.normalize?.(state, one, { slots: new Int32Array(1), count: 1 });
  return one[0] as number;
}

function valueAt(source: Source | undefined, slots: Int32Array, place: number): number {
  if (!source) return 0;
  if ('constant' in source) return source.constant;
  return ('slots' in source ? source.slots[slots[place] as number] : source.places[place]) ?? 0;
}
