import { jsonEqual } from '../../../../shared/json.ts';
import type { OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { EventWrite, Write } from '../controller.ts';
import { newControllerRef } from '../owner-references.ts';

/** The PersistentVolumeClaims of a StatefulSet's pods. Source: stateful_pod_control.go, stateful_set_utils.go. */

export function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/**
 * The claims that a pod lacks, to create before it. A claim of the set's is born with the owner that the retention policy asks for; the
 * real controller sets it in a second write.
 * @returns undefined when a claim is on its way out: the pod has to wait
 * Source: createPersistentVolumeClaims.
 */
export function missingClaimWrites(
  set: StatefulSet, podNameToServe: string, ordinal: number, api: ApiReader, podFailed: (reason: string) => EventWrite,
): { writes: Write[]; deleting: string | undefined } {
  const writes: Write[] = [];
  let deleting: string | undefined;
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const claim = newClaim(set, template, ordinal);
    const existing = claimOf(set, template, ordinal, api);
    if (existing?.metadata.deletionTimestamp) deleting ??= existing.metadata.name;
    if (existing) continue;
    const about = `Create Claim ${claim.metadata.name}`;
    const event = (type: 'Normal' | 'Warning', reason: string, message: string): EventWrite => (
      { verb: 'event', about: set, record: { type, reason, message } }
    );
    writes.push(
      {
        verb: 'create', object: claim, onFailure: ({ message }) => [
          event('Warning', 'FailedCreate', `${about} for Pod ${podNameToServe} in StatefulSet ${set.metadata.name} failed error: ${message}`),
          podFailed(`failed to create PVC ${claim.metadata.name}: ${message}`),
        ],
      },
      event('Normal', 'SuccessfulCreate', `${about} Pod ${podNameToServe} in StatefulSet ${set.metadata.name} success`),
    );
  }
  return { writes, deleting };
}

function claimOf(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number, api: ApiReader): PersistentVolumeClaim | undefined {
  const key = `${set.metadata.namespace ?? ''}/${claimName(set, template, ordinal)}`;
  return api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
}

function newClaim(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): PersistentVolumeClaim {
  const owners = ownersWanted(set, undefined);
  const { labels, annotations, finalizers } = template.metadata;
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(set, template, ordinal),
      ...(set.metadata.namespace ? { namespace: set.metadata.namespace } : {}),
      labels: { ...labels, ...set.spec.selector.matchLabels },
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ...(owners.length > 0 ? { ownerReferences: owners } : {}),
    },
    ...(template.spec ? { spec: template.spec } : {}),
  };
}

/**
 * Whether a claim still belongs to a former pod of the same name: it goes with that pod. Claims that are kept when the set shrinks never
 * are. Source: PodClaimIsStale, hasStaleOwnerRef.
 */
export function hasStaleClaim(set: StatefulSet, podNameToServe: string, ordinal: number, api: ApiReader): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return (set.spec.volumeClaimTemplates ?? []).some((template) => claimOf(set, template, ordinal, api)?.metadata.ownerReferences?.some(
    (owner) => owner.kind === 'Pod' && owner.name === podNameToServe,
  ));
}

/**
 * Gives the claims of a pod the owners that the retention policy asks for.
 * @param condemned the pod is beyond the number of replicas
 * Source: isClaimOwnerUpToDate, updateClaimOwnerRefForSetAndPod.
 */
export function retentionWrites(set: StatefulSet, pod: Pod, ordinal: number, condemned: boolean, api: ApiReader): Write[] {
  const writes: Write[] = [];
  for (const template of set.spec.volumeClaimTemplates ?? []) {
    const claim = claimOf(set, template, ordinal, api);
    if (!claim) continue;
    const current = claim.metadata.ownerReferences ?? [];
    const others = current.filter((owner) => owner.uid !== set.metadata.uid && owner.uid !== pod.metadata.uid);
    // Somebody else's claim is left alone.
    if (others.some((owner) => owner.controller)) continue;
    const owners = [...others, ...ownersWanted(set, condemned ? pod : undefined)];
    if (jsonEqual(owners, current)) continue;
    const { ownerReferences: _before, ...metadata } = claim.metadata;
    writes.push({ verb: 'update', object: { ...claim, metadata: owners.length > 0 ? { ...metadata, ownerReferences: owners } : metadata } });
  }
  return writes;
}

function ownersWanted(set: StatefulSet, condemned: Pod | undefined): OwnerReference[] {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenScaled === 'Delete' && condemned) return [newControllerRef({ ...condemned, apiVersion: 'v1', kind: 'Pod' })];
  return whenDeleted === 'Delete' ? [newControllerRef(set)] : [];
}
