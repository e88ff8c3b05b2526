import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { isHeartbeat } from '../../simulation/heartbeat.ts';
import type { NetworkChange } from '../network.ts';
import type { FlowTable } from './flow-table.ts';
import { sendsFrom } from './sources.ts';

/** Which ways and sources a change in the cluster concerns. Every method says whether there is anything to work out anew. */
export class TrafficMarks {
  private readonly api: ApiReader;
  private readonly table: FlowTable;
  private readonly sourceChanged: (name: string) => void;
  /** Sources that send from pods, by namespace. */
  private readonly sendingFrom = new Map<string, Set<string>>();

  /** @param sourceChanged told of sources that may have other pods to send from */
  constructor(api: ApiReader, table: FlowTable, sourceChanged: (name: string) => void) {
    this.api = api;
    this.table = table;
    this.sourceChanged = sourceChanged;
  }

  /** From where a source sends now. */
  noteOrigin({ metadata: { name }, spec: { from } }: TrafficSource): void {
    for (const names of this.sendingFrom.values()) names.delete(name);
    if (!from) return;
    const names = this.sendingFrom.get(from.namespace);
    if (names) names.add(name);
    else this.sendingFrom.set(from.namespace, new Set([name]));
  }

  /** A committed change of anything but a source. */
  commit({ type, resource, key, object, previous }: WatchEvent): boolean {
    switch (resource) {
      case 'pods': return (type !== 'MODIFIED' || isMoved(object as Pod, previous as Pod)) && this.pod(object as Pod);
      case 'services': return this.service(key);
      case 'endpointslices': return this.slice(serviceOf(object as EndpointSlice));
      case 'nodes': return !isHeartbeat({ type, resource, key, object, previous } as WatchEvent) && this.table.markNode(key);
      case 'ingressclasses': return this.table.mark('names');
      default:
        this.table.markAll();
        return true;
    }
  }

  network(change: NetworkChange): boolean {
    switch (change.kind) {
      case 'Service': return this.table.mark(`service/${change.key}`);
      case 'Node': return this.table.markNode(change.name);
      case 'Policies': return this.table.mark(`policies/${change.namespace}`);
      case 'LoadBalancer': return this.service(change.key);
      case 'Ingresses': return this.table.mark('names');
    }
  }

  private pod(pod: Pod): boolean {
    let marked = this.table.markPod(pod.metadata.uid ?? '');
    for (const name of this.sendingFrom.get(pod.metadata.namespace ?? '') ?? []) {
      const source = this.api.get<TrafficSource>('trafficsources', name);
      if (!source || !sendsFrom(source, pod)) continue;
      this.sourceChanged(name);
      marked = true;
    }
    return marked;
  }

  /** Endpoints of a Service with an address of its own are those of kube-proxies, which follow; who asks for endpoints by name, and Ingress controllers, see them at once. */
  private slice(key: string): boolean {
    const isHeadless = this.api.get<Service>('services', key)?.spec.clusterIP === 'None';
    return this.table.mark(isHeadless ? `service/${key}` : `slices/${key}`);
  }

  private service(key: string): boolean {
    const named = this.table.mark('names');
    return this.table.mark(`service/${key}`) || named;
  }
}

/** Something of a pod has changed that the network knows it by; what its processes do is told by its kubelet. */
function isMoved(pod: Pod, before: Pod): boolean {
  return pod.metadata.labels !== before.metadata.labels || pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp
    || pod.spec.nodeName !== before.spec.nodeName || pod.status?.phase !== before.status?.phase || pod.status?.podIP !== before.status?.podIP;
}

function serviceOf({ metadata: { namespace = '', labels } }: EndpointSlice): string {
  return `${namespace}/${labels?.['kubernetes.io/service-name'] ?? ''}`;
}
