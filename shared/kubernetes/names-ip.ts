/**
 * IP addresses and CIDR blocks. Source: k8s.io/apimachinery/pkg/util/validation/ip.go; the sloppy parser is
 * k8s.io/utils/net.ParseIPSloppy, which forgives leading zeros.
 */

/** An address as bytes: 4 or 16. An IPv4-mapped IPv6 address has 16 and `mapped`. */
export interface IpAddress {
  readonly bytes: readonly number[];
  readonly mapped: boolean;
  /** Written with leading zeros, or with groups of more than four digits: only the sloppy parser takes it. */
  readonly sloppy: boolean;
}

/** Undefined when `text` is no address even to the sloppy parser. Zones (`fe80::1%eth0`) are not accepted. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bytes: parts.map(Number), mapped: false, sloppy: parts.some((part) => part.length > 1 && part.startsWith('0')) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  let sloppy = false;
  const parsed: number[][] = [];
  for (const [index, half] of halves.entries()) {
    const bytes: number[] = [];
    const groups = half === '' ? [] : half.split(':');
    for (const [position, group] of groups.entries()) {
      const last = index === halves.length - 1 && position === groups.length - 1;
      if (last && group.includes('.')) {
        const embedded = parseIpv4(group);
        if (!embedded) return undefined;
        sloppy ||= embedded.sloppy;
        bytes.push(...embedded.bytes);
      } else {
        if (!/^[0-9a-fA-F]+$/.test(group)) return undefined;
        const value = Number.parseInt(group, 16);
        if (value > 0xffff) return undefined;
        sloppy ||= group.length > 4;
        bytes.push(value >> 8, value & 0xff);
      }
    }
    parsed.push(bytes);
  }
  const [head = [], tail] = parsed;
  const missing = 16 - head.length - (tail?.length ?? 0);
  // `::` stands for at least one group.
  if (tail ? missing < 2 : missing !== 0) return undefined;
  const bytes = tail ? [...head, ...new Array<number>(missing).fill(0), ...tail] : head;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return { bytes, mapped, sloppy };
}

/** The canonical text (RFC 5952); a mapped address prints as IPv4. Source: net.IP.String. */
export function ipString(address: IpAddress): string {
  const { bytes } = address;
  if (bytes.length === 4) return bytes.join('.');
  if (address.mapped) return bytes.slice(12).join('.');
  const groups: number[] = [];
  for (let index = 0; index < 16; index += 2) groups.push(((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0));
  // The longest run of two or more zero groups, the first of equals, becomes `::`.
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

/** A block: the address as written and the length of its prefix in bits (of 32 or 128). */
export interface CidrBlock {
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly sloppy: boolean;
}

/** Undefined when `text` is no block even to ParseCIDRSloppy. */
export function parseCidr(text: string): CidrBlock | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash));
  const lengthText = text.slice(slash + 1);
  if (!address || !/^[0-9]+$/.test(lengthText)) return undefined;
  const prefixLength = Number(lengthText);
  if (prefixLength > address.bytes.length * 8) return undefined;
  return { address, prefixLength, sloppy: address.sloppy || (lengthText.length > 1 && lengthText.startsWith('0')) };
}

/** The block's first address: all bits after the prefix are zero. */
export function maskedAddress({ address, prefixLength }: CidrBlock): IpAddress {
  const bytes = address.bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefixLength - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { ...address, bytes };
}

/** `10.0.0.0/8`, as net.IPNet.String prints it. */
export function cidrString(block: CidrBlock): string {
  return `${ipString(maskedAddress(block))}/${block.prefixLength}`;
}

const notAnIp = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const notACidr = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/**
 * The rule of fields that predate strict validation; `strict` is the StrictIPCIDRValidation gate. Any spelling of an address will do.
 * Source: IsValidIPForLegacyField.
 */
export function legacyIp(value: string, strict = true): string[] {
  const address = parseIp(value);
  if (!address) return [notAnIp];
  if (!strict) return [];
  if (address.sloppy) return ['must not have leading 0s'];
  return address.mapped ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

/** An address in canonical form. Source: IsValidIP. */
export function ip(value: string): string[] {
  const errors = legacyIp(value);
  const address = parseIp(value);
  if (errors.length > 0 || !address) return errors;
  const canonical = ipString(address);
  return canonical === value ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`];
}

/** Source: IsValidCIDRForLegacyField; see `legacyIp`. */
export function legacyCidr(value: string, strict = true): string[] {
  const block = parseCidr(value);
  if (!block) return [notACidr];
  if (!strict) return [];
  if (block.sloppy) return ['must not have leading 0s in IP or prefix length'];
  if (block.address.mapped) return ['must not have an IPv4-mapped IPv6 address'];
  const isMasked = maskedAddress(block).bytes.every((byte, index) => byte === block.address.bytes[index]);
  return isMasked ? [] : ['must not have bits set beyond the prefix length'];
}

/** A block in canonical form with no bits after the prefix. Source: IsValidCIDR. */
export function cidr(value: string): string[] {
  const errors = legacyCidr(value);
  const block = parseCidr(value);
  if (errors.length > 0 || !block) return errors;
  const canonical = cidrString(block);
  return canonical === value ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`];
}
