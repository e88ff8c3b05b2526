import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';
import type { NodeRuntime } from './node-state.ts';

/**
 * Gives a pod the next free address of the node's block, walking round it so that an address is not used again at once. The first
 * address is the
 * bridge's, the last the broadcast. Source: the host-local IPAM plugin. @returns undefined when the block is used up
 */
export function allocatePodAddress(node: NodeRuntime, podCIDR: string, uid: string): string | undefined {
  const { first, size } = parseIpv4Block(podCIDR);
  const usable = size - 3;
  for (let tries = 0; tries < usable; tries += 1) {
    node.lastAddressOffset = node.lastAddressOffset < 2 || node.lastAddressOffset >= size - 2 ? 2 : node.lastAddressOffset + 1;
    const address = formatIpv4(first + node.lastAddressOffset);
    if (node.addresses.has(address)) continue;
    node.addresses.set(address, uid);
    return address;
  }
  return undefined;
}

export function releasePodAddress(node: NodeRuntime, address: string, uid: string): void {
  if (node.addresses.get(address) === uid) node.addresses.delete(address);
}
