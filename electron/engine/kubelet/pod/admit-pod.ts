import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { admissionRefusal, countAdmitted, predicateRefusal, shortages, type AdmissionRefusal } from '../admission/admit.ts';
import { podsToPreempt, type Preemptable } from '../admission/preempt.ts';
import { toleratesAny } from '../../scheduler/plugins/TaintToleration/tolerations.ts';
import { refusalWaitMs } from '../admission/refusal-pace.ts';
import type { FleetContext } from '../context.ts';
import { isCriticalPod } from '../eviction/evict.ts';
import { pressures } from '../eviction/state.ts';
import { podEvent } from '../events.ts';
import { reachesApi, seenBy } from '../node/last-seen.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { registerRetryMs } from '../timings.ts';
import { apiPod, podObject } from './pod-object.ts';
import { planPod, wantSync } from './schedule.ts';
import { beginTermination } from './termination.ts';

/**
 * Lets a new pod in, or ends it as Failed. Pods from the machine's own disk are let in whatever they take (the real kubelet evicts
 * others for
 * them). @returns whether it is in
 */
export function admitPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  const { env } = context.component;
  if (!pod.control) {
    const nodeObject = seenBy<Node>(context, node.name, 'nodes', node.name);
    if (!nodeObject?.status?.allocatable) {
      // The kubelet judges by its own Node, and that has been deleted.
      wantSync(pod, env.nowMs + registerRetryMs, true);
      return false;
    }
    const refusal = pressureRefusal(node, object) ?? admissionRefusal(object, nodeObject, node, () => admittedPods(context, node));
    if (refusal && isPreempting(context, node, pod, object, nodeObject, refusal)) return false;
    if (refusal && !reachesApi(context, node.name)) {
      // Nobody would learn of it: the pod is looked at again when somebody can.
      wantSync(pod, env.nowMs + registerRetryMs, true);
      return false;
    }
    const waitMs = refusal && node.kubelet ? refusalWaitMs(node.kubelet, env.nowMs) : 0;
    if (waitMs > 0) {
      wantSync(pod, env.nowMs + waitMs);
      return false;
    }
    if (refusal) {
      reject(context, pod, object, refusal);
      return false;
    }
  }
  pod.counted = countAdmitted(node, object);
  pod.stage = 'Active';
  const { activeDeadlineSeconds } = object.spec;
  if (activeDeadlineSeconds !== undefined) {
    const startMs = object.status?.startTime ? env.parseTimestamp(object.status.startTime) : pod.seenAtMs;
    pod.deadlineAtMs = startMs + activeDeadlineSeconds * 1000;
  }
  return true;
}

/**
 * A critical pod that only lacks resources is not refused: others are ended for it, and it is let in when they are gone.
 * @returns whether it waits for that. Source: HandleAdmissionFailure, pkg/kubelet/preemption/preemption.go.
 */
function isPreempting(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, nodeObject: Node, refusal: AdmissionRefusal): boolean {
  if (!refusal.reason.startsWith('OutOf') || !isCriticalPod(pod, object)) return false;
  if (predicateRefusal(object, nodeObject, () => admittedPods(context, node))) return false;
  const { nowMs } = context.component.env;
  const others = [...node.pods].flatMap((uid) => context.state.pods.get(uid) ?? []);
  if (!others.some(({ termination, stage }) => stage === 'Terminating' && termination?.reason === 'Preempting')) {
    const candidates = others.flatMap((other) => {
      const otherObject = other.stage === 'Active' && other.counted ? podObject(context, other) : undefined;
      return otherObject && other.counted ? [{ pod: other, object: otherObject, request: other.counted }] : [];
    });
    const victims = podsToPreempt(object, candidates, shortages(object, nodeObject, node));
    if (!victims || victims.length === 0) return false;
    for (const victim of victims) preempt(context, node, victim);
  }
  wantSync(pod, nowMs + registerRetryMs);
  return true;
}

function preempt(context: FleetContext, node: NodeRuntime, { pod, object }: Preemptable): void {
  const message = 'Preempted in order to admit critical pod';
  podEvent(context, pod, 'Warning', 'Preempting', message);
  const disruption = { reason: 'TerminationByKubelet' as const, message: 'Pod was preempted by Kubelet to accommodate a critical pod.' };
  beginTermination(context, node, pod, object, { cause: 'Failed', reason: 'Preempting', message, disruption });
  planPod(context, node, pod);
}

/** Source: Admit, pkg/kubelet/eviction/eviction_manager.go. */
function pressureRefusal(node: NodeRuntime, object: Pod): AdmissionRefusal | undefined {
  const under = node.kubelet ? pressures(node.kubelet) : [];
  if (under.length === 0 || isCriticalPod(undefined, object)) return undefined;
  if (under.length === 1 && under[0] === 'MemoryPressure') {
    if ((object.status?.qosClass ?? qosClass(object.spec)) !== 'BestEffort') return undefined;
    if (toleratesAny(object.spec.tolerations, { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' })) return undefined;
  }
  return { reason: 'Evicted', message: `The node had condition: [${under.join(' ')}]. ` };
}

function* admittedPods(context: FleetContext, node: NodeRuntime): IterableIterator<Pod> {
  for (const uid of node.pods) {
    const other = context.state.pods.get(uid);
    const object = other?.counted ? podObject(context, other) : undefined;
    if (object) yield object;
  }
}

/** Source: rejectPod, pkg/kubelet/kubelet.go. */
function reject(context: FleetContext, pod: PodRuntime, object: Pod, { reason, message }: AdmissionRefusal): void {
  pod.stage = 'Finished';
  podEvent(context, pod, 'Warning', reason, message);
  const target = apiPod(context, pod);
  if (!target) return;
  const { generation } = object.metadata;
  context.ownWrite(() => context.component.api.updateStatus<Pod>({
    ...target,
    status: {
      ...target.status, ...(generation === undefined ? {} : { observedGeneration: generation }), phase: 'Failed', reason,
      message: `Pod was rejected: ${message}`, startTime: target.status?.startTime ?? context.component.env.timestamp(pod.seenAtMs),
    },
  }));
}
