import { ApiStore } from '../../engine/apistore/store.ts';
import { SchedulerCache } from '../../engine/scheduler/cache/scheduler-cache.ts';
import { runFilters, runPreFilters } from '../../engine/scheduler/framework/find-nodes.ts';
import type { FilterPlugin } from '../../engine/scheduler/framework/plugin.ts';
import { newPodClass } from '../../engine/scheduler/framework/pod-class.ts';
import { defaultProfile, type Profile } from '../../engine/scheduler/framework/profile.ts';
import { newScoreBuffers, runScores } from '../../engine/scheduler/framework/score-nodes.ts';
import type { ScoringStrategy } from '../../engine/scheduler/plugins/NodeResourcesFit/scoring-strategy.ts';
import type { PodInfo } from '../../engine/scheduler/cache/pod-info.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Verdict {
  code: string;
  reasons: string[];
  preFilter?: boolean;
}

export interface SchedulerCluster {
  nodes: Node[];
  pods: Pod[];
  namespaces?: KubernetesObject[];
  services?: KubernetesObject[];
  replicaSets?: KubernetesObject[];
  podDisruptionBudgets?: KubernetesObject[];
}

interface SchedulerCase {
  cluster: SchedulerCluster;
  pod: Pod;
  scoringStrategy?: VectorStrategy;
  expect: {
    infeasible: Record<string, Record<string, Verdict>>;
    feasible: string[];
    scores?: Record<string, Record<string, number>>;
    totals?: Record<string, number>;
    best?: string[];
  };
}

/** In the spelling of Go's internal type, as the vectors have it. */
interface VectorStrategy {
  Type: ScoringStrategy['type'];
  Resources: { Name: string; Weight: number }[];
  RequestedToCapacityRatio?: { Shape: { Utilization: number; Score: number }[] } | null;
}

const families = [
  'resources', 'ports', 'taints', 'nodeaffinity', 'nodename', 'spread', 'defaultspread', 'interpod', 'images', 'mixed', 'strategies',
  'suite',
].map((focus) => `scheduler-${focus}`);

export const schedulerFamily = defineAdapter<SchedulerCase>(families, ({ cluster, pod, scoringStrategy, expect }) => {
  const cache = cacheOf(cluster);
  const profile = defaultProfile(scoringStrategy && strategyOf(scoringStrategy));
  const incoming = cache.shapes.infoOf(pod);
  const actual: Partial<SchedulerCase['expect']> = {
    infeasible: infeasible(profile, incoming, cache), feasible: feasibleNames(profile, incoming, cache),
  };
  if (expect.scores) Object.assign(actual, scores(profile, incoming, cache));
  return compare(expect, Object.fromEntries(Object.entries(actual).filter(([part]) => part in expect)));
});

export function cacheOf({ nodes, pods, namespaces, services, replicaSets, podDisruptionBudgets }: SchedulerCluster): SchedulerCache {
  const store = new ApiStore(() => undefined);
  const put = (resource: string, objects: readonly KubernetesObject[] = []): void => {
    for (const object of objects) store.put(resource, object);
  };
  put('namespaces', namespaces);
  put('nodes', nodes);
  put('services', services);
  put('replicasets', replicaSets);
  put('poddisruptionbudgets', podDisruptionBudgets);
  put('pods', pods);
  return SchedulerCache.list(store);
}

function strategyOf({ Type, Resources, RequestedToCapacityRatio }: VectorStrategy): ScoringStrategy {
  const shape = RequestedToCapacityRatio?.Shape.map(({ Utilization, Score }) => ({ utilization: Utilization, score: Score }));
  return { type: Type, resources: Resources.map(({ Name, Weight }) => ({ name: Name, weight: Weight })), ...(shape ? { shape } : {}) };
}

/** Each filter plugin on its own over all nodes. */
function infeasible(profile: Profile, pod: PodInfo, cache: SchedulerCache): Record<string, Record<string, Verdict>> {
  const all: Record<string, Record<string, Verdict>> = {};
  for (const plugin of profile.filters) {
    const verdicts = pluginVerdicts(plugin, pod, cache);
    if (Object.keys(verdicts).length > 0) all[plugin.name] = verdicts;
  }
  return all;
}

function pluginVerdicts(plugin: FilterPlugin, pod: PodInfo, cache: SchedulerCache): Record<string, Verdict> {
  const verdicts: Record<string, Verdict> = {};
  const outcome = plugin.preFilter?.(pod, cache, undefined);
  if (outcome?.kind === 'Skip') return verdicts;
  for (const slot of cache.nodeOrder()) {
    const node = cache.at(slot);
    if (outcome?.kind === 'Refused') {
      verdicts[node.name] = { code: outcome.refusal.code, reasons: [...outcome.refusal.reasons], preFilter: true };
    } else if (outcome?.nodeNames && !outcome.nodeNames.has(node.name)) {
      verdicts[node.name] = { code: 'UnschedulableAndUnresolvable', reasons: [], preFilter: true };
    } else {
      const refusal = plugin.filter(outcome?.state, pod, node);
      // The vectors list reasons in alphabetical order.
      if (refusal) verdicts[node.name] = { code: refusal.code, reasons: refusal.reasons.toSorted() };
    }
  }
  return verdicts;
}

function feasibleSlots(profile: Profile, pod: PodInfo, cache: SchedulerCache): { slots: Int32Array; count: number } {
  const podClass = newPodClass(pod.shape, profile, cache.nodes.length);
  const prepared = runPreFilters(profile, podClass, pod, cache);
  if ('code' in prepared) return { slots: new Int32Array(0), count: 0 };
  const order = cache.nodeOrder().filter((slot) => prepared.nodeNames?.has(cache.at(slot).name) ?? true);
  const run = runFilters(prepared, podClass, pod, cache, order, 0, order.length);
  return { slots: run.feasible, count: run.feasibleCount };
}

function feasibleNames(profile: Profile, pod: PodInfo, cache: SchedulerCache): string[] {
  const { slots, count } = feasibleSlots(profile, pod, cache);
  return [...slots.slice(0, count)].map((slot) => cache.at(slot).name).sort();
}

function scores(profile: Profile, pod: PodInfo, cache: SchedulerCache): Pick<SchedulerCase['expect'], 'scores' | 'totals' | 'best'> {
  const feasible = feasibleSlots(profile, pod, cache);
  const names = [...feasible.slots.slice(0, feasible.count)].map((slot) => cache.at(slot).name);
  const run = runScores(
    profile, newPodClass(pod.shape, profile, cache.nodes.length), pod, cache, feasible, newScoreBuffers(profile, feasible.count),
  );
  const byNode = (valueAt: (place: number) => number): Record<string, number> => Object.fromEntries(
    names.map((name, place) => [name, valueAt(place)]),
  );
  const perPlugin = Object.fromEntries(
    run.plugins.map((index) => [profile.scores[index]?.name ?? '', byNode((place) => run.scoreAt(index, place))]),
  );
  const highest = Math.max(...run.totals);
  return {
    scores: perPlugin, totals: byNode((place) => run.totals[place] ?? 0),
    best: names.filter((_name, place) => run.totals[place] === highest).sort(),
  };
}
