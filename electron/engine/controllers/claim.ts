import type { Matcher } from '../../../shared/kubernetes/label-selector.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Write } from './controller.ts';
import { withFinalizer, withoutFinalizer } from './finalizers.ts';
import { newControllerRef } from './owner-references.ts';

export interface Claim<T> {
  /** What the owner now controls; adopted ones carry the new reference. */
  claimed: T[];
  writes: Write[];
}

/**
 * Keeps what matches, releases what no longer does, adopts matching orphans. An owner that is being deleted neither adopts nor releases.
 * @param owned objects whose controller is `owner`
 * @param orphans objects without a controller in the owner's namespace
 * @param finalizer what the owner keeps on its objects: an adopted one gets it, a released one loses it
 * Source: BaseControllerRefManager.ClaimObject, pkg/controller/controller_ref_manager.go.
 */
export function claimObjects<T extends KubernetesObject>(
  owner: KubernetesObject, matches: Matcher, owned: Iterable<T>, orphans: Iterable<T>, finalizer?: string,
): Claim<T> {
  const claimed: T[] = [];
  const writes: Write[] = [];
  const deleting = owner.metadata.deletionTimestamp !== undefined;
  for (const object of owned) {
    if (matches(object.metadata.labels)) claimed.push(object);
    else if (!deleting) writes.push({ verb: 'update', object: released(object, owner, finalizer) });
  }
  if (deleting) return { claimed, writes };
  for (const object of orphans) {
    if (object.metadata.deletionTimestamp !== undefined || !matches(object.metadata.labels)) continue;
    const adopted = adoptedBy(object, owner, finalizer);
    writes.push({ verb: 'update', object: adopted });
    claimed.push(adopted);
  }
  return { claimed, writes };
}

function adoptedBy<T extends KubernetesObject>(object: T, owner: KubernetesObject, finalizer: string | undefined): T {
  const adopted = { ...object, metadata: { ...object.metadata, ownerReferences: [...object.metadata.ownerReferences ?? [], newControllerRef(owner)] } };
  return finalizer === undefined ? adopted : withFinalizer(adopted, finalizer);
}

function released<T extends KubernetesObject>(object: T, owner: KubernetesObject, finalizer: string | undefined): T {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const owners = ownerReferences.filter((reference) => reference.uid !== owner.metadata.uid);
  const free = { ...object, metadata: { ...metadata, ...(owners.length > 0 ? { ownerReferences: owners } : {}) } };
  return finalizer === undefined ? free : withoutFinalizer(free, finalizer);
}
