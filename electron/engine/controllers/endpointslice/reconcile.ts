import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointPort, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Write } from '../controller.ts';
import { controllerOf, newControllerRef } from '../owner-references.ts';
import { addressesOf, endpointOf, portsOf, type AddressType } from './endpoints.ts';
import type { ChangedPod } from './service-pods.ts';
import { portsKeyOf, SliceLedger, type Filled, type Wanted } from './slice-ledger.ts';
import { withTriggerTime } from './trigger-time.ts';

/** Endpoints in one slice at most. Source: flag --max-endpoints-per-slice. */
export const maxEndpointsPerSlice = 100;
export const serviceNameLabel = 'kubernetes.io/service-name';
const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const controllerName = 'endpointslice-controller.k8s.io';
const headlessLabel = 'service.kubernetes.io/headless';

/**
 * The slices of one Service, as long as it stays as it is.
 * Source: staging/src/k8s.io/endpointslice/reconciler.go. Differs: the hints of the annotation service.kubernetes.io/topology-mode are left out.
 */
export class ServiceSlices {
  readonly service: Service;
  private readonly api: ApiReader;
  private readonly ledgers = new Map<AddressType, SliceLedger>();
  /** Keys of slices of other families. */
  private readonly stray = new Set<string>();

  constructor(service: Service, api: ApiReader) {
    this.service = service;
    this.api = api;
    for (const family of (service.spec['ipFamilies'] as AddressType[] | undefined) ?? ['IPv4']) this.ledgers.set(family, new SliceLedger(maxEndpointsPerSlice));
    for (const slice of api.byIndex<EndpointSlice>('endpointslices', 'controller', service.metadata.uid ?? '')) this.sliceChanged(objectKey(slice), slice);
  }

  /**
   * A slice that is or was this Service's is new or has changed.
   * @returns false: where it stands among the others is known only from the store, so begin anew
   */
  sliceChanged(key: string, slice: EndpointSlice, isNew = true): boolean {
    if (!isNew && this.isOurs(slice) && ![...this.ledgers.values()].some((ledger) => ledger.has(key))) return false;
    const own = this.ledgers.get(slice.addressType as AddressType);
    for (const ledger of this.ledgers.values()) if (ledger === own || ledger.has(key)) ledger.sliceChanged(key);
    if (!own) this.stray.add(key);
    return true;
  }

  sliceGone(key: string): void {
    this.stray.delete(key);
    for (const ledger of this.ledgers.values()) ledger.sliceGone(key);
  }

  /**
   * Brings the slices in line with the pods.
   * @param changed pods that may have changed since the last time
   * @param changedAt of the change behind it, RFC 3339
   */
  reconcile(changed: readonly ChangedPod[], changedAt: string | undefined): Write[] {
    const writes: Write[] = [];
    for (const [family, ledger] of this.ledgers) {
      for (const { key, pod, place } of changed) ledger.podChanged(key, pod && this.wantedOf(pod, place, family));
      writes.push(...this.writesOf(family, ledger, changedAt));
    }
    for (const key of this.stray) {
      const slice = this.read(key);
      if (slice && !this.ledgers.has(slice.addressType as AddressType)) writes.push(deletion(slice));
    }
    return writes;
  }

  private wantedOf(pod: Pod, place: number, family: AddressType): Wanted | undefined {
    const addresses = addressesOf(pod, family);
    if (addresses.length === 0) return undefined;
    const ports = portsOf(this.service, pod);
    const node = pod.spec.nodeName ? this.api.get<Node>('nodes', pod.spec.nodeName) : undefined;
    return { place, ports, portsKey: portsKeyOf(ports), endpoint: endpointOf(pod, node, this.service, addresses) };
  }

  private writesOf(family: AddressType, ledger: SliceLedger, changedAt: string | undefined): Write[] {
    const { service } = this;
    const { labels = {} } = newSlice(service, family, [], []).metadata;
    const { updates, fresh, left } = ledger.fill((key) => {
      const slice = this.read(key);
      return slice?.addressType === family ? slice : undefined;
    }, (slice) => isWritten(slice, labels));
    // A Service without endpoints has one empty slice.
    if (ledger.isEmpty) fresh.push({ ports: [], endpoints: [] });
    // Slices that are left over are used again before others are made.
    for (const { ports, endpoints } of fresh.splice(0, Math.min(left.length, fresh.length))) updates.push({ before: left.shift() as EndpointSlice, endpoints, ports });
    const changed = updates.filter((update) => !isWritten(update, labels));
    for (const { before } of changed) ledger.sliceChanged(objectKey(before));
    for (const slice of left) ledger.sliceChanged(objectKey(slice));
    return [
      ...fresh.map(({ ports, endpoints }): Write => ({
        verb: 'create', object: withTriggerTime(newSlice(service, family, ports, endpoints), changedAt), onFailure: ({ message }) => [{
          verb: 'event', about: service, record: { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message: failureMessage(service, message) },
        }],
      })),
      ...changed.map(({ before, endpoints, ports }): Write => {
        const slice = { ...before, metadata: { ...before.metadata, labels }, endpoints, ports };
        return { verb: 'update', object: withTriggerTime(slice, changedAt) };
      }),
      ...left.map(deletion),
    ];
  }

  private read(key: string): EndpointSlice | undefined {
    const slice = this.api.get<EndpointSlice>('endpointslices', key);
    return slice && this.isOurs(slice) ? slice : undefined;
  }

  private isOurs(slice: EndpointSlice): boolean {
    const { deletionTimestamp, labels } = slice.metadata;
    return !deletionTimestamp && labels?.[managedByLabel] === controllerName && controllerOf(slice)?.uid === this.service.metadata.uid;
  }
}

function isWritten({ before, endpoints, ports }: Filled, labels: Record<string, string>): boolean {
  return jsonEqual(before.endpoints ?? [], endpoints) && jsonEqual(before.ports ?? [], ports) && jsonEqual(before.metadata.labels, labels);
}

function failureMessage(service: Service, message: string): string {
  return `Error updating Endpoint Slices for Service ${objectKey(service)}: ${message}`;
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
