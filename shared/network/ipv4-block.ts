import { assert } from '../assert.ts';
import { parseCidr } from '../kubernetes/names-ip.ts';

/** An IPv4 range: its first address as an unsigned number, how many addresses it has, and the length of its prefix. */
export interface Ipv4Block {
  first: number;
  size: number;
  prefix: number;
}

const blocks = new Map<string, Readonly<Ipv4Block>>();
/** Follows from the text alone, so it is kept only to save work; a cluster has a block per node. */
const blockLimit = 10_000;

/** Parses `10.244.0.0/16`. The text has been validated; IPv6 is not simulated. */
export function parseIpv4Block(cidr: string): Readonly<Ipv4Block> {
  let block = blocks.get(cidr);
  if (!block) {
    if (blocks.size >= blockLimit) blocks.clear();
    const read = readIpv4Block(cidr);
    assert(read, `"${cidr}" is an IPv4 block`);
    blocks.set(cidr, (block = read));
  }
  return block;
}

/** Undefined for what is no IPv4 range. */
export function readIpv4Block(text: string): Ipv4Block | undefined {
  const block = /^[\d.]+\/\d+$/.test(text) ? parseCidr(text) : undefined;
  if (!block) return undefined;
  const prefix = block.prefixLength;
  const size = 2 ** (32 - prefix);
  const number = (text.split('/')[0] as string).split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first: Math.floor(number / size) * size, size, prefix };
}

export function formatIpv4(address: number): string {
  return `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** A range in equal parts, a power of two of them, of which the first `count` are given. */
export function partsOf({ first, prefix }: Readonly<Ipv4Block>, count: number): string[] {
  const longer = prefix + Math.ceil(Math.log2(Math.max(1, count)));
  const size = 2 ** (32 - longer);
  return Array.from({ length: count }, (_, index) => `${formatIpv4(first + index * size)}/${longer}`);
}
