import type { StateFamily } from '../../../shared/view/states.ts';
import { podStateCode, type PodStateName } from '../../../shared/view/states.ts';
import type { Container, ContainerStatus, Pod } from '../../../shared/kubernetes/types/pod.ts';

/**
 * The one word that says how a pod is, in the order of urgency of `kubectl get pods`' STATUS column, from the API object alone.
 * Source: printPod in pkg/printers/internalversion/printers.go. Differs: "Running" is split into Ready and NotReady, and a pod whose node is silent is Unknown.
 * @param nodeSilent the node's Ready condition is Unknown
 */
export function podStateName(pod: Pod, nodeSilent: boolean): PodStateName {
  const { status, metadata } = pod;
  if (metadata.deletionTimestamp) return 'Terminating';
  if (status?.reason === 'Evicted') return 'Evicted';
  if (status?.phase === 'Succeeded') return 'Completed';
  if (status?.phase === 'Failed') return failedState(pod);
  if (nodeSilent && pod.spec.nodeName) return 'Unknown';
  if (!pod.spec.nodeName) return pod.spec.schedulingGates?.length ? 'SchedulingGated' : 'Pending';
  const trouble = worstWaiting(status?.initContainerStatuses) ?? worstWaiting(status?.containerStatuses);
  if (trouble) return trouble;
  if (status?.phase === 'Running') return isTrue(pod, 'Ready') ? 'Ready' : 'NotReady';
  const initRuns = (status?.initContainerStatuses ?? []).some((container) => container.state?.running || container.state?.terminated);
  return initRuns ? 'PodInitializing' : 'ContainerCreating';
}

export function podState(pod: Pod, nodeSilent: boolean): number {
  return podStateCode[podStateName(pod, nodeSilent)];
}

function failedState(pod: Pod): PodStateName {
  const ended = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].map((container) => container.state?.terminated);
  if (ended.some((state) => state?.reason === 'OOMKilled')) return 'OOMKilled';
  return ended.some((state) => state && state.exitCode !== 0) ? 'Error' : 'Failed';
}

function worstWaiting(statuses: readonly ContainerStatus[] | undefined): PodStateName | undefined {
  for (const { state, lastState } of statuses ?? []) {
    const reason = state?.waiting?.reason;
    if (reason === 'CrashLoopBackOff') return lastState?.terminated?.reason === 'OOMKilled' ? 'OOMKilled' : 'CrashLoopBackOff';
    if (reason === 'ImagePullBackOff' || reason === 'ErrImageNeverPull' || reason === 'InvalidImageName') return 'ImagePullBackOff';
    if (reason === 'ErrImagePull') return 'ErrImagePull';
    if (reason?.startsWith('Create') || reason === 'RunContainerError') return 'Error';
    if (state?.terminated && state.terminated.exitCode !== 0) return state.terminated.reason === 'OOMKilled' ? 'OOMKilled' : 'Error';
  }
  return undefined;
}

function isTrue(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** Family and reason of one container, for its lamp. @param status absent while the kubelet has not said anything */
export function containerState(container: Container, status: ContainerStatus | undefined, podTerminating: boolean): { family: StateFamily; reason?: string } {
  const state = status?.state;
  if (state?.running) {
    if (podTerminating) return { family: 'leaving' };
    return status?.ready || isFinishedInit(container, status) ? { family: 'ready' } : { family: 'attention' };
  }
  if (state?.terminated) {
    const reason = state.terminated.reason ?? (state.terminated.exitCode === 0 ? 'Completed' : 'Error');
    return { family: state.terminated.exitCode === 0 ? 'done' : 'bad', reason };
  }
  const reason = state?.waiting?.reason;
  if (reason === undefined) return { family: 'waiting' };
  if (/BackOff|^Err|Error$|^Invalid/.test(reason)) return { family: 'bad', reason };
  return { family: 'working', reason };
}

function isFinishedInit(container: Container, status: ContainerStatus | undefined): boolean {
  return container.restartPolicy === 'Always' && status?.started === true;
}
