import { claimNamesOf } from '../../../../shared/kubernetes/pod-claims.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { awaitsFileSystem, grown } from '../../storage/claim-size.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent, podEvent } from '../events.ts';
import { reachesApi } from '../node/last-seen.ts';
import type { PodRuntime } from './pod-state.ts';
import { planPod, wantSync } from './schedule.ts';

/** How soon the kubelet sees that a mounted volume has become larger. */
const noticeMs = 2_000;

/** A claim's disk has become larger: the file system follows where a pod has it mounted. */
export function noticeClaim(context: FleetContext, claim: PersistentVolumeClaim, key: string): void {
  if (!awaitsFileSystem(claim)) return;
  for (const object of context.component.api.byIndex<Pod>('pods', 'claim', key)) {
    const pod = context.state.pods.get(object.metadata.uid ?? '');
    const node = pod && context.state.nodes.get(pod.node);
    if (!node?.kubelet || node.outOfTouchAt !== undefined || !pod?.volumes.mounted) continue;
    pod.volumes.expand = true;
    wantSync(pod, context.component.env.nowMs + noticeMs);
    planPod(context, node, pod);
  }
}

/** The same for a pod whose kubelet has not seen its claims for a while; the caller sees to a sync. */
export function noticeClaims(context: FleetContext, pod: PodRuntime, object: Pod): void {
  if (!pod.volumes.mounted) return;
  const { api } = context.component;
  const grow = claimNamesOf(object).map((name) => api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${object.metadata.namespace}/${name}`));
  if (grow.some((claim) => claim && awaitsFileSystem(claim))) pod.volumes.expand = true;
}

/** Grows the file systems of the pod's mounted volumes to the size of their disks. Source: NodeExpandVolume, operation_generator.go. */
export function expandVolumes(context: FleetContext, pod: PodRuntime, object: Pod): void {
  delete pod.volumes.expand;
  const { api } = context.component;
  if (!reachesApi(context, pod.node)) return;
  for (const name of claimNamesOf(object)) {
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${object.metadata.namespace}/${name}`);
    const volume = claim && api.get<PersistentVolume>('persistentvolumes', claim.spec.volumeName ?? '');
    if (!claim || !volume || !awaitsFileSystem(claim)) continue;
    const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume.metadata.name}" ${pod.node}`;
    podEvent(context, pod, 'Normal', 'FileSystemResizeSuccessful', message);
    nodeEvent(context, pod.node, claim, 'Normal', 'FileSystemResizeSuccessful', message);
    context.ownWrite(() => api.updateStatus<PersistentVolumeClaim>({ ...claim, status: grown(claim, volume) }));
  }
}
