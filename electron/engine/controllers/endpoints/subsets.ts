import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointPort } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { EndpointAddress, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { addressesOf, portsOf, type AddressType } from '../endpointslice/endpoints.ts';
import { isPodReady } from '../pod-state.ts';

interface Serving {
  address: EndpointAddress;
  ready: boolean;
}

/**
 * The pods of a Service as Endpoints have them: ports that all the same pods serve on share a subset; addresses are in the order of their
 * text, ready ones apart from those that are not.
 * Source: syncService, addEndpointSubset; RepackSubsets, pkg/api/v1/endpoints/util.go. Differs: ports and subsets stand in the order of the
 * Service's ports, there in that of a hash.
 */
export function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const all = pods.flatMap((pod) => servingOf(service, pod)).sort((a, b) => compare(a.serving.address, b.serving.address));
  if ((service.spec.ports ?? []).length === 0) {
    return service.spec.clusterIP === 'None' && all.length > 0 ? [subset(all.map(({ serving }) => serving), [])] : [];
  }
  const byPort = new Map<string, { port: EndpointPort; members: Serving[] }>();
  for (const { pod, serving } of all) {
    for (const port of portsOf(service, pod)) {
      const key = JSON.stringify(port);
      const known = byPort.get(key);
      if (known) known.members.push(serving);
      else byPort.set(key, { port, members: [serving] });
    }
  }
  const bySet = new Map<string, { ports: EndpointPort[]; members: Serving[] }>();
  for (const { port, members } of byPort.values()) {
    const key = members.map(({ address }) => `${address.ip}/${address.targetRef?.uid ?? ''}`).join();
    const known = bySet.get(key);
    if (known) known.ports.push(port);
    else bySet.set(key, { ports: [port], members });
  }
  return [...bySet.values()].map(({ ports, members }) => subset(members, ports));
}

/** Source: podToEndpointAddressForService, ShouldPodBeInEndpoints. */
function servingOf(service: Service, pod: Pod): { pod: Pod; serving: Serving }[] {
  const evenUnready = service.spec.publishNotReadyAddresses === true;
  if (pod.metadata.deletionTimestamp !== undefined && !evenUnready) return [];
  const [family = 'IPv4'] = (service.spec['ipFamilies'] as AddressType[] | undefined) ?? [];
  const [ip] = addressesOf(pod, family);
  if (ip === undefined) return [];
  const { name, namespace, uid } = pod.metadata;
  const { hostname, subdomain, nodeName } = pod.spec;
  const address: EndpointAddress = {
    ip,
    ...(hostname && subdomain === service.metadata.name && namespace === service.metadata.namespace ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, ...(uid ? { uid } : {}) },
  };
  return [{ pod, serving: { address, ready: evenUnready || isPodReady(pod) } }];
}

function subset(members: readonly Serving[], ports: readonly EndpointPort[]): EndpointSubset {
  const addresses = members.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = members.filter(({ ready }) => !ready).map(({ address }) => address);
  return {
    ...(addresses.length > 0 ? { addresses } : {}), ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
    ...(ports.length > 0 ? { ports: ports.map(({ name, ...port }) => (name ? { name, ...port } : port)) } : {}),
  };
}

function compare(a: EndpointAddress, b: EndpointAddress): number {
  const [left, right] = a.ip === b.ip ? [a.targetRef?.uid ?? '', b.targetRef?.uid ?? ''] : [a.ip, b.ip];
  return left < right ? -1 : left > right ? 1 : 0;
}
