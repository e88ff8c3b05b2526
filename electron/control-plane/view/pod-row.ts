import type { Container, ContainerStatus, Pod, Volume } from '../../../shared/kubernetes/types/pod.ts';
import type { ContainerRow, PodDetailRow, PodRow, VolumeRow } from '../../../shared/view/rows.ts';
import type { PodView } from '../../engine/kubelet/views.ts';
import { containerState, podState } from './pod-state.ts';

/** The slim row of a pod. @param nodeSilent the node's Ready condition is Unknown */
export function podRow(pod: Pod, nodeSilent: boolean): PodRow {
  const statuses = pod.status?.containerStatuses ?? [];
  let ready = 0;
  let restarts = 0;
  for (const status of statuses) {
    if (status.ready) ready += 1;
    restarts += status.restartCount;
  }
  return {
    uid: pod.metadata.uid ?? '', namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, node: pod.spec.nodeName ?? '',
    state: podState(pod, nodeSilent), owner: ownerName(pod), ready, total: pod.spec.containers.length, restarts, podIP: pod.status?.podIP ?? '',
  };
}

/**
 * The name by which people know the pod's controller: for a Deployment's pod the Deployment (the ReplicaSet's name without its template hash).
 * A mirror pod (owner: its Node) and a bare pod have none.
 */
export function ownerName(pod: Pod): string {
  const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller);
  if (!controller || controller.kind === 'Node') return '';
  const hash = pod.metadata.labels?.['pod-template-hash'];
  return controller.kind === 'ReplicaSet' && hash && controller.name.endsWith(`-${hash}`) ? controller.name.slice(0, -hash.length - 1) : controller.name;
}

export function podDetail(pod: Pod, view: PodView | undefined, parseTimestamp: (text: string) => number): PodDetailRow {
  const detail: PodDetailRow = {
    uid: pod.metadata.uid ?? '',
    containers: [
      ...(pod.spec.initContainers ?? []).map((container) => containerRow(pod, container, pod.status?.initContainerStatuses, view, true)),
      ...pod.spec.containers.map((container) => containerRow(pod, container, pod.status?.containerStatuses, view, false)),
    ],
    volumes: (pod.spec.volumes ?? []).filter((volume) => !volume.name.startsWith('kube-api-access-')).map(volumeRow),
  };
  if (pod.metadata.deletionTimestamp) detail.terminatesAtMs = view?.killedAtMs ?? parseTimestamp(pod.metadata.deletionTimestamp);
  const scheduled = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (!pod.spec.nodeName && scheduled?.status === 'False') detail.pendingReason = scheduled.message ?? scheduled.reason ?? '';
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) detail.mirror = true;
  return detail;
}

/** The container from its API status, with what only its kubelet knows: use, image pull, next try. */
function containerRow(pod: Pod, container: Container, statuses: readonly ContainerStatus[] | undefined, view: PodView | undefined, init: boolean): ContainerRow {
  const status = statuses?.find((candidate) => candidate.name === container.name);
  const { family, reason } = containerState(container, status, pod.metadata.deletionTimestamp !== undefined);
  const row: ContainerRow = { name: container.name, image: container.image ?? '', family, restarts: status?.restartCount ?? 0 };
  if (init) row.init = true;
  if (reason !== undefined) row.reason = reason;
  const port = container.ports?.[0]?.containerPort;
  if (port !== undefined) row.port = port;
  const known = view?.containers.find((candidate) => candidate.name === container.name);
  if (known?.running) row.use = { ...known.usage, throttledMilli: known.throttledMilli, diskBytes: known.diskBytes, processes: known.processes };
  if (known && known.oomKills > 0) row.oomKills = known.oomKills;
  if (known && known.faults.length > 0) row.faults = known.faults;
  if (known?.retryAtMs !== undefined) row.retryAtMs = known.retryAtMs;
  if (known?.pull && known.pull.startedAtMs < Infinity) row.pull = { startedAtMs: known.pull.startedAtMs, endsAtMs: known.pull.endsAtMs };
  return row;
}

/** A volume's source is the one field beside its name. */
export function volumeRow(volume: Volume): VolumeRow {
  const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  return { name: volume.name, source, detail: volumeDetail(volume) };
}

function volumeDetail(volume: Volume): string {
  return volume.configMap?.name ?? volume.secret?.secretName ?? volume.persistentVolumeClaim?.claimName ?? volume.hostPath?.path ?? volume.emptyDir?.sizeLimit
    ?? volume.emptyDir?.medium ?? '';
}
