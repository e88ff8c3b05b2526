import type { Status } from '../../../../../shared/kubernetes/status.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../../../shared/kubernetes/types/storage.ts';
import type { ApiClient, ApiReader } from '../../../apistore/api-client.ts';
import { annotated, reservedFor } from '../../../controllers/persistent-volume-binder/bind.ts';
import { annotationOf, annotations, isFullyBound, isMeantFor } from '../../../storage/claims.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { findPodVolumes, type PlaceForVolumes, type PodVolumes } from './find-pod-volumes.ts';
import { podClaims } from './pod-claims.ts';

/** Argument BindTimeoutSeconds: how long a pod that has its node waits for its volumes. */
export const bindTimeoutMs = 600_000;

/** What has to be done about the pod's volumes before it can be bound to the node; undefined: nothing. Source: AssumePodVolumes. */
export function volumesToBind(api: ApiReader, pod: PodInfo, node: PlaceForVolumes): PodVolumes | undefined {
  if (pod.shape.claims.length === 0) return undefined;
  const claims = podClaims(api, pod);
  if (typeof claims === 'string' || claims.delayed.length === 0) return undefined;
  return findPodVolumes(api, claims, node);
}

/**
 * Reserves volumes for their claims and tells provisioners the node. The binder and they do the rest. Source: bindAPIUpdate.
 * @returns the first refusal
 */
export function reserveVolumes(api: ApiClient, { bindings, provisions }: PodVolumes, node: string): Status | undefined {
  for (const { claim, volume } of bindings) {
    const reserved = api.update(reservedFor(volume, claim));
    if (!reserved.ok) return reserved.error;
  }
  for (const claim of provisions) {
    const told = api.update(annotated(claim, { [annotations.selectedNode]: node }));
    if (!told.ok) return told.error;
  }
  return undefined;
}

/** How far the binding of a pod's claims is; a text says why it failed. Source: checkBindings. */
export function bindingProgress(api: ApiReader, claimKeys: readonly string[], node: string): 'Bound' | 'Waiting' | { failed: string } {
  let waiting = false;
  for (const key of claimKeys) {
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
    const name = key.slice(key.indexOf('/') + 1);
    if (!claim) return { failed: `failed to get PVC: persistentvolumeclaim "${name}" not found` };
    if (isFullyBound(claim)) continue;
    const selected = annotationOf(claim, annotations.selectedNode);
    const reserved = [...api.list<PersistentVolume>('persistentvolumes')].some((volume) => isMeantFor(volume, claim));
    if (!reserved && selected === undefined) return { failed: `provisioning failed for PVC "${name}"` };
    if (selected !== undefined && selected !== node) {
      return { failed: `selectedNode annotation value "${selected}" not set to scheduled node "${node}"` };
    }
    waiting = true;
  }
  return waiting ? 'Waiting' : 'Bound';
}
