import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolumeClaim } from '../../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { storageClassOf } from '../../../storage/claims.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unschedulable } from '../../framework/refusal.ts';
import { claimOfPod } from '../claim-events.ts';
import { volumeOf } from '../VolumeBinding/pod-claims.ts';

const name = 'NodeVolumeLimits';
const refusal = unschedulable(name, 'node(s) exceed max volume count');

/** Says how many volumes of each driver a machine takes. Kept as an inert object. */
interface CSINode extends KubernetesObject {
  spec?: { drivers?: { name: string; allocatable?: { count?: number } }[] };
}
const csiNodes = 'csinodes';

interface State {
  readonly cache: SchedulerCache;
  readonly limits: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Driver by volume, for the volumes of the pod. */
  readonly wanted: ReadonlyMap<string, string>;
}

/** Keeps a machine from getting more volumes of a driver than its CSINode allows. Source: plugins/nodevolumelimits. */
export const nodeVolumeLimits: FilterPlugin<State> = {
  name,
  scope: 'cluster',
  events: [
    { kinds: ['NodeAdd'] },
    { kinds: ['AssignedPodDelete'], hint: (_waiting, { pod }) => (pod && pod.shape.claims.length > 0 ? 'Queue' : 'Skip') },
    { kinds: ['PersistentVolumeClaimAdd'], hint: claimOfPod },
  ],

  preFilter({ shape }, cache) {
    if (shape.claims.length === 0 || cache.api.count(csiNodes) === 0) return { kind: 'Skip' };
    const wanted = volumesOf(shape.claims, cache.api);
    return wanted.size === 0 ? { kind: 'Skip' } : { kind: 'Run', state: { cache, limits: limitsByNode(cache.api), wanted } };
  },

  filter({ cache: { api }, limits, wanted }, _pod, node) {
    const limitOf = limits.get(node.name);
    if (!limitOf) return undefined;
    const attached = new Map<string, string>();
    for (const { claims } of node.shapes.keys()) for (const [volume, driver] of volumesOf(claims, api)) attached.set(volume, driver);
    const total = new Map([...attached, ...wanted]);
    for (const [driver, limit] of limitOf) {
      const isOfDriver = (one: string): boolean => one === driver;
      const isNew = [...wanted].some(([volume, one]) => one === driver && !attached.has(volume));
      if (isNew && [...total.values()].filter(isOfDriver).length > limit) return refusal;
    }
    return undefined;
  },
};

function limitsByNode(api: ApiReader): Map<string, Map<string, number>> {
  const limits = new Map<string, Map<string, number>>();
  for (const { metadata, spec } of api.list<CSINode>(csiNodes)) {
    const counts = (spec?.drivers ?? []).flatMap(({ name: driver, allocatable }) =>
      (allocatable?.count === undefined ? [] : [[driver, allocatable.count] as const]));
    if (counts.length > 0) limits.set(metadata.name, new Map(counts));
  }
  return limits;
}

/** Volume → driver; a claim without a volume counts as one of its class's provisioner. */
function volumesOf(claimKeys: readonly string[], api: ApiReader): Map<string, string> {
  const volumes = new Map<string, string>();
  for (const key of claimKeys) {
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key);
    if (!claim) continue;
    const csi = claim.spec.volumeName ? volumeOf(api, claim)?.spec.csi : undefined;
    const provisioner = claim.spec.volumeName ? undefined : storageClassOf(api, claim)?.provisioner;
    if (csi) volumes.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
    else if (provisioner) volumes.set(`claim/${key}`, provisioner);
  }
  return volumes;
}
