import { nodeClass } from './node-class.ts';
import { noteHop, rewritten, serviceRef, toOneOf, type Passage } from './passage.ts';
import { isInRanges } from '../policy/ip-block.ts';
import type { LoadBalancer } from '../load-balancer/load-balancer.ts';

/** A load balancer sends a packet to one of the nodes that it takes to be healthy, of which each is as likely as another. */
export function enterLoadBalancer(passage: Passage, balancer: LoadBalancer, arrive: (passage: Passage, node: string) => void): void {
  const { network, walk, packet: { destinationPort: port, protocol } } = passage;
  const { namespace, name, nodes, healthy, healthCheck } = balancer;
  const subject = serviceRef(balancer);
  if (!passage.aside) walk.pass({ kind: 'LoadBalancer', of: 'Service', namespace, name });
  const forwardsTo = balancer.forwardsTo === 'Address' ? 'Address' : 'NodePort';
  const rule = { kind: 'LoadBalancer', healthy: healthy.length, nodes: nodes.length, forwardsTo } as const;
  const listener = balancer.ports.find((one) => one.port === port && one.protocol === protocol);
  if (!listener || healthy.length === 0) {
    noteHop(passage, () => ({ subject, rule }), 'Failed');
    const service = { namespace, name };
    return passage.failed(listener
      ? { kind: 'NoHealthyNode', service, nodes: nodes.length, healthCheck }
      : { kind: 'NoSuchPort', service, port, ports: balancer.ports.map((one) => one.port) });
  }
  const { sourceRanges: ranges = [], speaksAs } = balancer;
  if (!isInRanges(ranges, passage.packet.sourceIp)) {
    noteHop(passage, () => ({ subject, rule }), 'Failed');
    return passage.failed({ kind: 'SourceRangeDenied', service: { namespace, name }, sourceIp: passage.packet.sourceIp, ranges: [...ranges] });
  }
  const shared = toOneOf(passage, healthy.length);
  const source = speaksAs === undefined ? {} : { sourceIp: speaksAs };
  const towards = (node: string): Passage => (forwardsTo === 'Address' ? shared
    : rewritten(shared, { ...source, destinationIp: network.addresses.machineAddress(node) ?? '', destinationPort: listener.nodePort ?? 0 }));
  walk.choose(healthy, (node) => {
    const on = towards(node);
    noteHop(passage, () => ({ subject, rule: { ...rule, node }, ...(on.packet === passage.packet ? {} : { after: on.packet }) }));
    arrive(on, node);
  }, { classOf: (node) => nodeClass(towards(node), node, forwardsTo === 'NodePort') });
}
