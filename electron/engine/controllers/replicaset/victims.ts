import type { ContainerStatus, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { isPodActive, isPodReady, podCondition } from '../pod-state.ts';

const deletionCostAnnotation = 'controller.kubernetes.io/pod-deletion-cost';
const phaseRank: Record<string, number> = { Pending: 0, Unknown: 1, Running: 2 };
const maxInt32 = 2 ** 31 - 1;

/** What the order looks at, read once per pod. Times in simulated ms; undefined: not known. */
interface Candidate {
  pod: Pod;
  assigned: boolean;
  phase: number;
  ready: boolean;
  cost: number;
  /** Active pods of related ReplicaSets on the same node: the more there are, the sooner this one goes. */
  neighbours: number;
  readyAtMs: number | undefined;
  restarts: Restarts;
  createdAtMs: number | undefined;
  uid: string;
}

interface Restarts {
  regular: number;
  sidecar: number;
}

/**
 * Orders pods by how willingly a ReplicaSet gives them up, first to go first: unassigned, then pending before unknown before running, not
 * ready, cheap (pod-deletion-cost), on crowded nodes, ready for a shorter time, often restarted, newer. Ages are compared by the logarithm
 * of their nanoseconds, ties broken by uid, which is random.
 * @param pods active pods of the ReplicaSet; not changed
 * @param related pods of all ReplicaSets with the same controller, including this one's
 * Source: ActivePodsWithRanks, pkg/controller/controller_utils.go; getPodsRankedByRelatedPodsOnSameNode, pkg/controller/replicaset.
 */
export function rankVictims(pods: readonly Pod[], related: Iterable<Pod>, env: Env): Pod[] {
  const neighbours = new Map<string, number>();
  for (const pod of related) {
    if (!isPodActive(pod)) continue;
    const node = pod.spec.nodeName ?? '';
    neighbours.set(node, (neighbours.get(node) ?? 0) + 1);
  }
  const candidates = pods.map((pod) => candidateOf(pod, neighbours.get(pod.spec.nodeName ?? '') ?? 0, env));
  return candidates.sort((a, b) => compareCandidates(a, b, env.nowMs)).map((candidate) => candidate.pod);
}

function candidateOf(pod: Pod, neighbours: number, env: Env): Candidate {
  const ready = isPodReady(pod);
  const readySince = ready ? podCondition(pod, 'Ready')?.lastTransitionTime : undefined;
  const { creationTimestamp } = pod.metadata;
  return {
    pod,
    assigned: Boolean(pod.spec.nodeName),
    phase: phaseRank[pod.status?.phase ?? ''] ?? 0,
    ready,
    cost: deletionCost(pod),
    neighbours,
    readyAtMs: readySince ? env.parseTimestamp(readySince) : undefined,
    restarts: maxRestarts(pod),
    createdAtMs: creationTimestamp ? env.parseTimestamp(creationTimestamp) : undefined,
    uid: pod.metadata.uid ?? '',
  };
}

function compareCandidates(a: Candidate, b: Candidate, nowMs: number): number {
  if (a.assigned !== b.assigned) return a.assigned ? 1 : -1;
  if (a.phase !== b.phase) return a.phase - b.phase;
  if (a.ready !== b.ready) return a.ready ? 1 : -1;
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.neighbours !== b.neighbours) return b.neighbours - a.neighbours;
  if (a.ready && b.ready && a.readyAtMs !== b.readyAtMs) return compareAges(a.readyAtMs, b.readyAtMs, a.uid, b.uid, nowMs);
  if (a.restarts.regular !== b.restarts.regular) return b.restarts.regular - a.restarts.regular;
  if (a.restarts.sidecar !== b.restarts.sidecar) return b.restarts.sidecar - a.restarts.sidecar;
  if (a.createdAtMs !== b.createdAtMs) return compareAges(a.createdAtMs, b.createdAtMs, a.uid, b.uid, nowMs);
  return 0;
}

/** Younger first, by order of magnitude: pods of about the same age are told apart by uid. An unknown time counts as youngest. */
function compareAges(a: number | undefined, b: number | undefined, uidA: string, uidB: string, nowMs: number): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const difference = logarithmicAge(nowMs - a) - logarithmicAge(nowMs - b);
  if (difference !== 0) return difference;
  return uidA < uidB ? -1 : uidA > uidB ? 1 : 0;
}

/** Source: logarithmicRankDiff: whole part of the binary logarithm of nanoseconds; -1 for ages of 0 and less. */
function logarithmicAge(ageMs: number): number {
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}

/** Source: GetDeletionCostFromPodAnnotations, pkg/apis/core/helper: an int32, no leading zero or plus; anything else counts as 0. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[deletionCostAnnotation];
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
