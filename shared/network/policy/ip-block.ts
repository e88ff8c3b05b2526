import { maskedAddress, parseCidr } from '../../kubernetes/names-ip.ts';

interface Block {
  cidr: string;
  except?: readonly string[];
}

/**
 * How much of a range of addresses a block of a NetworkPolicy holds. `all`: the block is the range, or wider than it, and excepts none of it.
 * `some`: only a part of it.
 */
export function blockHolds({ cidr, except = [] }: Block, range: string): 'all' | 'some' | 'none' {
  if (!overlaps(cidr, range) || except.some((excepted) => contains(excepted, range))) return 'none';
  return contains(cidr, range) && !except.some((excepted) => overlaps(excepted, range)) ? 'all' : 'some';
}

/** Whether one range is wider than another and holds it: only then may it be an exception. Source: ValidateIPBlock, pkg/apis/networking/validation. */
export function isWider(cidr: string, range: string): boolean {
  return contains(cidr, range) && !contains(range, cidr);
}

function overlaps(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

function contains(outer: string, inner: string): boolean {
  const [wide, narrow] = [parseCidr(outer), parseCidr(inner)];
  if (!wide || !narrow || wide.address.bytes.length !== narrow.address.bytes.length || wide.prefixLength > narrow.prefixLength) return false;
  const first = maskedAddress(wide).bytes;
  const other = maskedAddress({ ...narrow, prefixLength: wide.prefixLength }).bytes;
  return first.every((byte, index) => byte === other[index]);
}
