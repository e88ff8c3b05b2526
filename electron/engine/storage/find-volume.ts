import { selectorFromObject, type Matcher } from '../../../shared/kubernetes/label-selector.ts';
import { compileSelector } from '../../../shared/kubernetes/label-selector-matcher.ts';
import { parseBytes } from '../../../shared/kubernetes/quantity-number.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../shared/kubernetes/types/storage.ts';
import { classOf, isMeantFor } from './claims.ts';

export interface VolumeSearch {
  /** Names of volumes that are taken already. */
  readonly excluded?: ReadonlySet<string>;
  /** Whether the place where the pod would run can reach the volume; absent: there is no place yet. */
  readonly reachable?: (volume: PersistentVolume) => boolean;
  /** The claim waits for a consumer: without a place only a volume reserved for it will do. */
  readonly delayed: boolean;
}

/**
 * The volume for a claim: one reserved for it, else the smallest that is large enough. Source: FindMatchingVolume of
 * component-helpers/storage/volume.
 */
export function findVolume(
  claim: PersistentVolumeClaim, volumes: Iterable<PersistentVolume>, { excluded, reachable, delayed }: VolumeSearch,
): PersistentVolume | undefined {
  const requested = requestedBytes(claim);
  const wantedClass = classOf(claim);
  const matches = selectorOf(claim);
  let smallest: PersistentVolume | undefined;
  let smallestBytes = Infinity;
  for (const volume of volumes) {
    if (excluded?.has(volume.metadata.name) || volume.metadata.deletionTimestamp) continue;
    const bytes = parseBytes(volume.spec.capacity?.['storage']);
    if ((volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem') || bytes < requested) continue;
    if (isMeantFor(volume, claim)) {
      // A reserved volume in the wrong place is no reason to take another.
      if (reachable && !reachable(volume)) return undefined;
      return volume;
    }
    if (!reachable && delayed) continue;
    if (volume.status?.phase !== 'Available' || volume.spec.claimRef) continue;
    if (classOf(volume) !== wantedClass || !hasModes(volume, claim) || (matches && !matches(volume.metadata.labels))) continue;
    if (reachable && !reachable(volume)) continue;
    if (bytes < smallestBytes) [smallest, smallestBytes] = [volume, bytes];
  }
  return smallest;
}

export function requestedBytes(claim: PersistentVolumeClaim): number {
  return parseBytes(claim.spec.resources?.requests?.['storage']);
}

/** Source: CheckAccessModes. */
export function hasModes(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => volume.spec.accessModes?.includes(mode));
}

function selectorOf(claim: PersistentVolumeClaim): Matcher | undefined {
  if (!claim.spec.selector) return undefined;
  const selector = selectorFromObject(claim.spec.selector);
  return selector.ok ? compileSelector(selector.value) : () => false;
}
