import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointPort } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { EndpointAddress, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { addressesOf, portsOf, type AddressType } from '../endpointslice/endpoints.ts';
import { isPodReady } from '../pod-state.ts';

/** Pods that serve on the same ports; addresses in the order of their text. */
interface Group {
  readonly ports: readonly EndpointPort[];
  readonly ready: EndpointAddress[];
  readonly notReady: EndpointAddress[];
}

interface Standing {
  readonly address: EndpointAddress;
  readonly ready: boolean;
  readonly group: Group;
}

/**
 * The pods of one Service as Endpoints have them, kept pod by pod: ports that all the same pods serve on share a subset; addresses are in the order of their
 * text, ready ones apart from those that are not.
 * Source: syncService, addEndpointSubset; RepackSubsets, pkg/api/v1/endpoints/util.go. Differs: ports and subsets stand in the order of the
 * Service's ports, there in that of a hash.
 */
export class ServiceAddresses {
  readonly service: Service;
  private readonly groups = new Map<string, Group>();
  private readonly standing = new Map<string, Standing>();

  constructor(service: Service) {
    this.service = service;
  }

  /** @param pod undefined: it is gone, or is not selected any more */
  podChanged(key: string, pod: Pod | undefined): void {
    const before = this.standing.get(key);
    if (before) remove(before.ready ? before.group.ready : before.group.notReady, before.address);
    const address = pod && addressOf(this.service, pod);
    if (!pod || !address) {
      this.standing.delete(key);
      return;
    }
    const ready = this.service.spec.publishNotReadyAddresses === true || isPodReady(pod);
    const group = this.groupOf(portsOf(this.service, pod));
    insert(ready ? group.ready : group.notReady, address);
    this.standing.set(key, { address, ready, group });
  }

  /** All of them, however many. The lists are kept up to date: copy what is to stay. */
  subsets(): EndpointSubset[] {
    const groups = [...this.groups.values()].filter(({ ready, notReady }) => ready.length + notReady.length > 0);
    if ((this.service.spec.ports ?? []).length === 0) {
      return this.service.spec.clusterIP === 'None' && groups.length > 0 ? [subset(groups, [])] : [];
    }
    if (groups.length > 1) groups.sort((a, b) => compare(firstOf(a), firstOf(b)));
    const byPort = new Map<string, { port: EndpointPort; of: Group[] }>();
    for (const group of groups) {
      for (const port of group.ports) {
        const key = JSON.stringify(port);
        const known = byPort.get(key);
        if (known) known.of.push(group);
        else byPort.set(key, { port, of: [group] });
      }
    }
    const bySet = new Map<string, { ports: EndpointPort[]; of: Group[] }>();
    for (const { port, of } of byPort.values()) {
      const key = of.map((group) => groups.indexOf(group)).join();
      const known = bySet.get(key);
      if (known) known.ports.push(port);
      else bySet.set(key, { ports: [port], of });
    }
    return [...bySet.values()].map(({ ports, of }) => subset(of, ports));
  }

  private groupOf(ports: readonly EndpointPort[]): Group {
    const key = JSON.stringify(ports);
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = { ports, ready: [], notReady: [] }));
    return group;
  }
}

/** Source: podToEndpointAddressForService, ShouldPodBeInEndpoints. */
function addressOf(service: Service, pod: Pod): EndpointAddress | undefined {
  if (pod.metadata.deletionTimestamp !== undefined && service.spec.publishNotReadyAddresses !== true) return undefined;
  const [family = 'IPv4'] = (service.spec['ipFamilies'] as AddressType[] | undefined) ?? [];
  const [ip] = addressesOf(pod, family);
  if (ip === undefined) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const { hostname, subdomain, nodeName } = pod.spec;
  return {
    ip,
    ...(hostname && subdomain === service.metadata.name && namespace === service.metadata.namespace ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, ...(uid ? { uid } : {}) },
  };
}

function subset(groups: readonly Group[], ports: readonly EndpointPort[]): EndpointSubset {
  const addresses = merged(groups.map(({ ready }) => ready));
  const notReadyAddresses = merged(groups.map(({ notReady }) => notReady));
  return {
    ...(addresses.length > 0 ? { addresses } : {}), ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
    ...(ports.length > 0 ? { ports: ports.map(({ name, ...port }) => (name ? { name, ...port } : port)) } : {}),
  };
}

function merged([first = [], ...others]: EndpointAddress[][]): EndpointAddress[] {
  return others.length === 0 ? first : [...first, ...others.flat()].sort(compare);
}

function firstOf({ ready: [a], notReady: [b] }: Group): EndpointAddress {
  return (a && b && compare(b, a) < 0 ? b : a ?? b) as EndpointAddress;
}

function compare(a: EndpointAddress, b: EndpointAddress): number {
  const [left, right] = a.ip === b.ip ? [a.targetRef?.uid ?? '', b.targetRef?.uid ?? ''] : [a.ip, b.ip];
  return left < right ? -1 : left > right ? 1 : 0;
}

function insert(sorted: EndpointAddress[], address: EndpointAddress): void {
  sorted.splice(slotOf(sorted, address), 0, address);
}

function remove(sorted: EndpointAddress[], address: EndpointAddress): void {
  sorted.splice(slotOf(sorted, address), 1);
}

/** Where it stands, or belongs. */
function slotOf(sorted: readonly EndpointAddress[], address: EndpointAddress): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as EndpointAddress, address) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
