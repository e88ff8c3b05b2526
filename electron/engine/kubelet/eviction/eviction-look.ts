import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent } from '../events.ts';
import { deleteUnusedImages } from '../images/garbage.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import { podObject } from '../pod/pod-object.ts';
import { podUse } from '../resources/pod-use.ts';
import { dropWritten } from '../resources/use.ts';
import type { KubeletProcess, NodeRuntime } from '../node/node-state.ts';
import { pressureTransitionMs } from '../timings.ts';
import { evictPod } from './evict.ts';
import { hasLocalStorageLimit, localStorageProblem } from './local-storage.ts';
import { evictionReason } from './message.ts';
import { rankForEviction, type Candidate } from './rank.ts';
import { pressures } from './state.ts';
import { observe, type EvictionResource, type Observation } from './thresholds.ts';

/**
 * One look of the eviction manager: conditions, local storage limits, then, under pressure, dead containers and unused images, and at most one pod.
 * Source: synchronize, pkg/kubelet/eviction/eviction_manager.go.
 */
export function runEviction(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): void {
  const { nowMs } = context.component.env;
  const { eviction } = kubelet;
  for (const uid of eviction.waitsFor) {
    const stage = context.state.pods.get(uid)?.stage ?? 'Finished';
    if (stage === 'Finished' || nowMs >= eviction.waitsUntilMs) eviction.waitsFor.delete(uid);
  }
  if (eviction.waitsFor.size > 0) return;
  eviction.lookWanted = false;
  const met = observe(context.state.pods, node, nowMs).filter((observation) => observation.met);
  // Pressure that nothing relieves may last for ever; everything else that brought us here will change by itself.
  eviction.idle = met.length > 0;
  notePressures(kubelet, met, nowMs);
  if (evictForLocalStorage(context, node, kubelet) || met.length === 0) return;
  const [first] = met as [Observation];
  const { resource } = first.threshold;
  const object = context.component.api.get<Node>('nodes', node.name);
  if (object) nodeEvent(context, node.name, object, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${resource}`);
  if (resource === 'ephemeral-storage' && reclaimDisk(context, node)) return;
  const ranked = rankForEviction(activePods(context, node), resource);
  for (const [index, candidate] of ranked.entries()) {
    const { message, annotations } = evictionReason(resource, met, candidate);
    if (!evictPod(context, node, kubelet, candidate.pod, candidate.object, message, annotations)) continue;
    for (const objectUid of [object?.metadata.uid, candidate.pod.uid]) {
      if (!objectUid) continue;
      context.component.recordDecision({
        kind: 'PressureEviction', objectUid, sinceMs: nowMs, atMs: nowMs, pod: candidate.object.metadata.name, node: node.name, resource, rank: index + 1, of: ranked.length,
      });
    }
    return;
  }
}

/** Source: nodeConditionsLastObservedAt, nodeConditionsObservedSince, pkg/kubelet/eviction/helpers.go. */
function notePressures(kubelet: KubeletProcess, met: readonly Observation[], nowMs: number): void {
  const { observedAtMs } = kubelet.eviction;
  const before = pressures(kubelet).join();
  for (const { threshold } of met) observedAtMs.set(threshold.pressure, nowMs);
  for (const [type, atMs] of observedAtMs) if (nowMs - atMs >= pressureTransitionMs) observedAtMs.delete(type);
  if (pressures(kubelet).join() === before) return;
  kubelet.eviction.idle = false;
  kubelet.statusChanged = true;
  kubelet.statusAtMs = Math.min(kubelet.statusAtMs, nextNodeStatusMs(kubelet, nowMs));
}

function evictForLocalStorage(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): boolean {
  let evicted = false;
  for (const { pod, object, use } of activePods(context, node, hasLocalStorageLimit)) {
    const problem = localStorageProblem(object, use);
    if (problem !== undefined && evictPod(context, node, kubelet, pod, object, problem)) evicted = true;
  }
  return evicted;
}

function activePods(context: FleetContext, node: NodeRuntime, which: (object: Pod) => boolean = () => true): Candidate[] {
  const candidates: Candidate[] = [];
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    const object = pod?.stage === 'Active' ? podObject(context, pod) : undefined;
    if (pod && object && which(object)) candidates.push({ pod, object, use: podUse(object, pod, context.component.env.nowMs) });
  }
  return candidates;
}

/** Deletes dead containers and unused images. @returns whether that was enough */
function reclaimDisk(context: FleetContext, node: NodeRuntime): boolean {
  for (const uid of node.pods) {
    for (const { instance } of context.state.pods.get(uid)?.containers.values() ?? []) if (instance?.ended && !instance.writesToMemory) dropWritten(node, instance);
  }
  deleteUnusedImages(context, node);
  const { nowMs } = context.component.env;
  const short = (resource: EvictionResource): boolean => observe(context.state.pods, node, nowMs)
    .some(({ threshold, met }) => met && threshold.resource === resource);
  return !short('ephemeral-storage') && !short('memory') && !short('pids');
}
