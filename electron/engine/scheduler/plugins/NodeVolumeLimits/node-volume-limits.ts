import type { VolumeAttachment } from '../../../../../shared/kubernetes/types/storage.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { ClusterEvent, QueueingHint } from '../../framework/cluster-event.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unschedulable } from '../../framework/refusal.ts';
import { claimOfPod } from '../claim-events.ts';
import { addAttached, addDisks, limitsGrew, limitsOf, migratedVolumesOf, type CSINode, type Disks } from './node-disks.ts';

const name = 'NodeVolumeLimits';
const refusal = unschedulable(name, 'node(s) exceed max volume count');
const csiNodes = 'csinodes';

interface State {
  readonly cache: SchedulerCache;
  readonly wanted: Disks;
}

/**
 * Keeps a machine from getting more volumes of a driver than its CSINode allows. Source: plugins/nodevolumelimits. Differs: a node may be without a CSINode,
 * and so its coming counts as one; drivers count as there on every machine.
 */
export const nodeVolumeLimits: FilterPlugin<State> = {
  name,
  scope: 'cluster',
  events: [
    { kinds: ['NodeAdd', 'CSINodeAdd'] },
    { kinds: ['CSINodeUpdate'], hint: (_waiting, { object, previousObject }) => (limitsGrew(previousObject, object) ? 'Queue' : 'Skip') },
    {
      kinds: ['AssignedPodDelete'],
      hint: (_waiting, { pod }) => (pod && (pod.shape.claims.length > 0 || migratedVolumesOf(pod.shape.spec).length > 0) ? 'Queue' : 'Skip'),
    },
    { kinds: ['PersistentVolumeClaimAdd'], hint: claimOfPod },
    { kinds: ['VolumeAttachmentDelete'], hint: afterDetaching },
  ],

  preFilter({ shape }, cache) {
    if (cache.api.count(csiNodes) === 0) return { kind: 'Skip' };
    const wanted: Disks = new Map();
    addDisks(wanted, shape, cache.api);
    return wanted.size === 0 ? { kind: 'Skip' } : { kind: 'Run', state: { cache, wanted } };
  },

  filter({ cache: { api }, wanted }, _pod, node) {
    const limits = limitsOf(api.get<CSINode>(csiNodes, node.name));
    if (limits.size === 0) return undefined;
    const present: Disks = new Map();
    for (const shape of node.shapes.keys()) addDisks(present, shape, api);
    addAttached(present, node.name, api);
    const added = new Map([...wanted].filter(([disk]) => !present.has(disk)));
    for (const driver of new Set(added.values())) {
      const limit = limits.get(driver);
      if (limit !== undefined && countOf(present, driver) + countOf(added, driver) > limit) return refusal;
    }
    return undefined;
  },
};

function countOf(disks: Disks, driver: string): number {
  let count = 0;
  for (const one of disks.values()) if (one === driver) count += 1;
  return count;
}

/** A disk that a machine let go of makes room for pods with claims, and for those of the driver. Source: isSchedulableAfterVolumeAttachmentDeleted. */
function afterDetaching({ shape }: PodInfo, { object }: ClusterEvent): QueueingHint {
  const { attacher } = (object as VolumeAttachment).spec;
  const concerned = shape.claims.length > shape.ephemeralClaims.length || migratedVolumesOf(shape.spec).some(({ driver }) => driver === attacher);
  return concerned ? 'Queue' : 'Skip';
}
