import type { Labels } from '../../../../../shared/kubernetes/label-selector.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { isAllowed } from '../../../controllers/persistent-volume-binder/topology.ts';
import { annotationOf, annotations, noProvisioner, storageClassOf } from '../../../storage/claims.ts';
import { findVolume, requestedBytes } from '../../../storage/find-volume.ts';
import { termMatcher, type NodeMatcher } from '../NodeAffinity/node-selector.ts';
import { volumeOf, type PodClaims } from './pod-claims.ts';

export interface PlaceForVolumes {
  readonly name: string;
  readonly labels: Labels;
}

/** What would be done about the volumes of a pod on one node. */
export interface PodVolumes {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provisions: readonly PersistentVolumeClaim[];
  readonly conflicts: { readonly missing: boolean; readonly node: boolean; readonly bind: boolean };
}

/** Source: FindPodVolumes of plugins/volumebinding. Storage is never short: CSIStorageCapacity is not simulated. */
export function findPodVolumes(api: ApiReader, { bound, delayed }: PodClaims, node: PlaceForVolumes): PodVolumes {
  let missing = false;
  let elsewhere = false;
  for (const claim of bound) {
    const volume = volumeOf(api, claim);
    if (!volume) missing = true;
    else if (!reaches(volume, node)) elsewhere = true;
  }
  const provisions: PersistentVolumeClaim[] = [];
  const toMatch: PersistentVolumeClaim[] = [];
  let bind = false;
  for (const claim of delayed) {
    const selected = annotationOf(claim, annotations.selectedNode);
    if (selected === undefined) toMatch.push(claim);
    else if (selected === node.name) provisions.push(claim);
    else bind = true;
  }
  const bindings: PodVolumes['bindings'][number][] = [];
  const taken = new Set<string>();
  for (const claim of toMatch.toSorted((a, b) => requestedBytes(a) - requestedBytes(b))) {
    const volumes = api.list<PersistentVolume>('persistentvolumes');
    const volume = findVolume(claim, volumes, { excluded: taken, reachable: (one) => reaches(one, node), delayed: true });
    if (volume) {
      taken.add(volume.metadata.name);
      bindings.push({ claim, volume });
    } else if (canProvision(storageClassOf(api, claim), node)) {
      provisions.push(claim);
    } else {
      bind = true;
    }
  }
  return { bindings, provisions, conflicts: { missing, node: elsewhere, bind } };
}

/** Source: checkVolumeProvisions. */
function canProvision(storageClass: StorageClass | undefined, { labels }: PlaceForVolumes): boolean {
  if (!storageClass?.provisioner || storageClass.provisioner === noProvisioner) return false;
  return isAllowed(storageClass, labels);
}

/** Stored volumes are immutable: their affinity is compiled once. */
const matchers = new WeakMap<PersistentVolume, NodeMatcher>();

/** Whether a node can use the volume. Source: CheckNodeAffinity. */
export function reaches(volume: PersistentVolume, { name, labels }: PlaceForVolumes): boolean {
  const required = volume.spec.nodeAffinity?.required;
  if (!required) return true;
  let matches = matchers.get(volume);
  if (!matches) {
    const terms = required.nodeSelectorTerms.map(termMatcher);
    matchers.set(volume, (matches = (nodeLabels, nodeName) => terms.some((term) => term(nodeLabels, nodeName))));
  }
  return matches(labels, name);
}
