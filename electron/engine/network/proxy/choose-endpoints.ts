import type { ProxyDestination } from '../../../../shared/network/trace.ts';
import type { PortRules, ProxyEndpoint, ServiceRules } from './service-rules.ts';

/** The node whose rules are asked; its zone label decides about hints. */
export interface ProxyNode {
  readonly name: string;
  readonly zone: string | undefined;
}

/** Reject: the sender is told at once (connection refused). Drop: it hears nothing. */
export type ProxyVerdict = 'Forward' | 'Reject' | 'Drop';

export interface EndpointChoice {
  readonly verdict: ProxyVerdict;
  /** Each is as likely as the others. Empty unless forwarded. */
  readonly endpoints: readonly ProxyEndpoint[];
  readonly trafficPolicy: 'Cluster' | 'Local';
  /** From inside the cluster to an address meant for outside: all endpoints count, as if it had come through the load balancer. */
  readonly shortCut: boolean;
  readonly terminatingFallback: boolean;
  readonly distribution: 'PreferSameZone' | 'PreferSameNode' | undefined;
  /** The client's address is replaced by the node's. */
  readonly masquerade: boolean;
}

/**
 * What a node does with a packet for one port of a Service. Source: syncProxyRules (the KUBE-SVC, KUBE-SVL and KUBE-EXT chains and the
 * filter rules), pkg/proxy/iptables/proxier.go; CategorizeEndpoints, pkg/proxy/topology.go.
 * @param fromInside the packet comes from a pod or process of this node, not over the wire
 */
export function chooseEndpoints(rules: ServiceRules, port: PortRules, destination: ProxyDestination, node: ProxyNode, fromInside: boolean): EndpointChoice {
  const internal = destination === 'ClusterIP';
  const wantsLocal = internal ? rules.internalLocal : rules.externalLocal;
  const shortCut = !internal && wantsLocal && fromInside;
  const trafficPolicy = wantsLocal && !shortCut ? 'Local' : 'Cluster';
  const usable = trafficPolicy === 'Local' ? localEndpoints(port, node) : clusterEndpoints(port, node);
  const masquerade = !internal && !wantsLocal;
  const base = { trafficPolicy, shortCut, masquerade, terminatingFallback: usable.terminating, distribution: usable.distribution } as const;
  if (usable.endpoints.length > 0) return { ...base, verdict: 'Forward', endpoints: usable.endpoints };
  const somewhere = trafficPolicy === 'Local' && clusterEndpoints(port, node).endpoints.length > 0;
  return { ...base, verdict: somewhere ? 'Drop' : 'Reject', endpoints: [] };
}

/** Whether another node may choose other endpoints of this port for such a packet. */
export function dependsOnNode(rules: ServiceRules, port: PortRules, destination: ProxyDestination): boolean {
  return port.hinted || (destination === 'ClusterIP' ? rules.internalLocal : rules.externalLocal);
}

interface Usable {
  readonly endpoints: readonly ProxyEndpoint[];
  readonly terminating: boolean;
  readonly distribution: EndpointChoice['distribution'];
}

/** Of ports without hints: the same on every node, so worked out once. */
const unhinted = new WeakMap<PortRules, Usable>();

function clusterEndpoints(port: PortRules, node: ProxyNode): Usable {
  if (port.hinted) return findClusterEndpoints(port, node);
  let usable = unhinted.get(port);
  if (!usable) unhinted.set(port, (usable = findClusterEndpoints(port, node)));
  return usable;
}

function findClusterEndpoints({ endpoints, hinted }: PortRules, node: ProxyNode): Usable {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return { endpoints: endpoints.filter(servesWhileEnding), terminating: true, distribution: undefined };
  const distribution = hinted ? distributionOf(ready, node) : undefined;
  const chosen = distribution === undefined ? ready : ready.filter(({ zoneHints, nodeHints }) => (
    distribution === 'PreferSameNode' ? nodeHints.includes(node.name) : zoneHints.includes(node.zone ?? '')
  ));
  return { endpoints: chosen, terminating: false, distribution };
}

/** Hints count only when every ready endpoint has them, and one is meant for this node or zone. Source: topologyModeFromHints. */
function distributionOf(ready: readonly ProxyEndpoint[], { name, zone = '' }: ProxyNode): EndpointChoice['distribution'] {
  if (ready.every(({ nodeHints }) => nodeHints.length > 0) && ready.some(({ nodeHints }) => nodeHints.includes(name))) return 'PreferSameNode';
  if (ready.every(({ zoneHints }) => zoneHints.length > 0) && ready.some(({ zoneHints }) => zoneHints.includes(zone))) return 'PreferSameZone';
  return undefined;
}

/** Endpoints of a port by node, so that asking for those of one node costs nothing for the others. */
const byNode = new WeakMap<PortRules, Map<string, ProxyEndpoint[]>>();

/** Whether any endpoint of a port, ready or not, runs on a node. */
export function hasEndpointOn(port: PortRules, node: string): boolean {
  return endpointsByNode(port).has(node);
}

function endpointsByNode(port: PortRules): ReadonlyMap<string, ProxyEndpoint[]> {
  let nodes = byNode.get(port);
  if (!nodes) {
    byNode.set(port, (nodes = new Map()));
    for (const endpoint of port.endpoints) {
      const known = nodes.get(endpoint.node ?? '');
      if (known) known.push(endpoint);
      else nodes.set(endpoint.node ?? '', [endpoint]);
    }
  }
  return nodes;
}

function localEndpoints(port: PortRules, { name }: ProxyNode): Usable {
  const local = endpointsByNode(port).get(name) ?? [];
  const ready = local.filter((endpoint) => endpoint.ready);
  if (ready.length > 0) return { endpoints: ready, terminating: false, distribution: undefined };
  return { endpoints: local.filter(servesWhileEnding), terminating: true, distribution: undefined };
}

function servesWhileEnding({ serving, terminating }: ProxyEndpoint): boolean {
  return serving && terminating;
}

const readyNodes = new WeakMap<ServiceRules, ReadonlySet<string>>();

/**
 * Nodes on which a Service has ready endpoints: where its health check port says so to load balancers. Source: localReadyEndpoints,
 * pkg/proxy/endpointschangetracker.go.
 */
export function localReadyNodes(rules: ServiceRules): ReadonlySet<string> {
  let nodes = readyNodes.get(rules);
  if (!nodes) {
    const found = rules.ports.flatMap(({ endpoints }) => endpoints.flatMap(({ ready, node }) => (ready && node !== undefined ? [node] : [])));
    readyNodes.set(rules, (nodes = new Set(found)));
  }
  return nodes;
}
