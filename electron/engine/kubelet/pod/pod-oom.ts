import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { memoryReachedMs } from '../resources/memory-room.ts';
import { oomScore } from '../resources/oom-score.ts';
import { useOf } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { Instance } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { planEnd } from './ends.ts';

interface Running {
  name: string;
  instance: Instance;
}

/**
 * Works out anew when the memory limit of the pod as a whole is reached by all that its containers and its volumes in memory take, and which
 * container the kernel kills then: the one with the highest score. To be called whenever one of them takes something else or has ended.
 * Source: the kernel's OOM killer in the pod's cgroup; pod-level resources.
 */
export function planPodOom(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod | undefined): void {
  const { nowMs } = context.component.env;
  const running: Running[] = [];
  for (const { name, instance } of pod.containers.values()) {
    if (!instance || instance.ended) continue;
    if (instance.podOomAtMs !== undefined) {
      delete instance.podOomAtMs;
      planEnd(instance);
    }
    if (instance.endsAtMs > nowMs) running.push({ name, instance });
  }
  const limit = object?.spec.resources?.limits?.['memory'];
  if (limit === undefined || running.length === 0) return;
  const atMs = limitReachedMs(context, pod, running, parseBytes(limit));
  if (atMs === Infinity) return;
  const scoreOf = ({ name, instance }: Running): number => oomScore(object, name, useOf(instance, atMs).memoryBytes, node.hardware.memoryBytes);
  const { instance: victim } = running.reduce((worst, other) => (scoreOf(other) > scoreOf(worst) ? other : worst));
  victim.podOomAtMs = atMs;
  planEnd(victim);
}

function limitReachedMs(context: FleetContext, pod: PodRuntime, running: readonly Running[], limitBytes: number): number {
  const { nowMs } = context.component.env;
  const instances = running.map(({ instance }) => instance);
  let used = 0;
  for (const { instance } of pod.containers.values()) if (instance) used += useOf(instance, nowMs).memoryBytes;
  const newest = instances.reduce((latest, other) => (other.startedAtMs >= latest.startedAtMs ? other : latest));
  const { memoryBytes, memoryIsGuess, startMs } = context.behaviours.of(newest.image);
  // A container that is held at the limit wants more than it has got.
  const wanted = used + (memoryIsGuess ? 0 : Math.max(0, memoryBytes - newest.memoryBytes));
  if (wanted <= limitBytes && used < limitBytes) return memoryReachedMs(instances, limitBytes - used, nowMs);
  // The one that was started last grows to what it needs while it starts, and does not get there.
  const needs = Math.max(newest.memoryBytes, memoryIsGuess ? 0 : memoryBytes);
  const room = Math.max(0, limitBytes - (used - newest.memoryBytes));
  return Math.max(nowMs, newest.startedAtMs + Math.floor((startMs * Math.min(1, room / Math.max(needs, 1)))));
}
