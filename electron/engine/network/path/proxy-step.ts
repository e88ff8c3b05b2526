import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { ProxyRule, ServicePortRef } from '../../../../shared/network/trace.ts';
import { isInRanges } from '../policy/ip-block.ts';
import { chooseEndpoints, type EndpointChoice } from '../proxy/choose-endpoints.ts';
import type { RuleMatch } from '../proxy/rule-set.ts';
import type { PortRules, ProxyEndpoint, ServiceRules } from '../proxy/service-rules.ts';
import { affinityWeights } from './affinity.ts';
import { nodeRef, noteHop, rewritten, serviceRef, type Passage } from './passage.ts';
import { whyNoEndpoints } from './why-no-endpoints.ts';

/** The node whose rules a packet meets, and whether it comes from a pod of that node. */
export interface AtNode {
  readonly node: string;
  readonly fromInside: boolean;
}

/**
 * A packet meets the rules that kube-proxy has written on a node: it goes on to an endpoint, is refused or dropped, or, where no rule is
 * for its destination, goes on as it is.
 */
export function meetProxy(passage: Passage, at: AtNode, next: (passage: Passage) => void): void {
  const { network, packet: { destinationIp: ip, destinationPort: port, protocol } } = passage;
  const table = network.tableOf(at.node);
  const local = network.addresses.machineAddress(at.node) === ip;
  const match = table.match(ip, port, protocol, local);
  const stale = table.staleSinceMs === undefined ? {} : { staleSinceMs: table.staleSinceMs };
  if (match) return follow(passage, at, match, stale, next);
  const fail = (cause: FailureCause): void => {
    noteHop(passage, () => ({ subject: nodeRef(at.node), rule: { kind: 'Proxy', node: at.node, ...stale } }), 'Failed');
    passage.failed(cause);
  };
  const [known] = table.servicesAt(ip);
  if (known) fail({ kind: 'NoSuchPort', service: refOfRules(known), port, ports: known.ports.map((one) => one.port) });
  else if (network.addresses.placeOf(ip).kind === 'Service') fail({ kind: 'NoProxyRule', node: at.node, ip, port, stale: table.state !== 'Synced' });
  else next(passage);
}

function follow(passage: Passage, { node, fromInside }: AtNode, { rules, port, destination }: RuleMatch, stale: { staleSinceMs?: number }, next: (passage: Passage) => void): void {
  const { network, walk, packet } = passage;
  const service: ServicePortRef = { ...refOfRules(rules), portName: port.name, port: port.port };
  const choice = chooseEndpoints(rules, port, destination, network.proxyNode(node), fromInside);
  const rule = (): ProxyRule => ({
    kind: 'Proxy', node, destination, service, trafficPolicy: choice.trafficPolicy, ...(choice.shortCut ? { shortCut: true } : {}),
    choices: choice.endpoints.length, endpoints: port.endpoints.length,
    ...(choice.verdict === 'Forward' && choice.terminatingFallback ? { terminatingFallback: true } : {}),
    ...(choice.distribution ? { distribution: choice.distribution } : {}),
    ...(rules.affinitySeconds === undefined ? {} : { affinitySeconds: rules.affinitySeconds }),
    ...(choice.masquerade ? { masquerade: true } : {}), ...stale,
  });
  if (!passage.aside) walk.pass({ kind: 'Service', ...service });
  const fail = (cause: FailureCause): void => {
    noteHop(passage, () => ({ subject: serviceRef(rules), rule: rule() }), 'Failed');
    passage.failed(cause);
  };
  if (destination === 'LoadBalancer' && !isInRanges(rules.sourceRanges, packet.sourceIp)) {
    return fail({ kind: 'SourceRangeDenied', service: refOfRules(rules), sourceIp: packet.sourceIp, ranges: [...rules.sourceRanges] });
  }
  if (choice.verdict === 'Reject') return fail({ kind: 'NoEndpoints', service, why: whyNoEndpoints(network.api, rules.service, port), stale: stale.staleSinceMs !== undefined });
  if (choice.verdict === 'Drop') {
    return fail({ kind: 'NoLocalEndpoints', service, node, policy: destination === 'ClusterIP' ? 'internalTrafficPolicy' : 'externalTrafficPolicy' });
  }
  if (rules.affinitySeconds !== undefined && passage.clientRps !== undefined) walk.remember(rules.affinitySeconds);
  walk.choose(choice.endpoints, (endpoint) => {
    const on = towards(passage, node, rules, port, endpoint, choice, stale.staleSinceMs !== undefined);
    noteHop(passage, () => ({ subject: serviceRef(rules), rule: { ...rule(), chosen: endpointRef(endpoint) }, after: on.packet }));
    next(on);
  }, rules.affinitySeconds === undefined ? {} : { weightOf: affinityWeights(passage, node, service, choice.endpoints, rules.affinitySeconds) });
}

function towards(
  passage: Passage, node: string, rules: ServiceRules, port: PortRules, endpoint: ProxyEndpoint, { masquerade }: EndpointChoice, stale: boolean,
): Passage {
  const { port: number, name, protocol } = port;
  const specified = rules.service.spec.ports?.find((one) => (one.name ?? '') === name && one.port === number && (one.protocol ?? 'TCP') === protocol);
  return rewritten(passage, {
    destinationIp: endpoint.ip, destinationPort: endpoint.port,
    // A packet that stays on the node is judged by policies before the node puts its own address in.
    ...(masquerade && endpoint.node !== node ? { sourceIp: passage.network.addresses.machineAddress(node) ?? passage.packet.sourceIp } : {}),
  }, {
    chosen: { service: { ...refOfRules(rules), portName: name, port: number }, targetPort: specified?.targetPort ?? number, endpoint: endpointRef(endpoint), ...(stale ? { staleOn: node } : {}) },
  });
}

export function endpointRef({ ip, port, node, pod }: ProxyEndpoint): { ip: string; port: number; node?: string; pod?: NonNullable<ProxyEndpoint['pod']> } {
  return { ip, port, ...(node === undefined ? {} : { node }), ...(pod ? { pod } : {}) };
}

function refOfRules({ namespace, name }: ServiceRules): { namespace: string; name: string } {
  return { namespace, name };
}
