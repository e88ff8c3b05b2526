import { ipString, parseIp } from '../../../../shared/kubernetes/names-ip.ts';
import type { Endpoint, EndpointPort } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { EndpointAddress, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { AddressType } from '../endpointslice/endpoints.ts';

/** Flag --mirroring-max-endpoints-per-subset. */
export const maxEndpointsPerSubset = 1_000;

/** What one slice shall hold. */
export interface Mirror {
  addressType: AddressType;
  ports: EndpointPort[];
  endpoints: Endpoint[];
}

/**
 * The slices that subsets ask for: subsets with the same ports are one, families of addresses are kept apart, an address counts once.
 * @returns also how many addresses are none, and how many were skipped for that or because there are too many
 * Source: desiredCalc, reconciler.reconcile, pkg/controller/endpointslicemirroring.
 */
export function desiredMirrors(subsets: readonly EndpointSubset[]): { mirrors: Mirror[]; invalid: number; skipped: number } {
  const mirrors = new Map<string, Mirror>();
  let invalid = 0;
  let skipped = 0;
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    let added = 0;
    const all = [...addresses.map((address) => ({ address, ready: true })), ...notReadyAddresses.map((address) => ({ address, ready: false }))];
    for (const { address, ready } of all) {
      if (added >= maxEndpointsPerSubset) break;
      const ip = parseIp(address.ip);
      if (ip) {
        added += 1;
        addTo(mirrors, address.ip.includes(':') ? 'IPv6' : 'IPv4', ports.map(mirroredPort), endpointOf(address, ipString(ip), ready));
      } else invalid += 1;
    }
    skipped += all.length - added;
  }
  return { mirrors: [...mirrors.values()], invalid, skipped };
}

function addTo(mirrors: Map<string, Mirror>, addressType: AddressType, ports: EndpointPort[], endpoint: Endpoint): void {
  const key = `${addressType} ${JSON.stringify(ports)}`;
  let mirror = mirrors.get(key);
  if (!mirror) mirrors.set(key, (mirror = { addressType, ports, endpoints: [] }));
  const [address] = endpoint.addresses;
  if (!mirror.endpoints.some(({ addresses, targetRef }) => addresses[0] === address && targetRef?.uid === endpoint.targetRef?.uid)) {
    mirror.endpoints.push(endpoint);
  }
}

/** @param ip as it is usually written. Source: addressToEndpoint. */
function endpointOf({ hostname, nodeName, targetRef }: EndpointAddress, ip: string, ready: boolean): Endpoint {
  return {
    addresses: [ip], conditions: { ready },
    ...(hostname ? { hostname } : {}), ...(targetRef ? { targetRef } : {}), ...(nodeName ? { nodeName } : {}),
  };
}

/** Source: epPortsToEpsPorts. */
function mirroredPort({ name = '', protocol = 'TCP', ...port }: EndpointPort): EndpointPort {
  return { name, protocol, ...port };
}
