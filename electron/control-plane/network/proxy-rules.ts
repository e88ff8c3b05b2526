import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { ProxyDestination } from '../../../shared/network/trace.ts';
import type { ProxyEndpointRow, ProxyRuleRow, ProxyRulesView } from '../../../shared/view/trace.ts';
import { chooseEndpoints, type ProxyNode } from '../../engine/network/proxy/choose-endpoints.ts';
import type { PortRules, ProxyEndpoint, ServiceRules } from '../../engine/network/proxy/service-rules.ts';
import type { World } from '../../engine/world.ts';
import { proxyReasons } from './proxy-reasons.ts';

/** What kube-proxy has written on a node, by Service; for packets that come over the wire. @param service only of the Service with this key, with each endpoint */
export function proxyRulesView(world: World, node: string, limit: number, service?: string): ProxyRulesView {
  const { network } = world.components;
  const table = network.tableOf(node);
  const address = network.addresses.machineAddress(node) ?? '';
  const proxyNode = network.proxyNode(node);
  const keys = service === undefined ? [...table.keys()].sort() : [service];
  const rules: ProxyRuleRow[] = [];
  let total = 0;
  for (const key of keys) {
    const found = table.rulesOf(key);
    if (!found) continue;
    for (const port of found.ports) {
      for (const [destination, ip, number] of destinationsOf(found, port, address)) {
        total += 1;
        if (rules.length < limit) rules.push(rowOf(found, port, destination, ip, number, proxyNode, service !== undefined));
      }
    }
  }
  return { node, state: table.state, ...(table.staleSinceMs === undefined ? {} : { staleSinceMs: table.staleSinceMs }), rules, total };
}

function destinationsOf(rules: ServiceRules, { port, nodePort }: PortRules, nodeAddress: string): [ProxyDestination, string, number][] {
  const at = (destination: ProxyDestination, ips: readonly string[]): [ProxyDestination, string, number][] => ips.map((ip) => [destination, ip, port]);
  return [
    ...at('ClusterIP', rules.clusterIps), ...at('ExternalIP', rules.externalIps), ...at('LoadBalancer', rules.loadBalancerIps),
    ...(nodePort === undefined ? [] : [['NodePort', nodeAddress, nodePort] as [ProxyDestination, string, number]]),
  ];
}

function rowOf(rules: ServiceRules, port: PortRules, destination: ProxyDestination, ip: string, number: number, node: ProxyNode, isDetailed: boolean): ProxyRuleRow {
  const choice = chooseEndpoints(rules, port, destination, node, destination === 'ClusterIP');
  const { verdict, endpoints: taken, trafficPolicy } = choice;
  const counts = { all: port.endpoints.length, ready: port.endpoints.filter(({ ready }) => ready).length, taken: taken.length };
  const { affinitySeconds, sourceRanges } = rules;
  return {
    service: { apiVersion: 'v1', kind: 'Service', namespace: rules.namespace, name: rules.name }, portName: port.name, protocol: port.protocol,
    destination, ip, port: number, trafficPolicy, verdict, endpoints: counts, why: proxyReasons(choice, counts, node.name, affinitySeconds),
    ...(affinitySeconds === undefined ? {} : { affinitySeconds }),
    ...(destination === 'LoadBalancer' && sourceRanges.length > 0 ? { sourceRanges: [...sourceRanges] } : {}),
    ...(isDetailed ? { endpointRows: port.endpoints.map((endpoint) => endpointRow(endpoint, taken)) } : {}),
  };
}

function endpointRow(endpoint: ProxyEndpoint, taken: readonly ProxyEndpoint[]): ProxyEndpointRow {
  const { ip, port, node, pod, ready, serving, terminating } = endpoint;
  const ref: ObjectRef | undefined = pod && { apiVersion: 'v1', kind: 'Pod', namespace: pod.namespace, name: pod.name };
  return {
    ip, port, ...(node === undefined ? {} : { node }), ...(ref ? { pod: ref } : {}),
    state: ready ? 'Ready' : serving && terminating ? 'Ending' : 'NotReady', share: taken.includes(endpoint) ? 1 / taken.length : 0,
  };
}
