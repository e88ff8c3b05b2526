import { jsonEqual } from '../../../../shared/json.ts';
import { namedPort } from '../../../../shared/kubernetes/pod-ports.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointPort } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isPodReady, isPodTerminal } from '../pod-state.ts';

/** What a pod adds to the slices of a Service. Source: staging/src/k8s.io/endpointslice/util.go, utils.go. */

export type AddressType = 'IPv4' | 'IPv6';

export const zoneLabel = 'topology.kubernetes.io/zone';

/** The pod's addresses of a family; none when it belongs in no slice. Source: ShouldPodBeInEndpoints, getEndpointAddresses. */
export function addressesOf(pod: Pod, type: AddressType): string[] {
  if (isPodTerminal(pod)) return [];
  const all = pod.status?.podIPs?.map(({ ip }) => ip) ?? (pod.status?.podIP ? [pod.status.podIP] : []);
  return all.filter((ip) => ip.includes(':') === (type === 'IPv6'));
}

/** Source: podToEndpoint. */
export function endpointOf(pod: Pod, node: Node | undefined, service: Service, addresses: string[]): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { name, namespace, uid } = pod.metadata;
  const zone = node?.metadata.labels?.[zoneLabel];
  const { hostname, subdomain, nodeName } = pod.spec;
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === service.metadata.name && namespace === service.metadata.namespace ? { hostname } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, ...(uid ? { uid } : {}) },
    ...(nodeName ? { nodeName } : {}),
    ...(zone ? { zone } : {}),
    ...(ready ? hintsFor(service, zone, nodeName) : {}),
  };
}

const closeDistributions: ReadonlySet<unknown> = new Set(['PreferClose', 'PreferSameZone', 'PreferSameNode']);

/** Who should use a ready endpoint first, as `trafficDistribution` asks. Source: staging/src/k8s.io/endpointslice/trafficdist. */
function hintsFor({ spec }: Service, zone: string | undefined, nodeName: string | undefined): Pick<Endpoint, 'hints'> {
  if (!closeDistributions.has(spec['trafficDistribution'])) return {};
  const forNodes = nodeName && spec['trafficDistribution'] === 'PreferSameNode' ? { forNodes: [{ name: nodeName }] } : {};
  const hints = { ...(zone ? { forZones: [{ name: zone }] } : {}), ...forNodes };
  return Object.keys(hints).length > 0 ? { hints } : {};
}

/** The Service's ports at this pod, whose named ports may have other numbers elsewhere. Source: getEndpointPorts, FindPort. */
export function portsOf(service: Service, pod: Pod): EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const { name = '', protocol = 'TCP', port, targetPort = port, appProtocol } of service.spec.ports ?? []) {
    const number = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol);
    if (number !== undefined) ports.push({ name, protocol, port: number, ...(appProtocol ? { appProtocol } : {}) });
  }
  return ports;
}

/** Whether a change of a pod can change any slice. Source: podEndpointsChanged. */
export function podMatters(before: Pod | undefined, after: Pod): boolean {
  if (!before) return true;
  return isPodReady(before) !== isPodReady(after) || isPodTerminal(before) !== isPodTerminal(after)
    || before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp || before.spec.nodeName !== after.spec.nodeName
    || before.status?.podIP !== after.status?.podIP || !jsonEqual(before.status?.podIPs, after.status?.podIPs)
    || !jsonEqual(before.metadata.labels, after.metadata.labels);
}
