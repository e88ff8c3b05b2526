import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { nothingToDo, type Outcome, type Write } from '../controller.ts';
import { newControllerRef } from '../owner-references.ts';
import { addressesOf, endpointOf, portsOf, zoneLabel, type AddressType } from './endpoints.ts';
import { hasSlices, selects } from './services.ts';
import { noteTriggerTime, withTriggerTime, type TriggerTimes } from './trigger-time.ts';

/** Endpoints in one slice at most. Source: flag --max-endpoints-per-slice. */
export const maxEndpointsPerSlice = 100;
export const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const controllerName = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';

/** Pods that serve on the same ports share slices. */
interface Group {
  ports: EndpointPort[];
  endpoints: Endpoint[];
}

/**
 * Brings the slices of a Service in line with the pods that it selects: endpoints stay where they are, new ones fill slices up.
 * Source: staging/src/k8s.io/endpointslice/reconciler.go. Differs: the hints of the annotation service.kubernetes.io/topology-mode are left out.
 */
export function reconcileService(service: Service, api: ApiReader, times: TriggerTimes): Outcome {
  if (!hasSlices(service) || service.metadata.deletionTimestamp) return nothingToDo;
  const { uid = '', namespace = '' } = service.metadata;
  const pods = [...api.byIndex<Pod>('pods', 'namespace', namespace)].filter((pod) => selects(service, pod.metadata.labels));
  const slices = [...api.byIndex<EndpointSlice>('endpointslices', 'controller', uid)].filter(
    ({ metadata }) => !metadata.deletionTimestamp && metadata.labels?.[managedByLabel] === controllerName,
  );
  const changedAt = noteTriggerTime(times, service, pods);
  const families = (service.spec['ipFamilies'] as AddressType[] | undefined) ?? ['IPv4'];
  const writes: Write[] = [];
  for (const family of families) {
    const groups = groupPods(service, pods, family, api);
    writes.push(...reconcileFamily(service, family, groups, slices.filter((slice) => slice.addressType === family), changedAt));
  }
  for (const slice of slices) if (!families.includes(slice.addressType as AddressType)) writes.push(deletion(slice));
  return { kind: 'Done', writes };
}

function groupPods(service: Service, pods: readonly Pod[], family: AddressType, api: ApiReader): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    const place = placeOf(service, pod, family, pod.spec.nodeName ? api.get<Node>('nodes', pod.spec.nodeName) : undefined);
    if (!place) continue;
    let group = groups.get(place.key);
    if (!group) groups.set(place.key, (group = { ports: place.ports, endpoints: [] }));
    group.endpoints.push(place.endpoint);
  }
  return groups;
}

/** What a pod is in the slices of a Service. */
interface Place {
  key: string;
  ports: EndpointPort[];
  endpoint: Endpoint;
  zone: string | undefined;
}

/** It follows from the two objects and the node's zone, and is kept as long as they are, so that a look at many pods makes anew only what changed. */
const places = new WeakMap<Service, WeakMap<Pod, Partial<Record<AddressType, Place>>>>();

function placeOf(service: Service, pod: Pod, family: AddressType, node: Node | undefined): Place | undefined {
  const addresses = addressesOf(pod, family);
  if (addresses.length === 0) return undefined;
  let ofService = places.get(service);
  if (!ofService) places.set(service, (ofService = new WeakMap()));
  let known = ofService.get(pod);
  if (!known) ofService.set(pod, (known = {}));
  const zone = node?.metadata.labels?.[zoneLabel];
  const before = known[family];
  if (before && before.zone === zone) return before;
  const ports = portsOf(service, pod);
  return (known[family] = { key: JSON.stringify(ports), ports, endpoint: endpointOf(pod, node, service, addresses), zone });
}

function reconcileFamily(service: Service, family: AddressType, groups: ReadonlyMap<string, Group>, slices: readonly EndpointSlice[], changedAt: string | undefined): Write[] {
  const wanted: EndpointSlice[] = [];
  const fresh: EndpointSlice[] = [];
  for (const { ports, endpoints } of groups.values()) {
    const packed = pack(endpoints, slices.filter((slice) => jsonEqual(slice.ports ?? [], ports)));
    wanted.push(...packed.kept);
    fresh.push(...packed.chunks.map((chunk) => newSlice(service, family, ports, chunk)));
  }
  // A Service without endpoints has one empty slice.
  if (wanted.length + fresh.length === 0) fresh.push(newSlice(service, family, [], []));
  // Slices that are left over are used again before others are made.
  const left = slices.filter((slice) => !wanted.some((kept) => objectKey(kept) === objectKey(slice)));
  for (const slice of fresh.splice(0, Math.min(left.length, fresh.length))) {
    wanted.push({ ...(left.shift() as EndpointSlice), endpoints: slice.endpoints, ports: slice.ports ?? [] });
  }
  const current = new Map(slices.map((slice) => [objectKey(slice), slice]));
  const { labels = {} } = newSlice(service, family, [], []).metadata;
  return [
    ...wanted.map((slice) => ({ ...slice, metadata: { ...slice.metadata, labels } }))
      .filter((slice) => !jsonEqual(normalized(slice), normalized(current.get(objectKey(slice)) as EndpointSlice)))
      .map((slice): Write => ({ verb: 'update', object: withTriggerTime(slice, changedAt) })),
    ...fresh.map((slice): Write => ({ verb: 'create', object: withTriggerTime(slice, changedAt), onFailure: ({ message }) => [{
      verb: 'event', about: service,
      record: { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message: failureMessage(service, message) },
    }] })),
    ...left.map(deletion),
  ];
}

function failureMessage(service: Service, message: string): string {
  return `Error updating Endpoint Slices for Service ${objectKey(service)}: ${message}`;
}

function normalized(slice: EndpointSlice): EndpointSlice {
  return { ...slice, endpoints: slice.endpoints ?? [], ports: slice.ports ?? [] };
}

/** @returns slices that stay, filled up, and endpoints for further ones. Source: reconcileByPortMapping. */
function pack(endpoints: readonly Endpoint[], slices: readonly EndpointSlice[]): { kept: EndpointSlice[]; chunks: Endpoint[][] } {
  const waiting = new Map(endpoints.map((endpoint) => [identityOf(endpoint), endpoint]));
  const kept: EndpointSlice[] = [];
  for (const slice of slices) {
    const staying: Endpoint[] = [];
    for (const before of slice.endpoints ?? []) {
      const now = waiting.get(identityOf(before));
      if (!now) continue;
      staying.push(now);
      waiting.delete(identityOf(before));
    }
    if (staying.length > 0) kept.push({ ...slice, endpoints: staying });
  }
  const rest = [...waiting.values()];
  for (const [place, slice] of kept.entries()) {
    const room = maxEndpointsPerSlice - slice.endpoints.length;
    if (room > 0 && rest.length > 0) kept[place] = { ...slice, endpoints: [...slice.endpoints, ...rest.splice(0, room)] };
  }
  const chunks: Endpoint[][] = [];
  while (rest.length > 0) chunks.push(rest.splice(0, maxEndpointsPerSlice));
  return { kept, chunks };
}

/** Source: endpointHash: the address and the pod. */
function identityOf({ addresses, targetRef }: Endpoint): string {
  return `${targetRef?.uid ?? ''}/${addresses.join()}`;
}

function newSlice(service: Service, addressType: AddressType, ports: EndpointPort[], endpoints: Endpoint[]): EndpointSlice {
  const { name, namespace, labels } = service.metadata;
  const headless = service.spec.clusterIP === 'None';
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: {
      name: '', generateName: `${name}-`,
      ...(namespace ? { namespace } : {}),
      labels: { ...labels, ...(headless ? { [headlessLabel]: '' } : {}), [serviceNameLabel]: name, [managedByLabel]: controllerName },
      ownerReferences: [newControllerRef(service)],
    },
    addressType, endpoints, ports,
  };
}

function deletion(slice: EndpointSlice): Write {
  return { verb: 'delete', resource: 'endpointslices', key: objectKey(slice) };
}
