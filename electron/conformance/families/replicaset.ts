/** `replicaset-victims`. */
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { isPodActive } from '../../engine/controllers/pod-state.ts';
import { pickVictims } from '../../engine/controllers/replicaset/victims.ts';
import { SimulatedEnv } from '../../engine/simulation/simulated-env.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface VictimsCase {
  pods: Pod[];
  /** Pods of sibling ReplicaSets. */
  relatedPods?: Pod[];
  now: string;
  /** First deleted first; the order inside a group is free. */
  deletionOrder: string[][];
}

export const replicaSetVictimsFamily = defineAdapter<VictimsCase>(['replicaset-victims'], (vector) => {
  const { pods, relatedPods = [], now, deletionOrder } = vector;
  const neighbours = new Map<string, number>();
  for (const { spec } of [...pods, ...relatedPods].filter(isPodActive)) {
    const node = spec.nodeName ?? '';
    neighbours.set(node, (neighbours.get(node) ?? 0) + 1);
  }
  const order = pickVictims(pods, pods.length, neighbours, SimulatedEnv.start(0, now)).map((pod) => pod.metadata.name);
  return compare(deletionOrder.map((group) => group.toSorted()), groupedAs(deletionOrder, order));
});

/** Cuts `order` into groups as long as those of `expected`, each sorted. */
function groupedAs(expected: readonly string[][], order: readonly string[]): string[][] {
  let start = 0;
  const groups = expected.map((group) => order.slice(start, (start += group.length)).toSorted());
  return start < order.length ? [...groups, order.slice(start)] : groups;
}
