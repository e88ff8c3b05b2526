import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { ApiStore } from '../../apistore/store.ts';
import { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../framework/cluster-event.ts';
import type { FilterPlugin, ScorePlugin } from '../framework/plugin.ts';
import { QueueingHints } from '../queue/requeue.ts';

export interface SmallCluster {
  nodes: readonly Node[];
  pods?: readonly Pod[];
  others?: readonly { resource: string; object: KubernetesObject }[];
}

export function cacheOf({ nodes, pods = [], others = [] }: SmallCluster): SchedulerCache {
  const store = new ApiStore(() => undefined);
  for (const { resource, object } of others) store.put(resource, object);
  for (const node of nodes) store.put('nodes', node);
  for (const pod of pods) store.put('pods', pod);
  return SchedulerCache.list(store);
}

/** Node → reasons of the refusal, `-` in front when it is unresolvable; nodes that pass are left out. */
export function refusals(plugin: FilterPlugin, pod: Pod, cluster: SmallCluster): Record<string, string> {
  const cache = cacheOf(cluster);
  const info = cache.shapes.infoOf(pod);
  const outcome = plugin.preFilter?.(info, cache, undefined);
  const found: Record<string, string> = {};
  for (const slot of cache.nodeOrder()) {
    const node = cache.at(slot);
    if (outcome?.kind === 'Skip') continue;
    const refusal = outcome?.kind === 'Refused' ? outcome.refusal : plugin.filter(outcome?.state, info, node);
    if (refusal) found[node.name] = `${refusal.code === 'Unschedulable' ? '' : '-'}${refusal.reasons.join('; ')}`;
  }
  return found;
}

/** Node → normalised score; undefined when the plugin skips. */
export function scores(plugin: ScorePlugin, pod: Pod, cluster: SmallCluster): Record<string, number> | undefined {
  const cache = cacheOf(cluster);
  const info = cache.shapes.infoOf(pod);
  const slots = cache.nodeOrder();
  const feasible = { slots, count: slots.length };
  const outcome = plugin.preScore?.(info, cache, feasible, undefined);
  if (outcome?.skip) return undefined;
  plugin.epoch?.(outcome?.state, info, cache);
  const values = Float64Array.from(slots, (slot) => plugin.score(outcome?.state, info, cache.at(slot)));
  plugin.normalize?.(outcome?.state, values, feasible);
  return Object.fromEntries([...slots].map((slot, place) => [cache.at(slot).name, values[place] ?? 0]));
}

/** Whether an event makes a pod that this plugin refused worth another attempt. Pods of the event are given as objects. */
export function hintOf(
  plugin: FilterPlugin, waiting: Pod, event: Omit<ClusterEvent, 'pod' | 'previousPod'> & { pod?: Pod; previousPod?: Pod },
  cluster: SmallCluster = { nodes: [] },
): QueueingHint {
  const cache = cacheOf(cluster);
  const { pod, previousPod, ...rest } = event;
  const full: ClusterEvent = {
    ...rest, ...(pod ? { pod: cache.shapes.infoOf(pod) } : {}), ...(previousPod ? { previousPod: cache.shapes.infoOf(previousPod) } : {}),
  };
  const hints = new QueueingHints({ schedulerName: 'test', gates: [], filters: [plugin], scores: [] });
  return hints.isWorthRequeuing(cache.shapes.infoOf(waiting), [plugin.name], full, cache) ? 'Queue' : 'Skip';
}
