import type { Fields } from '../fields.ts';
import { optionalText, textOf, textsOf } from '../fields.ts';
import { legacyIp, parseIp } from '../names-ip.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required } from './field-errors.ts';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Virtual addresses and IP families by themselves and together. Source: ValidateServiceClusterIPsRelatedFields. */
export function validateClusterIps(spec: Fields): FieldErrors {
  if (textOf(spec, 'type') === 'ExternalName') return [];
  const errors: FieldErrors = [];
  const addresses = textsOf(spec, 'clusterIPs');
  const clusterIP = textOf(spec, 'clusterIP');
  const path = 'spec.clusterIPs';
  if (clusterIP === '' && addresses.length > 0) errors.push(invalid(path, addresses, 'must be empty when `clusterIP` is not specified'));
  if (clusterIP !== '' && addresses.length === 0) errors.push(required(path));
  else if (clusterIP !== '' && addresses[0] !== clusterIP) errors.push(invalid(path, addresses, 'first value must match `clusterIP`'));
  errors.push(...validateFamilies(spec));
  const faults = addresses.flatMap((address, index) => {
    if (index > 0 || address !== 'None') return invalidAll(`${path}[${index}]`, address, legacyIp(address));
    return addresses.length > 1 ? [invalid(path, addresses, "'None' must be the first and only value")] : [];
  });
  errors.push(...faults);
  if (addresses.length > 2) errors.push(invalid(path, addresses, 'may only hold up to 2 values'));
  if (faults.length > 0 || isHeadless(spec)) return errors;
  const [first, ...others] = addresses.map((address) => address.includes(':'));
  if (others.length > 0 && others.every((isIpv6) => isIpv6 === first)) {
    errors.push(invalid(path, addresses, 'may specify no more than one IP for each IP family'));
  }
  addresses.forEach((address, index) => errors.push(...validateFamilyOf(address, textsOf(spec, 'ipFamilies')[index], index)));
  return errors;
}

function validateFamilies(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const list = textsOf(spec, 'ipFamilies');
  list.forEach((family, index) => {
    if (!families.includes(family)) errors.push(notSupported(`spec.ipFamilies[${index}]`, family, families));
    if (list.indexOf(family) < index) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
  });
  const policy = optionalText(spec, 'ipFamilyPolicy');
  if (policy !== undefined && !policies.includes(policy)) errors.push(notSupported('spec.ipFamilyPolicy', policy, policies));
  return errors;
}

function validateFamilyOf(address: string, family: string | undefined, index: number): FieldErrors {
  if (family === undefined || !families.includes(family) || address.includes(':') === (family === 'IPv6')) return [];
  return [invalid(`spec.clusterIPs[${index}]`, address, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``)];
}

/** Addresses that were given out stay, except on the way to and from ExternalName. Source: validateUpgradeDowngradeClusterIPs. */
export function validateClusterIpsUpdate(next: Fields, old: Fields): FieldErrors {
  if (textOf(next, 'type') === 'ExternalName' || textOf(old, 'type') === 'ExternalName') return [];
  const [addresses, before] = [textsOf(next, 'clusterIPs'), textsOf(old, 'clusterIPs')];
  if (before.length > 0 && addresses.length === 0) return [invalid('spec.clusterIPs[0]', undefined, 'primary clusterIP can not be unset')];
  const errors = before.flatMap((address, index) => {
    const now = addresses[index];
    return now === undefined || now === address ? [] : [invalid(`spec.clusterIPs[${index}]`, addresses, 'may not change once set')];
  });
  return [...errors, ...validateRelease(next, before, addresses, 'clusterIP')];
}

/**
 * The primary family of a Service with a virtual address stays; the secondary one comes and, with the policy SingleStack, goes.
 * Source: validateUpgradeDowngradeIPFamilies.
 */
export function validateFamiliesUpdate(next: Fields, old: Fields): FieldErrors {
  if (textOf(next, 'type') === 'ExternalName' || textOf(old, 'type') === 'ExternalName' || isHeadless(next) || isHeadless(old)) return [];
  const [list, before] = [textsOf(next, 'ipFamilies'), textsOf(old, 'ipFamilies')];
  const path = 'spec.ipFamilies[0]';
  const changed = invalid(path, list, 'may not change once set');
  // Changed places of lists of one length are all reported at the first.
  if (list.length === before.length) return before.filter((family, index) => family !== list[index]).map(() => changed);
  const errors: FieldErrors = [];
  if (list.length < before.length && textsOf(next, 'clusterIPs').length === 0) {
    errors.push(invalid(path, list, 'primary ipFamily can not be unset'));
  }
  if (list.length > 0 && before.length > 0 && list[0] !== before[0]) errors.push(changed);
  return [...errors, ...validateRelease(next, before, list, 'ipFamily')];
}

export function isHeadless(spec: Fields): boolean {
  const addresses = textsOf(spec, 'clusterIPs');
  return addresses.length === 1 && addresses[0] === 'None';
}

function validateRelease(next: Fields, before: readonly string[], now: readonly string[], what: string): FieldErrors {
  const policy = optionalText(next, 'ipFamilyPolicy');
  if (before.length <= now.length || now.length !== 1 || policy === 'SingleStack') return [];
  return [invalid('spec.ipFamilyPolicy', policy, `must be set to 'SingleStack' when releasing the secondary ${what}`)];
}

/** Addresses with a meaning of their own cannot be addresses of endpoints or external ones. Source: ValidateEndpointIP. */
export function validateNonSpecialIp(address: string, path: string): FieldErrors {
  const parsed = parseIp(address);
  if (!parsed) return [invalid(path, address, 'must be a valid IP address')];
  // An IPv4 address inside an IPv6 one is what it is.
  const bytes = parsed.mapped ? parsed.bytes.slice(12) : parsed.bytes;
  const [first = 0, second = 0, third = 0] = bytes;
  const isIpv4 = bytes.length === 4;
  const isZeroUpTo = (end: number) => bytes.slice(0, end).every((byte) => byte === 0);
  if (isZeroUpTo(bytes.length)) return [invalid(path, address, `may not be unspecified (${address})`)];
  if (isIpv4 ? first === 127 : isZeroUpTo(15) && bytes[15] === 1) {
    return [invalid(path, address, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')];
  }
  if (isIpv4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80) {
    return [invalid(path, address, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')];
  }
  if (isIpv4 ? first === 224 && second === 0 && third === 0 : first === 0xff && (second & 0x0f) === 2) {
    return [invalid(path, address, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')];
  }
  return [];
}
