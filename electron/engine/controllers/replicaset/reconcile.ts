import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ActionOf } from '../../../../shared/decisions.ts';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { claimObjects } from '../claim.ts';
import type { EventWrite, Outcome, Write } from '../controller.ts';
import { newControllerRef } from '../owner-references.ts';
import { podFromTemplate } from '../pod-from-template.ts';
import { isPodActive, isPodReady, podCondition } from '../pod-state.ts';
import { statusWrite, type ReplicaCounts } from './status.ts';
import { hasLabels, type PodCounts } from './tally.ts';
import { pickVictims, victimRulesOf } from './victims.ts';

/** Pods created or deleted in one pass at most. Source: BurstReplicas, pkg/controller/replicaset/replica_set.go. */
export const burstReplicas = 500;

/** Victims that are named in a decision. */
const victimsNamed = 10;

/** What is known about a ReplicaSet's pods. The lists are read only when the counts do not suffice. */
export interface ReplicaSetView {
  counts: PodCounts;
  /** Pods whose controller is this ReplicaSet. */
  owned(): Iterable<Pod>;
  /** Pods without a controller that may be adopted. */
  orphans(): Iterable<Pod>;
  /** Node → active pods there of all ReplicaSets with the same controller; empty for a ReplicaSet without a controller. */
  neighbours(): ReadonlyMap<string, number>;
}

/**
 * Makes the number of pods what the spec says and reports what there is. The status tells the counts from before this pass's
 * creations and deletions; the next pass, which those wake, tells the new ones.
 * Source: syncReplicaSet, manageReplicas, pkg/controller/replicaset/replica_set.go.
 */
export function reconcileReplicaSet(replicaSet: ReplicaSet, view: ReplicaSetView, env: Env): Outcome {
  const writes: Write[] = [];
  let active: Pod[] | undefined;
  const orphans = replicaSet.metadata.deletionTimestamp ? [] : [...view.orphans()];
  if (orphans.length > 0 || view.counts.unmatched > 0) {
    const claim = claimObjects(replicaSet, matcherOf(replicaSet.spec.selector), activePods(view.owned()), activePods(orphans));
    active = claim.claimed;
    writes.push(...claim.writes);
  }

  const minReadySeconds = replicaSet.spec.minReadySeconds ?? 0;
  const counts = active ? countPods(active, replicaSet, view.counts.terminating) : fromTally(view.counts);
  const availability = minReadySeconds > 0 ? availabilityOf(active ? readySince(active) : view.counts.readySince, minReadySeconds, env)
    : { available: counts.ready, nextAtMs: Infinity };
  counts.available = availability.available;

  let decision: ActionOf<'VictimsChosen'> | undefined;
  if (!replicaSet.metadata.deletionTimestamp) {
    const difference = counts.replicas - (replicaSet.spec.replicas ?? 1);
    if (difference < 0) writes.push(createPods(replicaSet, Math.min(-difference, burstReplicas), counts, env));
    if (difference > 0) {
      active ??= matchingPods(replicaSet, view);
      const victims = victimsOf(active, Math.min(difference, burstReplicas), view, env);
      decision = victimsChosen(replicaSet, victims, active, view, env);
      writes.push(...victims.flatMap((pod) => deletion(replicaSet, pod)));
    }
  }
  writes.push(...statusWrite(replicaSet, counts, undefined, env));
  return {
    kind: 'Done', writes, ...(availability.nextAtMs < Infinity ? { requeue: { afterMs: availability.nextAtMs - env.nowMs } } : {}),
    ...(decision ? { decisions: [decision] } : {}),
  };
}

function createPods(replicaSet: ReplicaSet, count: number, counts: ReplicaCounts, env: Env): Write {
  const pod = podFromTemplate(replicaSet.spec.template, replicaSet, newControllerRef(replicaSet));
  return {
    verb: 'createMany',
    count,
    make: () => pod,
    created: ({ metadata }) => eventAbout(replicaSet, 'Normal', 'SuccessfulCreate', `Created pod: ${metadata.name}`),
    refused: (status) => eventAbout(replicaSet, 'Warning', 'FailedCreate', `Error creating: ${status.message}`),
    onFailure: (status) => statusWrite(replicaSet, counts, status, env),
  };
}

/** The order does not matter when all go. */
function victimsOf(active: Pod[], count: number, view: ReplicaSetView, env: Env): Pod[] {
  return count < active.length ? pickVictims(active, count, view.neighbours(), env) : active;
}

function victimsChosen(replicaSet: ReplicaSet, victims: readonly Pod[], active: readonly Pod[], view: ReplicaSetView, env: Env): ActionOf<'VictimsChosen'> {
  const going = new Set(victims);
  const named = victims.slice(0, victimsNamed);
  const rules = victimRulesOf(named, active.filter((pod) => !going.has(pod)), view.neighbours(), env);
  return {
    kind: 'VictimsChosen', objectUid: replicaSet.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs, count: victims.length, of: active.length,
    victims: named.map((pod, index) => ({ pod: pod.metadata.name, rule: rules[index] ?? 'all' })),
  };
}

function deletion(replicaSet: ReplicaSet, pod: Pod): Write[] {
  return [
    {
      verb: 'delete', resource: 'pods', key: objectKey(pod), options: { preconditions: pod.metadata.uid ? { uid: pod.metadata.uid } : {} },
    },
    eventAbout(replicaSet, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`),
  ];
}

function eventAbout(replicaSet: ReplicaSet, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about: replicaSet, record: { type, reason, message } };
}

function activePods(pods: Iterable<Pod>): Pod[] {
  const active: Pod[] = [];
  for (const pod of pods) if (isPodActive(pod)) active.push(pod);
  return active;
}

function matchingPods(replicaSet: ReplicaSet, view: ReplicaSetView): Pod[] {
  if (view.counts.unmatched === 0) return activePods(view.owned());
  const matches = matcherOf(replicaSet.spec.selector);
  return activePods(view.owned()).filter((pod) => matches(pod.metadata.labels));
}

function fromTally(counts: PodCounts): ReplicaCounts {
  const { active, fullyLabeled, ready, terminating } = counts;
  return { replicas: active, fullyLabeled, ready, available: ready, terminating };
}

function countPods(active: Pod[], replicaSet: ReplicaSet, terminating: number): ReplicaCounts {
  const templateLabels = replicaSet.spec.template.metadata?.labels ?? {};
  const counts: ReplicaCounts = { replicas: active.length, fullyLabeled: 0, ready: 0, available: 0, terminating };
  for (const pod of active) {
    if (hasLabels(pod.metadata.labels, templateLabels)) counts.fullyLabeled += 1;
    if (isPodReady(pod)) counts.ready += 1;
  }
  return counts;
}

/** As the tally has it, of pods that are not all counted there yet. */
function* readySince(pods: readonly Pod[]): Generator<[since: string, pods: number]> {
  for (const pod of pods) {
    const ready = podCondition(pod, 'Ready');
    if (ready?.status === 'True' && ready.lastTransitionTime) yield [ready.lastTransitionTime, 1];
  }
}

/** @returns pods that have been ready long enough, and when the next one will have been */
function availabilityOf(ready: Iterable<[since: string, pods: number]>, minReadySeconds: number, env: Env): { available: number; nextAtMs: number } {
  let available = 0;
  let nextAtMs = Infinity;
  for (const [since, pods] of ready) {
    const atMs = env.parseTimestamp(since) + minReadySeconds * 1000;
    if (atMs <= env.nowMs) available += pods;
    else nextAtMs = Math.min(nextAtMs, atMs);
  }
  return { available, nextAtMs };
}
