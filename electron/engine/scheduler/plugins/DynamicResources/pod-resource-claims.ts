import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { NodeSelectorTerm, Pod, PodResourceClaim } from '../../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';

interface DeviceRequest {
  name: string;
  exactly?: { deviceClassName?: string };
  firstAvailable?: { name: string; deviceClassName?: string }[];
}

/** What scheduling reads of a ResourceClaim. */
export interface ResourceClaim extends KubernetesObject {
  spec?: { devices?: { requests?: DeviceRequest[] } };
  status?: {
    allocation?: { nodeSelector?: { nodeSelectorTerms?: NodeSelectorTerm[] } };
    reservedFor?: { resource?: string; name?: string; uid?: string }[];
  };
}

/** The pod's claims, or why one of them cannot be used. Source: foreachPodResourceClaim. */
export function resourceClaimsOf(pod: Pod, api: ApiReader): ResourceClaim[] | string {
  const claims: ResourceClaim[] = [];
  const { namespace = '', name: podName } = pod.metadata;
  for (const source of pod.spec.resourceClaims ?? []) {
    const made = source.resourceClaimName === undefined;
    const name = made ? nameOfMade(pod, source) : source.resourceClaimName;
    if (name === null) return `pod "${namespace}/${podName}": ResourceClaim not created yet`;
    if (name === undefined) continue;
    const claim = api.get<ResourceClaim>('resourceclaims', `${namespace}/${name}`);
    if (!claim) return `could not find ResourceClaim "${namespace}/${name}"`;
    if (claim.metadata.deletionTimestamp) return `resourceclaim "${name}" is being deleted`;
    if (made && !claim.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === pod.metadata.uid)) {
      return `ResourceClaim ${namespace}/${name} was not created for pod ${namespace}/${podName} (pod is not owner)`;
    }
    claims.push(claim);
  }
  return claims;
}

/** The claim that was made from the template; null: not yet, undefined: none is needed. Source: resourceclaim.Name. */
function nameOfMade(pod: Pod, { name }: PodResourceClaim): string | null | undefined {
  const status = pod.status?.resourceClaimStatuses?.find((made) => made.name === name);
  return status ? status.resourceClaimName : null;
}

/** Device classes that a claim asks for, by the names of its requests. */
export function classesOf(claim: ResourceClaim): { request: string; deviceClass: string }[] {
  return (claim.spec?.devices?.requests ?? []).flatMap(({ name, exactly, firstAvailable = [] }) => [
    ...(exactly ? [{ request: name, deviceClass: exactly.deviceClassName ?? '' }] : []),
    ...firstAvailable.map((one) => ({ request: `${name}/${one.name}`, deviceClass: one.deviceClassName ?? '' })),
  ]);
}
