import type { PersistentVolumeClaim } from '../../../../../shared/kubernetes/types/storage.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unresolvable, unschedulable } from '../../framework/refusal.ts';
import { claimOfPod } from '../claim-events.ts';
import { disksConflict, exclusiveDisksOf, type ExclusiveDisk } from './disk-conflict.ts';

const name = 'VolumeRestrictions';
const diskConflict = unschedulable(name, 'node(s) had no available disk');
const claimConflict = unschedulable(name, 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode');

interface Restrictions {
  readonly disks: readonly ExclusiveDisk[];
  /** Claims of this pod that admit one pod only. */
  readonly exclusiveClaims: readonly string[];
  /** How many uses of them there are by other pods, anywhere. */
  uses: number;
}

/** Keeps pods from sharing disks and ReadWriteOncePod claims. Source: plugins/volumerestrictions. */
export const volumeRestrictions: FilterPlugin<Restrictions> = {
  name,
  scope: 'cluster',
  events: [
    {
      kinds: ['AssignedPodDelete'],
      hint: ({ shape }, { pod }) => {
        if (!pod || pod.shape.namespace !== shape.namespace) return 'Skip';
        const sharesClaim = pod.shape.claims.some((claim) => shape.claims.includes(claim));
        return sharesClaim || disksConflict(exclusiveDisksOf(shape.spec), exclusiveDisksOf(pod.shape.spec)) ? 'Queue' : 'Skip';
      },
    },
    { kinds: ['NodeAdd'] },
    { kinds: ['PersistentVolumeClaimAdd'], hint: claimOfPod },
  ],

  preFilter({ key: ownKey, shape }, cache) {
    if (!shape.hasDisks && shape.claims.length === 0) return { kind: 'Skip' };
    const disks = shape.hasDisks ? exclusiveDisksOf(shape.spec) : [];
    const exclusiveClaims: string[] = [];
    for (const key of shape.claims) {
      if (shape.ephemeralClaims.includes(key)) continue;
      const claim = cache.api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
      if (!claim) return { kind: 'Refused', refusal: unresolvable(name, `persistentvolumeclaim "${key.slice(key.indexOf('/') + 1)}" not found`) };
      if (claim.spec.accessModes?.includes('ReadWriteOncePod')) exclusiveClaims.push(key);
    }
    if (disks.length === 0 && exclusiveClaims.length === 0) return { kind: 'Skip' };
    return { kind: 'Run', state: { disks, exclusiveClaims, uses: exclusiveClaims.length === 0 ? 0 : usesOf(exclusiveClaims, ownKey, cache) } };
  },

  filter({ disks, uses }, _pod, node) {
    if (disks.length > 0) {
      for (const { spec, hasDisks } of node.shapes.keys()) {
        if (hasDisks && disksConflict(disks, exclusiveDisksOf(spec))) return diskConflict;
      }
    }
    return uses > 0 ? claimConflict : undefined;
  },

  adjust(state, _pod, other, _node, delta) {
    state.uses += delta * sharedClaims(state.exclusiveClaims, other);
  },
};

function usesOf(claims: readonly string[], ownKey: string, cache: SchedulerCache): number {
  let uses = 0;
  for (const slot of cache.nodeOrder()) {
    for (const pod of cache.at(slot).pods.values()) if (pod.key !== ownKey) uses += sharedClaims(claims, pod);
  }
  return uses;
}

function sharedClaims(claims: readonly string[], { shape }: PodInfo): number {
  return claims.filter((claim) => shape.claims.includes(claim)).length;
}
