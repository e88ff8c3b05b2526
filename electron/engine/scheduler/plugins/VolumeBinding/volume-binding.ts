import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';
import { claimOfPod } from '../claim-events.ts';
import { findPodVolumes } from './find-pod-volumes.ts';
import { podClaims, type PodClaims } from './pod-claims.ts';

const name = 'VolumeBinding';
const unboundImmediate = unresolvable(name, 'pod has unbound immediate PersistentVolumeClaims');

const reasons = {
  missing: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
  node: 'node(s) had volume node affinity conflict',
  bind: "node(s) didn't find available persistent volumes to bind",
} as const;

/** One object for each set of reasons, so that counting refusals can compare them by identity. */
const refusals = new Map<string, ReturnType<typeof unresolvable>>();

interface ClaimsOfCycle {
  readonly cache: SchedulerCache;
  readonly claims: PodClaims;
}

/** Sends a pod where its volumes are, or can be. Source: plugins/volumebinding; binding itself is in bind-volumes.ts. */
export const volumeBinding: FilterPlugin<ClaimsOfCycle> = {
  name,
  scope: 'cluster',
  events: [
    { kinds: ['StorageClassAdd', 'StorageClassUpdate', 'PersistentVolumeAdd', 'PersistentVolumeUpdate', 'NodeAdd', 'NodeUpdateLabel'] },
    { kinds: ['PersistentVolumeClaimAdd', 'PersistentVolumeClaimUpdate'], hint: claimOfPod },
  ],

  preFilter(pod, cache) {
    if (pod.shape.claims.length === 0) return { kind: 'Skip' };
    const claims = podClaims(cache.api, pod);
    if (typeof claims === 'string') return { kind: 'Refused', refusal: unresolvable(name, claims) };
    if (claims.immediate.length > 0) return { kind: 'Refused', refusal: unboundImmediate };
    return { kind: 'Run', state: { cache, claims } };
  },

  filter({ cache, claims }, _pod, node) {
    const { conflicts } = findPodVolumes(cache.api, claims, node);
    const found = (['missing', 'node', 'bind'] as const).filter((kind) => conflicts[kind]);
    if (found.length === 0) return undefined;
    const key = found.join(' ');
    let refusal = refusals.get(key);
    if (!refusal) refusals.set(key, (refusal = unresolvable(name, ...found.map((kind) => reasons[kind]))));
    return refusal;
  },
};
