import { maskedAddress, parseCidr, parseIp, type IpAddress } from '../../../../shared/kubernetes/names-ip.ts';

/** An address family and range: addresses whose first `prefixLength` bits are those of `bytes`. */
interface Range {
  readonly bytes: readonly number[];
  readonly prefixLength: number;
}

/** 4 or 16 bytes; an IPv4-mapped IPv6 address is the IPv4 address. Undefined when the text is no address. */
export function addressBytes(text: string): readonly number[] | undefined {
  const address = parseIp(text);
  return address ? unmapped(address) : undefined;
}

function unmapped({ bytes, mapped }: IpAddress): readonly number[] {
  return mapped ? bytes.slice(12) : bytes;
}

function rangeOf(cidr: string): Range | undefined {
  const block = parseCidr(cidr);
  if (!block) return undefined;
  const first = maskedAddress(block);
  const mapped = first.mapped && block.prefixLength >= 96;
  return { bytes: mapped ? first.bytes.slice(12) : first.bytes, prefixLength: block.prefixLength - (mapped ? 96 : 0) };
}

function holds({ bytes, prefixLength }: Range, address: readonly number[]): boolean {
  if (bytes.length !== address.length) return false;
  for (let index = 0, bits = prefixLength; bits > 0; index += 1, bits -= 8) {
    const mask = bits >= 8 ? 0xff : (0xff << (8 - bits)) & 0xff;
    if (((bytes[index] ?? 0) ^ (address[index] ?? 0)) & mask) return false;
  }
  return true;
}

/**
 * The test of an `ipBlock`: in `cidr` and in none of `except`. A block that does not parse (the API refuses it) holds no address, as an
 * exception it excepts none.
 */
export function compileIpBlock({ cidr, except }: { cidr: string; except?: readonly string[] }): (address: readonly number[]) => boolean {
  const range = rangeOf(cidr);
  if (!range) return () => false;
  const excepted = (except ?? []).map(rangeOf).filter((item) => item !== undefined);
  return (address) => holds(range, address) && !excepted.some((item) => holds(item, address));
}

/** Whether an address is in one of several ranges; none are all. */
export function isInRanges(ranges: readonly string[], ip: string): boolean {
  if (ranges.length === 0) return true;
  const address = addressBytes(ip);
  return address !== undefined && ranges.some((cidr) => compileIpBlock({ cidr })(address));
}
