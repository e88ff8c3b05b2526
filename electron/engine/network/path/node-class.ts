import { dependsOnNode, hasEndpointOn } from '../proxy/choose-endpoints.ts';
import type { Passage } from './passage.ts';

/**
 * Nodes with the same text do the same with a packet from outside. What tells them apart: power, the side of a parted network, which rules
 * they have, and, where the endpoints depend on the node, the node itself. Policies see the address that a node puts in, but for pods on
 * the node itself, to which they see the client's.
 */
export function nodeClass({ network, packet: { sourceIp, destinationIp: ip, destinationPort: port, protocol } }: Passage, node: string, local: boolean): string {
  if (!network.isPowered(node)) return `off/${node}`;
  const table = network.tableOf(node);
  const match = table.match(ip, port, protocol, local);
  if (!match || dependsOnNode(match.rules, match.port, match.destination)) return node;
  const { namespace } = match.rules;
  const asNode = network.policies.addressClass(namespace, network.addresses.machineAddress(node) ?? '');
  const apart = asNode !== network.policies.addressClass(namespace, sourceIp) && hasEndpointOn(match.port, node);
  return `${table.version}/${network.reachKey(node)}/${asNode}/${apart ? node : ''}`;
}
