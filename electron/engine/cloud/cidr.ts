import { assert } from '../../../shared/assert.ts';

/** An IPv4 block: its first address as an unsigned number, and how many addresses it has. */
export interface Ipv4Block {
  first: number;
  size: number;
}

const blocks = new Map<string, Readonly<Ipv4Block>>();
/** Follows from the text alone, so it is kept only to save work; a cluster has a block per node. */
const blockLimit = 10_000;

/** Parses `10.244.0.0/16`. The text has been validated; IPv6 is not simulated. */
export function parseIpv4Block(cidr: string): Readonly<Ipv4Block> {
  let block = blocks.get(cidr);
  if (!block) {
    if (blocks.size >= blockLimit) blocks.clear();
    blocks.set(cidr, (block = readBlock(cidr)));
  }
  return block;
}

function readBlock(cidr: string): Ipv4Block {
  const [address, bits] = cidr.split('/');
  const prefix = Number(bits);
  assert(address && Number.isInteger(prefix) && prefix >= 0 && prefix <= 32, `"${cidr}" is an IPv4 block`);
  const size = 2 ** (32 - prefix);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first: Math.floor(number / size) * size, size };
}

export function formatIpv4(address: number): string {
  return `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
