import { dependsOnNode } from '../proxy/choose-endpoints.ts';
import type { Passage } from './passage.ts';

/**
 * Nodes with the same text do the same with a packet from outside. What tells them apart: power, which rules they have, and where the
 * endpoints depend on the node, or a policy on the address that a node puts in, the node itself.
 */
export function nodeClass({ network, packet: { destinationIp: ip, destinationPort: port, protocol } }: Passage, node: string, local: boolean): string {
  if (!network.isPowered(node)) return `off/${node}`;
  const table = network.tableOf(node);
  const match = table.match(ip, port, protocol, local);
  if (!match || dependsOnNode(match.rules, match.port, match.destination) || network.policies.seesAddresses(match.rules.namespace)) return node;
  return `${table.version}/${network.sideOf(node)}`;
}
