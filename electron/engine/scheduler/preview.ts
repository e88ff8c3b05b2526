import type { NodeVerdict } from '../../../shared/decisions.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { PodShapes, type PodInfo } from './cache/pod-info.ts';
import { SchedulerCache } from './cache/scheduler-cache.ts';
import { runFilters, runPreFilters } from './framework/find-nodes.ts';
import { newPodClass } from './framework/pod-class.ts';
import { defaultProfile } from './framework/profile.ts';
import type { Refusal } from './framework/refusal.ts';
import { newScoreBuffers, runScores } from './framework/score-nodes.ts';

/** What every filter says of one pod on one node, plugin by plugin; none: it fits. Plain data. */
export interface PreviewRefusal {
  plugin: string;
  code: Refusal['code'];
  reasons: string[];
}

/** What a scheduling attempt would find now. */
export interface SchedulingPreview {
  nodes: NodeVerdict[];
  /** The nodes with the highest total, any of which the scheduler may choose; empty: the pod would stay pending. */
  best: string[];
}

const profile = defaultProfile();
const shapes = new PodShapes();

/**
 * What the filters say of `pod` on the node, for hints while hovering: changes nothing. `spec.nodeName` is ignored, since the question is
 * what if it were this node; a pod that exists already is taken from where it is.
 */
export function previewPlacement(api: ApiReader, pod: Pod, nodeName: string): PreviewRefusal[] {
  return withoutPod(api, pod, (cache, info) => {
    const node = cache.node(nodeName);
    const refusals: PreviewRefusal[] = [];
    if (!node) return refusals;
    const add = ({ plugin, code, reasons }: Refusal): void => {
      refusals.push({ plugin, code, reasons: [...reasons] });
    };
    for (const plugin of profile.filters) {
      const outcome = plugin.preFilter?.(info, cache, undefined);
      if (outcome?.kind === 'Skip') continue;
      if (outcome?.kind === 'Refused') {
        add(outcome.refusal);
        continue;
      }
      const refusal = plugin.filter(outcome?.state, info, node);
      if (refusal) add(refusal);
    }
    return refusals;
  });
}

/** The verdict on every node, scores included, as if the scheduler looked at all of them. Changes nothing. */
export function previewScheduling(api: ApiReader, pod: Pod): SchedulingPreview {
  return withoutPod(api, pod, (cache, info) => {
    const podClass = newPodClass(info.shape, profile, cache.nodes.length);
    const prepared = runPreFilters(profile, podClass, info, cache);
    const nameOf = (slot: number): string => cache.at(slot).name;
    if ('code' in prepared) {
      return { nodes: [...cache.nodeOrder()].map((slot) => ({ node: nameOf(slot), refusal: plain(prepared) })), best: [] };
    }
    const order = cache.nodeOrder().filter((slot) => prepared.nodeNames?.has(nameOf(slot)) ?? true);
    const run = runFilters(prepared, podClass, info, cache, order, 0, order.length);
    const feasible = { slots: run.feasible, count: run.feasibleCount };
    const scores = runScores(profile, podClass, info, cache, feasible, newScoreBuffers(profile, run.feasibleCount));
    const nodes: NodeVerdict[] = [...run.feasible.subarray(0, run.feasibleCount)].map((slot, place) => ({
      node: nameOf(slot),
      scores: scores.plugins.map((plugin) => scores.scoreAt(plugin, place) * (profile.scores[plugin]?.weight ?? 0)),
      total: scores.totals[place] ?? 0,
    }));
    const highest = Math.max(...nodes.map(({ total }) => total ?? 0));
    const best = nodes.filter(({ total }) => total === highest).map(({ node }) => node);
    for (let index = 0; index < run.refused.count; index += 1) {
      nodes.push({ node: nameOf(run.refused.slotAt(index)), refusal: plain(run.refused.refusalAt(index)) });
    }
    return { nodes, best };
  });
}

function plain({ plugin, code, reasons }: Refusal): NonNullable<NodeVerdict['refusal']> {
  return { plugin, code, reasons: [...reasons] };
}

/** Asks about `pod` in a cluster without it, then restores the cluster. */
function withoutPod<T>(api: ApiReader, pod: Pod, ask: (cache: SchedulerCache, info: PodInfo) => T): T {
  const cache = cacheFor(api);
  const { nodeName: _ignored, ...spec } = pod.spec;
  const info = shapes.infoOf({ ...pod, spec });
  const present = cache.pod(info.key);
  if (present) cache.removePod(info.key);
  try {
    return ask(cache, info);
  } finally {
    if (present) cache.setPod(present.pod, present.key);
  }
}

const caches = new WeakMap<ApiReader, { revision: number; cache: SchedulerCache }>();

/** While nothing is committed, hovering over many nodes asks one and the same cache. */
function cacheFor(api: ApiReader): SchedulerCache {
  const revision = (api as Partial<{ revision: number }>).revision;
  const known = caches.get(api);
  if (known && revision !== undefined && known.revision === revision) return known.cache;
  const cache = SchedulerCache.list(api, { shapes });
  if (revision !== undefined) caches.set(api, { revision, cache });
  return cache;
}
