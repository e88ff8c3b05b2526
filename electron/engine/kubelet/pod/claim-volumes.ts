import { ephemeralClaimName } from '../../../../shared/kubernetes/pod-claims.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import { termMatcher } from '../../scheduler/plugins/NodeAffinity/node-selector.ts';
import type { SeenApi } from '../node/last-seen.ts';
import { attachableOf, uniqueVolumeName } from '../../storage/attachable.ts';

/** A volume behind one of a pod's claims. */
export interface ClaimVolume {
  /** Of the PersistentVolume. */
  name: string;
  /** Of the disk to be attached; undefined: there is nothing to attach. */
  uniqueName: string | undefined;
  /** The machine is where the volume can be reached. */
  reachable: boolean;
  forOnePod: boolean;
}

const none: readonly ClaimVolume[] = [];

/**
 * The volumes behind the pod's claims, or the FailedMount message when one of them cannot be had yet.
 * Source: desired_state_of_world_populator.go, getPVCExtractPV and getPVSpec.
 */
export function claimVolumesOf(object: Pod, nodeName: string, api: SeenApi): { volumes: readonly ClaimVolume[]; problem?: string } {
  let volumes: ClaimVolume[] | undefined;
  const failed: string[] = [];
  const errors: string[] = [];
  for (const volume of object.spec.volumes ?? []) {
    const { name, persistentVolumeClaim: source, ephemeral } = volume;
    if (!source && !ephemeral) continue;
    const claimName = source?.claimName ?? ephemeralClaimName(object, volume);
    const found = resolve(`${object.metadata.namespace ?? 'default'}/${claimName}`, nodeName, api);
    if (typeof found === 'string') {
      failed.push(name);
      errors.push(`error processing PVC ${object.metadata.namespace ?? 'default'}/${claimName}: ${found}`);
    } else (volumes ??= []).push(found);
  }
  if (failed.length === 0) return { volumes: volumes ?? none };
  const names = `[${failed.sort().join(' ')}]`;
  return {
    volumes: none,
    problem: `Unable to attach or mount volumes: unmounted volumes=${names}, unattached volumes=[], failed to process volumes=${names}: ${errors.join('; ')}`,
  };
}

function resolve(claimKey: string, nodeName: string, api: SeenApi): ClaimVolume | string {
  const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', claimKey);
  if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${claimKey.slice(claimKey.indexOf('/') + 1)}" not found`;
  if (claim.metadata.deletionTimestamp) return 'PVC is being deleted';
  const { volumeName } = claim.spec;
  if (claim.status?.phase !== 'Bound' || !volumeName) return 'PVC is not bound';
  const volume = api.get<PersistentVolume>('persistentvolumes', volumeName);
  if (!volume) return `failed to fetch PV ${volumeName} from API server: persistentvolumes "${volumeName}" not found`;
  const disk = attachableOf(api, volume);
  const modes = volume.spec.accessModes ?? [];
  return {
    name: volumeName, uniqueName: disk && uniqueVolumeName(disk), reachable: reaches(api, volume, nodeName),
    forOnePod: modes.length === 1 && modes[0] === 'ReadWriteOncePod',
  };
}

function reaches(api: SeenApi, volume: PersistentVolume, nodeName: string): boolean {
  const terms = volume.spec.nodeAffinity?.required?.nodeSelectorTerms;
  const labels = api.get<Node>('nodes', nodeName)?.metadata.labels ?? {};
  return !terms || terms.some((term) => termMatcher(term)(labels, nodeName));
}
