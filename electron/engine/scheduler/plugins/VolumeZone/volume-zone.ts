import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { StorageClass } from '../../../../../shared/kubernetes/types/storage.ts';
import type { Labels } from '../../../../../shared/kubernetes/label-selector.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';
import { claimOfPod } from '../claim-events.ts';
import { podClaims, volumeOf } from '../VolumeBinding/pod-claims.ts';

const name = 'VolumeZone';
const refusal = unresolvable(name, 'node(s) had no available volume zone');

const betaToStable: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
};
const topologyLabels = [...Object.keys(betaToStable), ...Object.values(betaToStable)];

interface VolumeTopology {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

/**
 * Keeps a pod in the zone and region that its volumes' labels name; those of its generic ephemeral volumes are not looked at. Source: plugins/volumezone.
 */
export const volumeZone: FilterPlugin<readonly VolumeTopology[]> = {
  name,
  scope: 'cluster',
  events: [
    { kinds: ['PersistentVolumeAdd', 'NodeAdd', 'NodeUpdateLabel'] },
    { kinds: ['StorageClassAdd'], hint: (_waiting, { object }) => ((object as StorageClass).volumeBindingMode === 'WaitForFirstConsumer' ? 'Queue' : 'Skip') },
    {
      kinds: ['PersistentVolumeUpdate'],
      hint: (_waiting, { object, previousObject }) =>
        (topologyLabels.some((key) => object?.metadata.labels?.[key] !== previousObject?.metadata.labels?.[key]) ? 'Queue' : 'Skip'),
    },
    { kinds: ['PersistentVolumeClaimAdd', 'PersistentVolumeClaimUpdate'], hint: claimOfPod },
  ],

  preFilter(pod, { api }) {
    if (pod.shape.claims.length === 0) return { kind: 'Skip' };
    // Claims that cannot be used at all are VolumeBinding's to refuse, which is asked first.
    const claims = podClaims(api, pod);
    const wanted: VolumeTopology[] = [];
    for (const claim of typeof claims === 'string' ? [] : claims.bound) {
      if (pod.shape.ephemeralClaims.includes(objectKey(claim))) continue;
      const volume = volumeOf(api, claim);
      if (!volume) return { kind: 'Refused', refusal: unresolvable(name, `persistentvolume "${claim.spec.volumeName ?? ''}" not found`) };
      wanted.push(...topologiesOf(volume.metadata.labels ?? {}));
    }
    return wanted.length === 0 ? { kind: 'Skip' } : { kind: 'Run', state: wanted };
  },

  filter(wanted, _pod, { labels }) {
    // A cluster without zones has no wrong ones.
    if (!topologyLabels.some((key) => labels[key] !== undefined)) return undefined;
    return wanted.every(({ key, values }) => values.has(valueOf(labels, key) ?? '')) ? undefined : refusal;
  },
};

/** A value may list several zones, with `__` between them; a label with an empty one says nothing. Source: getPVTopologies, LabelZonesToSet. */
function topologiesOf(labels: Labels): VolumeTopology[] {
  return topologyLabels.flatMap((key) => {
    const values = labels[key]?.split('__') ?? [''];
    return values.includes('') ? [] : [{ key, values: new Set(values) }];
  });
}

function valueOf(labels: Labels, key: string): string | undefined {
  return labels[key] ?? labels[betaToStable[key] ?? ''];
}
