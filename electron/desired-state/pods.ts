import { claimNamesOf } from '../../shared/kubernetes/pod-claims.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { isPodReady, isPodTerminal } from '../engine/controllers/pod-state.ts';
import { previewScheduling } from '../engine/scheduler/preview.ts';
import type { World } from '../engine/world.ts';

/** Every pod runs and is ready, has ended, or waits for a node because none takes it. */
export function unsettledPods(world: World): string[] {
  const problems: string[] = [];
  for (const pod of world.api.list<Pod>('pods')) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp) problems.push(`pod ${name} is still Terminating`);
    else if (isPodTerminal(pod)) continue;
    else if (!pod.spec.nodeName) problems.push(...(isStuck(pod, world) ? [] : [`pod ${name} fits and has no node`]));
    else if (pod.status?.phase !== 'Running') problems.push(...(isAbandoned(pod) || lacksClaim(pod, world) ? [] : [`pod ${name} on ${pod.spec.nodeName} is ${pod.status?.phase ?? ''}: ${waitingReasons(pod)}`]));
    else if (!isPodReady(pod) && !isOfJob(pod) && !lacksClaim(pod, world)) problems.push(`pod ${name} on ${pod.spec.nodeName} is not ready: ${waitingReasons(pod)}`);
  }
  return problems;
}

/**
 * A pod that never restarts and whose machine did, between its containers: it gets no second sandbox, and waits for ever.
 * Source: computePodActions, pkg/kubelet/kuberuntime/kuberuntime_manager.go.
 */
function isAbandoned({ spec, status }: Pod): boolean {
  const hasSandbox = status?.conditions?.some((condition) => condition.type === 'PodReadyToStartContainers' && condition.status === 'True');
  return spec.restartPolicy === 'Never' && !hasSandbox && (status?.initContainerStatuses?.some(({ state }) => state?.terminated) ?? false);
}

/** Not mounted (or not any more, after a restart of its machine), and the claim is on its way out: the kubelet refuses it for good. Source: getPVCExtractPV, pkg/kubelet/volumemanager/populator. */
function lacksClaim(pod: Pod, { api }: World): boolean {
  return claimNamesOf(pod).some((name) => api.get('persistentvolumeclaims', `${pod.metadata.namespace}/${name}`)?.metadata.deletionTimestamp);
}

/** A pod that no node takes as things stand. */
export function isStuck(pod: Pod, world: World): boolean {
  return !pod.spec.nodeName && !isPodTerminal(pod) && previewScheduling(world.api, pod).best.length === 0;
}

/** Comes and goes by itself. */
function isOfJob({ metadata }: Pod): boolean {
  return metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
}

function waitingReasons({ status }: Pod): string {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.map(({ name, state }) => `${name} ${JSON.stringify(state)}`).join(', ');
}
