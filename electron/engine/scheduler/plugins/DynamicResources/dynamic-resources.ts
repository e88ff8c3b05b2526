import { jsonEqual } from '../../../../../shared/json.ts';
import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../../framework/cluster-event.ts';
import type { FilterPlugin, PreEnqueuePlugin } from '../../framework/plugin.ts';
import { unresolvable, type Refusal } from '../../framework/refusal.ts';
import { termMatcher, type NodeMatcher } from '../NodeAffinity/node-selector.ts';
import { classesOf, resourceClaimsOf, type ResourceClaim } from './pod-resource-claims.ts';

const name = 'DynamicResources';
const elsewhere = unresolvable(name, 'resourceclaim not available on the node');
const notAllocated = unresolvable(name, 'cannot allocate all claims');
const inUse = unresolvable(name, 'resourceclaim in use');

/** Pods that may share one claim. Source: ResourceClaimReservedForMaxSize. */
const maxUsers = 256;

interface State {
  /** Some claim has no devices yet. */
  readonly unallocated: boolean;
  /** Where the devices of allocated claims can be used. */
  readonly reachable: readonly NodeMatcher[];
}

/**
 * Holds pods back until their ResourceClaims are there, and sends them where their devices are. Source: plugins/dynamicresources.
 * Differs: there are no devices to give out, so claims that nobody allocated stay as they are.
 */
export const dynamicResources: FilterPlugin<State> & PreEnqueuePlugin = {
  name,
  scope: 'cluster',
  events: [
    { kinds: ['NodeAdd', 'NodeUpdateLabel', 'NodeUpdateAllocatable', 'DeviceClassAdd', 'DeviceClassUpdate', 'ResourceSliceAdd', 'ResourceSliceUpdate'] },
    { kinds: ['ResourceClaimAdd', 'ResourceClaimUpdate', 'ResourceClaimDelete'], hint: afterClaimChange },
    {
      kinds: ['PodGeneratedResourceClaims'],
      hint: ({ pod }, _event, { api }) => (typeof resourceClaimsOf(pod, api) === 'string' ? 'Skip' : 'Queue'),
    },
  ],

  preEnqueue({ pod }, { api }) {
    if (!pod.spec.resourceClaims?.length) return undefined;
    const claims = resourceClaimsOf(pod, api);
    return typeof claims === 'string' ? claims : undefined;
  },

  preFilter({ pod }, { api }) {
    if (!pod.spec.resourceClaims?.length) return { kind: 'Skip' };
    const claims = resourceClaimsOf(pod, api);
    if (typeof claims === 'string') return { kind: 'Refused', refusal: unresolvable(name, claims) };
    if (claims.length === 0) return { kind: 'Skip' };
    const reachable: NodeMatcher[] = [];
    for (const claim of claims) {
      const refusal = unusable(claim, pod.metadata.uid, (deviceClass) => api.get('deviceclasses', deviceClass) !== undefined);
      if (refusal) return { kind: 'Refused', refusal };
      const terms = claim.status?.allocation?.nodeSelector?.nodeSelectorTerms?.map(termMatcher);
      if (terms) reachable.push((labels, nodeName) => terms.some((matches) => matches(labels, nodeName)));
    }
    return { kind: 'Run', state: { unallocated: claims.some(({ status }) => !status?.allocation), reachable } };
  },

  filter({ unallocated, reachable }, _pod, { labels, name: nodeName }) {
    if (unallocated) return notAllocated;
    return reachable.every((matches) => matches(labels, nodeName)) ? undefined : elsewhere;
  },
};

/** Source: PreFilter, validateDeviceClass. */
function unusable({ spec, status, ...claim }: ResourceClaim, podUid: string | undefined, exists: (deviceClass: string) => boolean): Refusal | undefined {
  if (status?.allocation) {
    const users = status.reservedFor ?? [];
    return users.length >= maxUsers && !users.some(({ uid }) => uid === podUid) ? inUse : undefined;
  }
  const missing = classesOf({ ...claim, ...(spec ? { spec } : {}) }).find(({ deviceClass }) => !exists(deviceClass));
  return missing && unresolvable(name, `request ${missing.request}: device class ${missing.deviceClass} does not exist`);
}

/** Devices that come free may serve anybody; other changes concern those who use the claim. Source: isSchedulableAfterClaimChange. */
function afterClaimChange({ pod }: PodInfo, { kind, object, previousObject }: ClusterEvent, { api }: SchedulerCache): QueueingHint {
  const [before, after] = [previousObject as ResourceClaim | undefined, object as ResourceClaim];
  if (kind === 'ResourceClaimDelete') return after.status?.allocation ? 'Queue' : 'Skip';
  const claims = resourceClaimsOf(pod, api);
  if (typeof claims === 'string') return 'Skip';
  if (before?.status?.allocation && !after.status?.allocation) return 'Queue';
  if (!claims.some((claim) => objectKey(claim) === objectKey(after))) return 'Skip';
  return before && jsonEqual(before.status, after.status) ? 'Skip' : 'Queue';
}
