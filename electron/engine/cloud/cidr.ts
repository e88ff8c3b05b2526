import { assert } from '../../../shared/assert.ts';

/** An IPv4 block: its first address as an unsigned number, and how many addresses it has. */
export interface Ipv4Block {
  first: number;
  size: number;
}

/** Parses `10.244.0.0/16`. The text has been validated; IPv6 is not simulated. */
export function parseIpv4Block(cidr: string): Ipv4Block {
  const [address, bits] = cidr.split('/');
  const prefix = Number(bits);
  assert(address && Number.isInteger(prefix) && prefix >= 0 && prefix <= 32, `"${cidr}" is an IPv4 block`);
  const size = 2 ** (32 - prefix);
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return { first: Math.floor(number / size) * size, size };
}

export function formatIpv4(address: number): string {
  return [address / 2 ** 24, address / 2 ** 16, address / 2 ** 8, address].map((part) => Math.floor(part) % 256).join('.');
}
