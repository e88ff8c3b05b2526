import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { NodeSelector } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

export const zoneLabel = 'topology.kubernetes.io/zone';
export const hostnameLabel = 'kubernetes.io/hostname';

/** Provisioners whose volumes are directories of one machine. */
const localProvisioners: ReadonlySet<string> = new Set([
  'rancher.io/local-path', 'openebs.io/local', 'topolvm.io', 'k8s.io/minikube-hostpath',
]);

/**
 * From where a new volume can be reached: the machine for local storage, else the zone of the chosen node. Without a chosen node it is one
 * of the zones that there are (and that the class allows), spread by the claim's name, as the external provisioner does it. Undefined:
 * everywhere.
 */
export function volumeTopology(
  api: ApiReader, storageClass: StorageClass, claim: PersistentVolumeClaim, node: Node | undefined,
): NodeSelector | undefined {
  const key = localProvisioners.has(storageClass.provisioner) ? hostnameLabel : zoneLabel;
  const value = node ? node.metadata.labels?.[key] : spread(claim.metadata.name, placesFor(api, storageClass, key));
  return value === undefined ? undefined : onlyFrom(key, value);
}

/** What is reached only from where a label has this value. */
export function onlyFrom(key: string, value: string): NodeSelector {
  return { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }] };
}

function placesFor(api: ApiReader, storageClass: StorageClass, key: string): string[] {
  const places = new Set<string>();
  for (const { metadata } of api.list<Node>('nodes')) {
    const value = metadata.labels?.[key];
    if (value !== undefined && isAllowed(storageClass, metadata.labels ?? {})) places.add(value);
  }
  return [...places].sort();
}

/** Whether the class makes volumes for a place with these labels. Source: MatchTopologySelectorTerms. */
export function isAllowed({ allowedTopologies }: StorageClass, labels: Readonly<Record<string, string>>): boolean {
  if (!allowedTopologies || allowedTopologies.length === 0) return true;
  return allowedTopologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => labels[key] !== undefined && values.includes(labels[key])));
}

/**
 * Claims of a StatefulSet (`data-web-0`, `data-web-1`) go round the places. Source: getPVCNameHashAndIndexOffset of the CSI provisioner.
 */
function spread(name: string, places: readonly string[]): string | undefined {
  if (places.length === 0) return undefined;
  const ordinal = /-(\d+)$/.exec(name);
  const base = ordinal ? name.slice(0, ordinal.index) : name;
  let hash = 2_166_136_261;
  for (const character of base) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return places[(hash + Number(ordinal?.[1] ?? 0)) % places.length];
}
