import { parseIp } from '../../../../shared/kubernetes/names-ip.ts';
import type { DnsRule } from '../../../../shared/network/trace.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { clusterDomain } from './pod-resolver.ts';

/** What the cluster's DNS says to a name of its own domain. */
export interface ClusterAnswer {
  readonly record: DnsRule['record'];
  readonly addresses: readonly string[];
  /** The name goes on to this one (CNAME). */
  readonly alias?: string;
  /** The Service that the name is about, if one of that name exists. */
  readonly service?: { readonly namespace: string; readonly name: string };
}

const nothing: ClusterAnswer = { record: 'None', addresses: [] };

export function isClusterName(name: string): boolean {
  return name === clusterDomain || name.endsWith(`.${clusterDomain}`);
}

/**
 * Addresses behind a name of the cluster's domain: of a Service its virtual address, of a headless one those of its ready endpoints, of
 * `<hostname>.<service>` (or `<a-b-c-d>.<service>`) that of one endpoint, of `<a-b-c-d>.<namespace>.pod` what it says, of a port
 * (`_http._tcp.<service>`) those of the Service. Names have no case. Source: plugin/kubernetes of CoreDNS, with `pods insecure`
 * as kubeadm configures it.
 */
export function resolveClusterName(api: ApiReader, fullName: string): ClusterAnswer {
  const labels = fullName.toLowerCase().slice(0, -(clusterDomain.length + 1)).split('.');
  const [namespace = '', name = '', ...front] = labels.slice(0, -1).reverse();
  const kind = labels.at(-1);
  if (kind === 'pod' && front.length === 0) return podAnswer(api, namespace, name);
  if (kind !== 'svc' || name === '') return nothing;
  const service = api.get<Service>('services', `${namespace}/${name}`);
  if (!service) return nothing;
  const about = { namespace, name };
  const port = front.length === 2 ? front.map((label) => label.replace(/^_/, '')) : undefined;
  const endpoint = port ? undefined : front[0];
  if (front.length > 2 || (port && !hasPort(service, port))) return { ...nothing, service: about };
  if (service.spec.type === 'ExternalName') return externalAnswer(service, endpoint, about);
  const headless = service.spec.clusterIP === 'None';
  if (!headless && endpoint === undefined) return { record: 'Service', addresses: service.spec.clusterIPs ?? [service.spec.clusterIP ?? ''], service: about };
  const addresses = endpointAddresses(api, `${namespace}/${name}`, endpoint);
  if (addresses.length === 0) return { ...nothing, service: about };
  return { record: endpoint === undefined ? 'Headless' : 'EndpointHostname', addresses, service: about };
}

/** @param port protocol and name */
function hasPort({ spec: { ports = [] } }: Service, [protocol, name]: readonly string[]): boolean {
  return ports.some((port) => port.name === name && (port.protocol ?? 'TCP').toLowerCase() === protocol);
}

function externalAnswer({ spec: { externalName = '' } }: Service, endpoint: string | undefined, service: ClusterAnswer['service']): ClusterAnswer {
  // An address is no name: the server has no record then.
  const known = endpoint === undefined && externalName !== '' && !parseIp(externalName);
  return { record: known ? 'ExternalName' : 'None', addresses: [], ...(known ? { alias: externalName.replace(/\.$/, '') } : {}), ...(service ? { service } : {}) };
}

function podAnswer(api: ApiReader, namespace: string, name: string): ClusterAnswer {
  const address = name.replaceAll('-', '.');
  if (!api.get('namespaces', namespace) || !parseIp(address)) return nothing;
  return { record: 'Pod', addresses: [address] };
}

/** Ready endpoints, each address once. @param hostname only the endpoint of this name, or of this address with dashes */
function endpointAddresses(api: ApiReader, key: string, hostname: string | undefined): string[] {
  const found = new Set<string>();
  for (const { endpoints } of api.byIndex<EndpointSlice>('endpointslices', 'service', key)) {
    for (const { addresses, conditions, hostname: own } of endpoints ?? []) {
      if (conditions?.ready === false) continue;
      for (const address of addresses) if (hostname === undefined || hostname === (own ?? address.replaceAll('.', '-'))) found.add(address);
    }
  }
  return [...found];
}
