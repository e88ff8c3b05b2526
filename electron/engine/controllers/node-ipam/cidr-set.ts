import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';

/** Prefix length of the block that each node gets. Flag --node-cidr-mask-size. */
export const nodeMaskSize = 24;
const nodeBlockSize = 2 ** (32 - nodeMaskSize);

/** The node-sized blocks of the cluster's pod network, by number. Source: pkg/controller/nodeipam/ipam/cidrset. */
export class CidrSet {
  private readonly first: number;
  readonly size: number;

  /** @param clusterCidr e.g. `10.244.0.0/16`; one smaller than a node's block has none */
  constructor(clusterCidr: string) {
    const block = parseIpv4Block(clusterCidr);
    this.first = block.first;
    this.size = Math.floor(block.size / nodeBlockSize);
  }

  cidrOf(index: number): string {
    return `${formatIpv4(this.first + index * nodeBlockSize)}/${nodeMaskSize}`;
  }

  /** Undefined for a block outside the cluster's network. */
  indexOf(cidr: string): number | undefined {
    const index = (parseIpv4Block(cidr).first - this.first) / nodeBlockSize;
    return Number.isInteger(index) && index >= 0 && index < this.size ? index : undefined;
  }
}
