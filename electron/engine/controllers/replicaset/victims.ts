import type { ContainerStatus, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { VictimRule } from '../../../../shared/decisions.ts';
import { podDeletionCostAnnotation } from '../../../../shared/kubernetes/well-known-annotations.ts';
import type { Env } from '../../env.ts';
import { isPodReady, podCondition } from '../pod-state.ts';
import { firstOf } from './first-of.ts';

const phaseRank: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 };
const maxInt32 = 2 ** 31 - 1;

/** What the order looks at, cheap things first. Ages and restarts, which decide only ties, are read when they are needed. */
interface Candidate {
  pod: Pod;
  /** Place in the given list: the last tie-break, so that the choice does not depend on how it is made. */
  index: number;
  /** Unassigned before assigned, then by phase, then not ready before ready, as one number. */
  standing: number;
  cost: number;
  /** Active pods of related ReplicaSets on the same node: the more there are, the sooner this one goes. */
  neighbours: number;
}

interface Restarts {
  regular: number;
  sidecar: number;
}

/**
 * Picks the pods that a ReplicaSet gives up, first to go first: unassigned, then pending before unknown before running, not ready, cheap
 * (pod-deletion-cost), on crowded nodes, ready for a shorter time, often restarted, newer. Ages are compared by the logarithm of their
 * nanoseconds, ties broken by uid, which is random.
 * @param pods active pods of the ReplicaSet; not changed
 * @param count how many, 0..pods.length
 * @param neighbours node → active pods there of all ReplicaSets with the same controller, this one included
 * Source: ActivePodsWithRanks, pkg/controller/controller_utils.go; getPodsRankedByRelatedPodsOnSameNode, pkg/controller/replicaset.
 */
export function pickVictims(pods: readonly Pod[], count: number, neighbours: ReadonlyMap<string, number>, env: Env): Pod[] {
  const ages = new Ages(env);
  const before = (a: Candidate, b: Candidate): number => compareCandidates(a, b, ages) || a.index - b.index;
  const candidates = pods.map((pod, index) => candidateOf(pod, index, neighbours));
  return firstOf(candidates, count, before).map((candidate) => candidate.pod);
}

/**
 * All pods in the order in which a Job gives them up: as above, but without deletion cost and neighbours, and ages to the second.
 * Source: ActivePods, pkg/controller/controller_utils.go.
 */
export function activePodsInOrder(pods: readonly Pod[], env: Env): Pod[] {
  const ages = new Ages(env, (ageMs) => ageMs);
  const candidates = pods.map((pod, index) => ({ ...candidateOf(pod, index, new Map()), cost: 0 }));
  return candidates.sort((a, b) => compareCandidates(a, b, ages) || a.index - b.index).map(({ pod }) => pod);
}

/**
 * What put each of these victims before the best of those that stay: the first rule by which they differ, for "Why?".
 * @param victims some of what pickVictims chose @param stays one of the pods that it left, best one to give up next
 */
export function victimRulesOf(victims: readonly Pod[], stay: readonly Pod[], neighbours: ReadonlyMap<string, number>, env: Env): VictimRule[] {
  const ages = new Ages(env);
  const survivors = stay.map((pod, index) => candidateOf(pod, index, neighbours));
  const next = survivors.reduce<Candidate | undefined>((best, other) => (best && compareCandidates(best, other, ages) <= 0 ? best : other), undefined);
  return victims.map((pod, index) => (next ? ruleBetween(candidateOf(pod, index, neighbours), next, ages) : 'all'));
}

function ruleBetween(a: Candidate, b: Candidate, ages: Ages): VictimRule {
  if (a.standing !== b.standing) {
    if (!a.pod.spec.nodeName !== !b.pod.spec.nodeName) return 'unassigned';
    return Math.floor(a.standing / 2) === Math.floor(b.standing / 2) ? 'notReady' : 'phase';
  }
  if (a.cost !== b.cost) return 'deletionCost';
  if (a.neighbours !== b.neighbours) return 'crowdedNode';
  if (a.standing % 2 === 1 && (ages.compare(a.pod, readySince(a.pod), b.pod, readySince(b.pod)) ?? 0) !== 0) return 'readyForShorter';
  const [left, right] = [maxRestarts(a.pod), maxRestarts(b.pod)];
  if (left.regular !== right.regular || left.sidecar !== right.sidecar) return 'restarts';
  return a.pod.metadata.creationTimestamp === b.pod.metadata.creationTimestamp ? 'tie' : 'newer';
}

function candidateOf(pod: Pod, index: number, neighbours: ReadonlyMap<string, number>): Candidate {
  const { nodeName } = pod.spec;
  const phase = phaseRank[pod.status?.phase ?? ''] ?? 0;
  return {
    pod, index,
    standing: (nodeName ? 6 : 0) + phase * 2 + (isPodReady(pod) ? 1 : 0),
    cost: pod.metadata.annotations ? deletionCost(pod.metadata.annotations[podDeletionCostAnnotation]) : 0,
    neighbours: neighbours.get(nodeName ?? '') ?? 0,
  };
}

/** As in the original, ages decide by uid only where times differ, so the order need not be transitive among such ties. */
function compareCandidates(a: Candidate, b: Candidate, ages: Ages): number {
  if (a.standing !== b.standing) return a.standing - b.standing;
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.neighbours !== b.neighbours) return b.neighbours - a.neighbours;
  if (a.standing % 2 === 1) {
    const difference = ages.compare(a.pod, readySince(a.pod), b.pod, readySince(b.pod));
    if (difference !== undefined) return difference;
  }
  const left = maxRestarts(a.pod);
  const right = maxRestarts(b.pod);
  if (left.regular !== right.regular) return right.regular - left.regular;
  if (left.sidecar !== right.sidecar) return right.sidecar - left.sidecar;
  return ages.compare(a.pod, a.pod.metadata.creationTimestamp, b.pod, b.pod.metadata.creationTimestamp) ?? 0;
}

function readySince(pod: Pod): string | undefined {
  return podCondition(pod, 'Ready')?.lastTransitionTime;
}

/** Source: logarithmicRankDiff: whole part of the binary logarithm of nanoseconds; -1 for ages of 0 and less. */
function magnitude(ageMs: number): number {
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}

/** Compares times of pods by the rank of their age now. Timestamps are whole seconds, so few are parsed. */
class Ages {
  private readonly env: Env;
  private readonly rank: (ageMs: number) => number;
  private readonly known = new Map<string, number>();

  constructor(env: Env, rank: (ageMs: number) => number = magnitude) {
    this.env = env;
    this.rank = rank;
  }

  /**
   * Younger first; pods whose age ranks the same by uid; an unknown time counts as youngest. Undefined: the same time.
   */
  compare(podA: Pod, a: string | undefined, podB: Pod, b: string | undefined): number | undefined {
    if (a === b) return undefined;
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const difference = this.of(a) - this.of(b);
    if (difference !== 0) return difference;
    const uidA = podA.metadata.uid ?? '';
    const uidB = podB.metadata.uid ?? '';
    return uidA < uidB ? -1 : uidA > uidB ? 1 : 0;
  }

  private of(timestamp: string): number {
    let rank = this.known.get(timestamp);
    if (rank === undefined) {
      rank = this.rank(this.env.nowMs - this.env.parseTimestamp(timestamp));
      this.known.set(timestamp, rank);
    }
    return rank;
  }
}

/** Source: GetDeletionCostFromPodAnnotations, pkg/apis/core/helper: an int32, no leading zero or plus; anything else counts as 0. */
function deletionCost(text: string | undefined): number {
  if (text === undefined || !/^(0|-?[1-9][0-9]*)$/.test(text)) return 0;
  const cost = Number(text);
  return cost >= -maxInt32 - 1 && cost <= maxInt32 ? cost : 0;
}

function maxRestarts(pod: Pod): Restarts {
  const restarts: Restarts = { regular: 0, sidecar: 0 };
  for (const status of pod.status?.containerStatuses ?? []) restarts.regular = Math.max(restarts.regular, status.restartCount);
  const initStatuses = pod.status?.initContainerStatuses;
  if (initStatuses) for (const container of pod.spec.initContainers ?? []) {
    if (container.restartPolicy !== 'Always') continue;
    const status = initStatuses.find((candidate: ContainerStatus) => candidate.name === container.name);
    restarts.sidecar = Math.max(restarts.sidecar, status?.restartCount ?? 0);
  }
  return restarts;
}
