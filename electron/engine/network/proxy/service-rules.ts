import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { PodRef } from '../../../../shared/network/trace.ts';

/** What the API says about one Service: the input of its rules. Objects are immutable, so two of these are the same when their parts are. */
export interface ServiceSource {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/** An endpoint of one port. Source: BaseEndpointInfo, pkg/proxy/endpoint.go. */
export interface ProxyEndpoint {
  readonly ip: string;
  readonly port: number;
  readonly node: string | undefined;
  readonly pod: PodRef | undefined;
  /** Not ready, and ending, count only where nobody is ready. */
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

export interface PortRules {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly nodePort: number | undefined;
  /** Each address once, in the order of `ip:port`. */
  readonly endpoints: readonly ProxyEndpoint[];
  /** Some endpoint has hints, so which are taken may depend on the node. */
  readonly hinted: boolean;
}

/** The rules of a Service, the same on every node but for what `chooseEndpoints` makes of them. */
export interface ServiceRules {
  readonly service: Service;
  readonly namespace: string;
  readonly name: string;
  readonly clusterIps: readonly string[];
  readonly externalIps: readonly string[];
  readonly loadBalancerIps: readonly string[];
  /** Empty: every source may use the load balancer. */
  readonly sourceRanges: readonly string[];
  /** Set for ClientIP affinity. */
  readonly affinitySeconds: number | undefined;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  readonly ports: readonly PortRules[];
}

const proxyNameLabel = 'service.kubernetes.io/service-proxy-name';
const headlessLabel = 'service.kubernetes.io/headless';
export const serviceNameLabel = 'kubernetes.io/service-name';
/** Source: defaultClientIPServiceAffinitySeconds. */
const defaultAffinitySeconds = 10_800;

/** Whether kube-proxy makes rules for it: not for a headless one or a mere name, nor where another proxy is named. Source: ShouldSkipService. */
export function hasRules({ spec, metadata }: Service): boolean {
  return spec.type !== 'ExternalName' && spec.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== 'None'
    && metadata.labels?.[proxyNameLabel] === undefined;
}

/** Source: newBaseServiceInfo, pkg/proxy/serviceport.go; addresses of other families than IPv4 are not simulated. */
export function compileService({ service, slices }: ServiceSource): ServiceRules {
  const { spec, status, metadata: { namespace = '', name } } = service;
  const { clusterIP = '', clusterIPs = [clusterIP], ports = [], externalIPs = [], loadBalancerSourceRanges = [] } = spec;
  const external = isExternal(service);
  return {
    service, namespace, name,
    clusterIps: clusterIPs.filter(isIpv4),
    externalIps: externalIPs.filter(isIpv4),
    loadBalancerIps: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, ipMode = 'VIP' }) => (ip && ipMode === 'VIP' && isIpv4(ip) ? [ip] : [])),
    sourceRanges: loadBalancerSourceRanges.map((range) => range.trim()),
    affinitySeconds: spec.sessionAffinity === 'ClientIP' ? spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? defaultAffinitySeconds : undefined,
    internalLocal: spec.internalTrafficPolicy === 'Local',
    externalLocal: external && spec.externalTrafficPolicy === 'Local',
    ports: ports.map(({ name: portName = '', protocol = 'TCP', port, nodePort }) => {
      const endpoints = endpointsOf(slices.filter(isForProxy), portName, protocol);
      return {
        name: portName, protocol, port, nodePort: nodePort === 0 ? undefined : nodePort, endpoints,
        hinted: endpoints.some(({ zoneHints, nodeHints }) => zoneHints.length + nodeHints.length > 0),
      };
    }),
  };
}

/** Source: apiservice.ExternallyAccessible. */
function isExternal({ spec: { type, externalIPs = [] } }: Service): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || externalIPs.length > 0;
}

/**
 * The endpoints of a port, which is found in the slices by name and protocol. Two slices may name the same address; the later one counts.
 * Source: endpointInfoByServicePort, endpointsMapFromEndpointInfo, pkg/proxy/endpointslicecache.go.
 */
export function endpointsOf(slices: readonly EndpointSlice[], portName: string, protocol: string): ProxyEndpoint[] {
  const found = new Map<string, ProxyEndpoint>();
  for (const { addressType, ports = [], endpoints } of slices) {
    if (addressType !== 'IPv4') continue;
    for (const { name = '', protocol: of = 'TCP', port } of ports) {
      if (name !== portName || of !== protocol || port === undefined) continue;
      for (const endpoint of endpoints ?? []) {
        const ip = endpoint.addresses[0];
        if (ip !== undefined) found.set(`${ip}:${port}`, proxyEndpoint(endpoint, ip, port));
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, endpoint]) => endpoint);
}

/** Source: the selector of kube-proxy's informers, cmd/kube-proxy/app/server.go. */
function isForProxy({ metadata: { labels } }: EndpointSlice): boolean {
  return labels?.[headlessLabel] === undefined && labels?.[proxyNameLabel] === undefined;
}

/** Conditions that are not set count as ready and serving. */
function proxyEndpoint({ conditions = {}, targetRef, nodeName, hints }: Endpoint, ip: string, port: number): ProxyEndpoint {
  const { ready = true, serving = true, terminating = false } = conditions;
  return {
    ip, port, node: nodeName, ready, serving, terminating,
    pod: targetRef?.kind === 'Pod' ? { namespace: targetRef.namespace ?? '', name: targetRef.name ?? '', uid: targetRef.uid ?? '' } : undefined,
    zoneHints: hints?.forZones?.map(({ name }) => name) ?? [],
    nodeHints: hints?.forNodes?.map(({ name }) => name) ?? [],
  };
}

function isIpv4(address: string): boolean {
  return address.includes('.') && !address.includes(':');
}
