import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { admissionRefusal, countAdmitted, type AdmissionRefusal } from '../admission/admit.ts';
import { toleratesAny } from '../../scheduler/plugins/TaintToleration/tolerations.ts';
import type { FleetContext } from '../context.ts';
import { isCriticalPod } from '../eviction/evict.ts';
import { pressures } from '../eviction/state.ts';
import { podEvent } from '../events.ts';
import type { NodeRuntime, PodRuntime } from '../state.ts';
import { registerRetryMs } from '../timings.ts';
import { apiPod, podObject } from './pod-object.ts';
import { wantSync } from './schedule.ts';

/**
 * Lets a new pod in, or ends it as Failed. Pods from the machine's own disk are let in whatever they take (the real kubelet evicts
 * others for
 * them). @returns whether it is in
 */
export function admitPod(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  const { env, api } = context.component;
  if (!pod.control) {
    const nodeObject = api.get<Node>('nodes', node.name);
    if (!nodeObject?.status?.allocatable) {
      // The kubelet judges by its own Node, and that has been deleted.
      wantSync(pod, env.nowMs + registerRetryMs, true);
      return false;
    }
    const refusal = pressureRefusal(node, object) ?? admissionRefusal(object, nodeObject, node, () => admittedPods(context, node));
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
