import { parseIp } from '../../../../shared/kubernetes/names-ip.ts';
import type { Service, ServicePort } from '../../../../shared/kubernetes/types/core.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import { internetClientIp, type RequestOrigin, type RequestTarget } from '../../../../shared/network/request.ts';
import type { ClientRule } from '../../../../shared/network/trace.ts';
import { clusterDomain } from '../dns/pod-resolver.ts';
import type { Network } from '../network.ts';
import { takeRequest, type LoadOf } from './container-step.ts';
import { lookUpFromOutside, lookUpFromPod, type Lookup } from './dns-step.ts';
import { nodeClass } from './node-class.ts';
import { podRef, protocolOf, rewritten, toOneOf, type Passage } from './passage.ts';
import { arriveAtNode, loopbackIp, sendFromOutside, sendFromPod } from './route.ts';
import type { Walk } from './walk.ts';

export interface RequestOptions {
  /** How many different clients of the Internet there are; default {@link internetClients}. One of them is one with a known address. */
  clients?: number;
  /** Requests per second of all of them, or of the one; default so many that no client is forgotten. */
  rps?: number;
  /** Default: nobody else asks anything. */
  loadOf?: LoadOf;
  /** It is a call of a program for its answer to another request: the name that it calls. */
  calls?: string;
}

/** So many people there are where a source does not say. */
export const internetClients = 1000;
const httpPort = 80;

/** Takes a request from its origin to whatever becomes of it. */
export function startRequest(network: Network, walk: Walk, origin: RequestOrigin, target: RequestTarget, options: RequestOptions): void {
  send(network, walk, origin, target, options, { kind: 'Client', ...(options.calls === undefined ? {} : { calls: options.calls }) });
}

function send(network: Network, walk: Walk, origin: RequestOrigin, target: RequestTarget, options: RequestOptions, client: ClientRule): void {
  const fail = (cause: FailureCause): void => walk.end({ kind: 'Failed', cause, handlers: [...walk.handlers] });
  const { path = '/' } = target;
  const { clients = internetClients, rps } = options;
  const isOne = origin.kind === 'Pod' || origin.ip !== undefined;
  const base: Lookup = {
    network, walk, clients, http: { host: target.host ?? '', path }, depth: 0, aside: false, failed: fail,
    arrived: (at, by) => takeRequest(by, at, options.loadOf),
    arrivedOutside: () => {
      walk.pass({ kind: 'External', host: target.host ?? '' });
      walk.end({ kind: 'Served', handlers: [...walk.handlers] });
    },
    arrivedHere: () => walk.end({ kind: 'Served', handlers: [...walk.handlers] }),
    ...(client.redirected ? {} : { askAgain: (port: number) => send(network, walk, origin, atPort(target, port), options, { ...client, redirected: true }) }),
    ...(origin.kind === 'Internet' && origin.ip !== undefined ? { client: origin.ip } : {}),
    ...(rps === undefined ? {} : { clientRps: isOne ? rps : rps / clients }),
  };
  if (origin.kind === 'Pod') return fromPod(base, origin, target, client);
  walk.hop(() => ({ rule: client, verdict: 'Passed' }));
  fromOutside(base, origin.ip ?? internetClientIp, target);
}

function atPort(target: RequestTarget, port: number): RequestTarget {
  return target.service ? { ...target, service: { ...target.service, port } } : { ...target, port };
}

function fromPod(base: Lookup, { namespace, name }: { namespace: string; name: string }, target: RequestTarget, client: ClientRule): void {
  const { network, walk } = base;
  const pod = network.api.get<Pod>('pods', `${namespace}/${name}`);
  if (!pod) return base.failed({ kind: 'NoSuchPod', namespace, name });
  walk.hop(() => ({ subject: podRef(pod), rule: client, verdict: 'Passed' }));
  const sourceIp = network.ground.addressOf(pod) ?? '';
  const lookup: Lookup = { ...base, sender: pod, client: sourceIp };
  const ask = (host: string, port: number, protocol: string | undefined): void => {
    const go = (ip: string): void => sendFromPod({
      ...lookup, http: { ...lookup.http, host }, packet: { sourceIp, destinationIp: ip, destinationPort: port, protocol: protocolOf(protocol) },
    }, pod);
    if (host === 'localhost') go(loopbackIp);
    else if (parseIp(host)) go(host);
    else lookUpFromPod(lookup, pod, host, sendFromPod, go);
  };
  if (!target.service) return ask(target.host ?? '', target.port ?? httpPort, target.protocol);
  const service = network.api.get<Service>('services', `${target.service.namespace}/${target.service.name}`);
  if (!service) return base.failed({ kind: 'NoSuchService', service: { namespace: target.service.namespace, name: target.service.name } });
  const port = portOf(service, target.service.port, base);
  if (port) ask(`${target.service.name}.${target.service.namespace}.svc.${clusterDomain}`, headlessPort(service, port), port.protocol);
}

function fromOutside(base: Lookup, sourceIp: string, target: RequestTarget): void {
  const packetTo = (destinationIp: string, destinationPort: number, protocol: string | undefined): Passage => (
    { ...base, packet: { sourceIp, destinationIp, destinationPort, protocol: protocolOf(protocol) } }
  );
  if (target.service) return toServiceFromOutside(base, target.service, packetTo);
  const { host = '', port = httpPort, protocol } = target;
  const go = (ip: string): void => sendFromOutside(packetTo(ip, port, protocol));
  if (parseIp(host)) go(host);
  else lookUpFromOutside(base, host, go);
}

/** At its load balancer; one that has none is asked at a node port of some node that is said to be ready. */
function toServiceFromOutside(
  base: Lookup, target: NonNullable<RequestTarget['service']>, packetTo: (ip: string, port: number, protocol: string | undefined) => Passage,
): void {
  const { network, walk } = base;
  const ref = { namespace: target.namespace, name: target.name };
  const service = network.api.get<Service>('services', `${ref.namespace}/${ref.name}`);
  if (!service) return base.failed({ kind: 'NoSuchService', service: ref });
  const port = portOf(service, target.port, base);
  if (!port) return;
  const { type = 'ClusterIP' } = service.spec;
  if (type === 'LoadBalancer') {
    const [ingress] = service.status?.loadBalancer?.ingress ?? [];
    const address = ingress?.ip ?? ingress?.hostname;
    if (address === undefined) {
      walk.pass({ kind: 'LoadBalancer', of: 'Service', ...ref });
      return base.failed({ kind: 'LoadBalancerPending', service: ref });
    }
    const go = (ip: string): void => sendFromOutside(packetTo(ip, port.port, port.protocol));
    return ingress?.ip === undefined ? lookUpFromOutside(base, address, go) : go(address);
  }
  if (!port.nodePort) return base.failed({ kind: 'NotExposed', service: ref, type });
  const { nodePort } = port;
  const nodes = [...network.api.list<Node>('nodes')].filter(isReady).map(({ metadata }) => metadata.name);
  if (nodes.length === 0) return base.failed({ kind: 'NoNode' });
  const towards = (node: string): Passage => toOneOf(packetTo(network.addresses.machineAddress(node) ?? '', nodePort, port.protocol), nodes.length);
  walk.choose(nodes, (node) => arriveAtNode(rewritten(towards(node), {}), node), { classOf: (node) => nodeClass(towards(node), node, true) });
}

function portOf({ spec: { ports = [] }, metadata: { namespace = '', name } }: Service, wanted: number | string | undefined, base: Lookup): ServicePort | undefined {
  const port = wanted === undefined ? ports[0] : ports.find((one) => one.port === wanted || one.name === wanted);
  if (!port) base.failed({ kind: 'NoSuchPort', service: { namespace, name }, port: wanted ?? httpPort, ports: ports.map((one) => one.port) });
  return port;
}

/** Nobody translates ports of a headless Service: its clients ask endpoints at their own. */
function headlessPort({ spec }: Service, { port, targetPort }: ServicePort): number {
  return spec.clusterIP === 'None' && typeof targetPort === 'number' ? targetPort : port;
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}
