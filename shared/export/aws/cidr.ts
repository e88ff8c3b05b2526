import { parseCidr } from '../../kubernetes/names-ip.ts';

/** An IPv4 range: its first address as a number, and how many it has. */
export interface Ipv4Block {
  first: number;
  size: number;
  prefix: number;
}

/** Undefined for what is no IPv4 range. */
export function parseIpv4(text: string): Ipv4Block | undefined {
  const block = /^[\d.]+\/\d+$/.test(text) ? parseCidr(text) : undefined;
  if (!block) return undefined;
  const prefix = block.prefixLength;
  const size = 2 ** (32 - prefix);
  const number = (text.split('/')[0] as string).split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first: Math.floor(number / size) * size, size, prefix };
}

/** A range in equal parts, a power of two of them, of which the first `count` are given. */
export function partsOf({ first, prefix }: Ipv4Block, count: number): string[] {
  const longer = prefix + Math.ceil(Math.log2(Math.max(1, count)));
  const size = 2 ** (32 - longer);
  return Array.from({ length: count }, (_, index) => {
    const address = first + index * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${longer}`;
  });
}
