import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';
import { ipv4Number } from './ipv4.ts';

export interface ClusterNetwork {
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly nodeCIDR: string;
}

/** Where an address leads by the ranges of the cluster. A node is named where the address is its own, or in its block of pod addresses. */
export type Place =
  | { readonly kind: 'Node'; readonly node: string }
  | { readonly kind: 'Pod'; readonly node: string | undefined }
  | { readonly kind: 'Service' } | { readonly kind: 'UnusedNodeAddress' } | { readonly kind: 'Outside' };

/** Which machine has which address, and which node which block of pod addresses. Holds nothing but what was put in. */
export class AddressBook {
  private readonly network: ClusterNetwork;
  private readonly machines = new Map<string, string>();
  /** Machine → its address. */
  private readonly addresses = new Map<string, string>();
  /** First address of a block → its node. Blocks of one cluster have one size. */
  private readonly blocks = new Map<number, string>();
  private readonly blockOf = new Map<string, number>();
  private blockSize = 256;

  constructor(network: ClusterNetwork) {
    this.network = network;
  }

  /** @param machine undefined: it is gone */
  setMachine(name: string, machine: Machine | undefined): void {
    const before = this.addresses.get(name);
    const address = machine?.status?.address;
    if (before === address) return;
    if (before !== undefined && this.machines.get(before) === name) this.machines.delete(before);
    if (address === undefined) this.addresses.delete(name);
    else {
      this.addresses.set(name, address);
      this.machines.set(address, name);
    }
  }

  setNode(name: string, node: Node | undefined): void {
    const block = node?.spec.podCIDR;
    const first = block === undefined ? undefined : parseIpv4Block(block).first;
    const before = this.blockOf.get(name);
    if (before === first) return;
    if (before !== undefined && this.blocks.get(before) === name) this.blocks.delete(before);
    if (block === undefined || first === undefined) this.blockOf.delete(name);
    else {
      this.blockSize = parseIpv4Block(block).size;
      this.blockOf.set(name, first);
      this.blocks.set(first, name);
    }
  }

  machineAddress(name: string): string | undefined {
    return this.addresses.get(name);
  }

  placeOf(ip: string): Place {
    const machine = this.machines.get(ip);
    if (machine !== undefined) return { kind: 'Node', node: machine };
    const number = ipv4Number(ip);
    if (number === undefined) return { kind: 'Outside' };
    if (holds(this.network.podCIDR, number)) return { kind: 'Pod', node: this.blocks.get(number - (number % this.blockSize)) };
    if (holds(this.network.serviceCIDR, number)) return { kind: 'Service' };
    return { kind: holds(this.network.nodeCIDR, number) ? 'UnusedNodeAddress' : 'Outside' };
  }
}

function holds(cidr: string, number: number): boolean {
  const { first, size } = parseIpv4Block(cidr);
  return number >= first && number < first + size;
}
