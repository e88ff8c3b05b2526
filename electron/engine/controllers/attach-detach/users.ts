import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { isPodTerminal } from '../pod-state.ts';

/**
 * Node → the pods there that want the volume; nodes whose volumes this controller does not manage are left out.
 * Source: desired_state_of_world.go and its populator, pkg/controller/volume/attachdetach.
 */
export function usersOf(api: ApiReader, volume: PersistentVolume): Map<string, Pod[]> {
  const users = new Map<string, Pod[]>();
  const { name = '', namespace = '', uid } = volume.spec.claimRef ?? {};
  const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${namespace}/${name}`);
  if (!claim || claim.metadata.uid !== uid || claim.spec.volumeName !== volume.metadata.name || claim.status?.phase !== 'Bound') return users;
  for (const pod of api.byIndex<Pod>('pods', 'claim', objectKey(claim))) {
    const { nodeName } = pod.spec;
    if (!nodeName || isOver(pod) || !isManaged(api.get<Node>('nodes', nodeName))) continue;
    const there = users.get(nodeName);
    if (there) there.push(pod);
    else users.set(nodeName, [pod]);
  }
  return users;
}

/** It has finished, or it is being deleted and none of its containers runs. Source: IsPodTerminated, pkg/volume/util. */
function isOver(pod: Pod): boolean {
  if (isPodTerminal(pod)) return true;
  if (!pod.metadata.deletionTimestamp) return false;
  return (pod.status?.containerStatuses ?? []).every(({ state }) => state?.terminated || state?.waiting);
}

function isManaged(node: Node | undefined): boolean {
  return node?.metadata.annotations?.['volumes.kubernetes.io/controller-managed-attach-detach'] === 'true';
}
