import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';

/**
 * A claim may ask for more only when it is bound and its class allows it. @returns the refusal, if any
 * Source: PersistentVolumeClaimResize, plugin/pkg/admission/storage/persistentvolume/resize.
 */
export function claimResizeViolation(old: KubernetesObject, next: KubernetesObject, context: AdmissionContext): Status | undefined {
  if (next.kind !== 'PersistentVolumeClaim' || next.apiVersion !== 'v1') return undefined;
  const before = old as PersistentVolumeClaim;
  const after = next as PersistentVolumeClaim;
  if (requested(after) <= requested(before)) return undefined;
  const refuse = (why: string): Status => forbiddenStatus('persistentvolumeclaims', next.metadata.name, why);
  if (before.status?.phase !== 'Bound') return refuse('Only bound persistent volume claims can be expanded');
  const className = after.spec.storageClassName ?? '';
  const storageClass = className === '' ? undefined : context.get('storageclasses', className) as StorageClass | undefined;
  if (className === before.spec.storageClassName && storageClass?.allowVolumeExpansion) return undefined;
  return refuse('only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize');
}

function requested({ spec }: PersistentVolumeClaim): number {
  return parseBytes(spec.resources?.requests?.['storage']);
}
