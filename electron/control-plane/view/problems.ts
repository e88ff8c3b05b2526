import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ProblemRow, CardRow, MachineRow } from '../../../shared/view/rows.ts';
import { machineStates, podStates, type StateFamily } from '../../../shared/view/states.ts';
import { objectsOfFailure } from '../../../shared/network/failure-objects.ts';
import { isMirrorPod } from '../../engine/kubelet/pod/pod-object.ts';
import type { TrafficMeasure } from '../../engine/network/traffic/measures.ts';
import { failedRate, type TrafficPoint } from '../../engine/network/traffic/series.ts';
import { causeText } from '../network/cause-text.ts';
import { troubleShare } from './cards/own.ts';
import { machineCause } from './fault-problems.ts';
import { podStateName } from './pod-state.ts';

/** A list of what is to be mended stays short. */
const objectsNamed = 4;

/** The problem that a pod is, if it is one: something is not as desired and will not pass by itself in a moment. */
export function podProblem(pod: Pod, nodeSilent: boolean, nowMs: number, parseTimestamp: (text: string) => number): ProblemRow | undefined {
  const name = podStateName(pod, nodeSilent);
  const { family } = podStates.find((state) => state.name === name) ?? { family: 'unknown' as StateFamily };
  const scheduled = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  const unschedulable = name === 'Pending' && scheduled?.status === 'False';
  const stuck = name === 'Terminating' && nodeSilent;
  // Of a pod that belongs to its machine, whose kubelet is silent, the machine tells.
  if (nodeSilent && (isMirrorPod(pod) || pod.metadata.ownerReferences?.some(({ controller, kind }) => controller && kind === 'DaemonSet'))) return undefined;
  if (family !== 'bad' && name !== 'Unknown' && !unschedulable && !stuck) return undefined;
  const changed = pod.status?.conditions?.map((condition) => condition.lastTransitionTime).filter((time) => time !== undefined).sort().at(-1);
  return {
    ref: refOf(pod), uid: pod.metadata.uid ?? '', family, sinceMs: changed ? parseTimestamp(changed) : nowMs,
    title: { key: unschedulable ? 'view:problem.unschedulable' : stuck ? 'view:problem.stuck' : 'view:problem.pod', params: { name: pod.metadata.name, state: name } },
  };
}

export function machineProblem(row: MachineRow, nowMs: number): ProblemRow | undefined {
  const { family } = machineStates.find((state) => state.name === row.state) ?? { family: 'unknown' as StateFamily };
  const ref = { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: row.name };
  if (row.refused !== undefined) {
    return {
      ref, uid: row.uid, family: 'bad', sinceMs: nowMs, title: { key: `view:problem.refused.${row.poweredOff ? 'start' : 'build'}`, params: { name: row.name } },
      detail: { key: 'view:problem.cause.Refused', params: { message: row.refused } },
    };
  }
  if (row.state !== 'NotReady' && row.state !== 'Pressure') return undefined;
  const cause = machineCause(row);
  return {
    ref, uid: row.uid, family, sinceMs: row.silentSinceMs ?? nowMs,
    title: { key: 'view:problem.machine', params: { name: row.name, state: row.state } }, ...(cause ? { detail: cause } : {}),
  };
}

export function cardProblem(row: CardRow, nowMs: number): ProblemRow | undefined {
  if (row.family !== 'bad') return undefined;
  return { ref: row.ref, uid: row.uid, family: row.family, sinceMs: nowMs, title: { key: 'view:problem.workload', params: { name: row.ref.name, ready: row.replicas?.ready ?? 0, desired: row.replicas?.desired ?? 0 } } };
}

/** Requests of a source that fail: how many of them, and the most frequent cause. */
export function trafficProblem(source: KubernetesObject, { rps, servedRps, failures, points }: TrafficMeasure & { points: readonly TrafficPoint[] }): ProblemRow | undefined {
  const share = rps > 0 ? failedRate(rps, servedRps) / rps : 0;
  const [worst] = failures;
  if (share < troubleShare || !worst) return undefined;
  const since = points.findLastIndex(({ failedRps, rps: of }) => failedRps < of * troubleShare) + 1;
  const objects = objectsOfFailure(worst.cause).slice(0, objectsNamed);
  return {
    ref: refOf(source), uid: source.metadata.uid ?? '', family: share >= 0.5 ? 'bad' : 'attention', sinceMs: points[since]?.atMs ?? 0,
    title: { key: 'view:problem.traffic', params: { name: source.metadata.name, percent: share < 0.1 ? Math.round(share * 1_000) / 10 : Math.round(share * 100) } },
    detail: causeText(worst.cause).headline, ...(objects.length > 0 ? { objects } : {}), hasRequests: true,
  };
}
