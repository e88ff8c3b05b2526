import { parseIp } from '../../../../shared/kubernetes/names-ip.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import { wildcardOf, type IngressIndex } from '../ingress/ingress-index.ts';

/** What the Internet's DNS says to a name. */
export type PublicAnswer =
  | { readonly kind: 'Ingress'; readonly addresses: readonly string[] }
  | { readonly kind: 'External'; readonly address: string }
  | { readonly kind: 'None' };

/**
 * Endings that names of the Internet have, besides those of two letters (countries): the usual ones, and the one for documentation. A name with
 * another is taken for a slip, as in `db.shopp`, and not for a host of somebody's.
 */
const topLevels = new Set([
  'com', 'net', 'org', 'edu', 'gov', 'mil', 'int', 'arpa', 'info', 'biz', 'dev', 'app', 'cloud', 'online', 'site', 'tech', 'xyz', 'page', 'run', 'network', 'systems', 'example',
]);

/**
 * Each host of an Ingress has a record with the Ingress's addresses, as external-dns keeps them; other names are somebody else's, if they may be.
 * @param addressesOf a name that a load balancer has
 */
export function resolvePublicName(index: IngressIndex, host: string, addressesOf: (hostname: string) => readonly string[] = () => []): PublicAnswer {
  const ingresses = ingressesOf(index, host);
  for (const { status } of ingresses) {
    const addresses = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname = '' }) => ip ?? (parseIp(hostname) ? hostname : addressesOf(hostname)));
    if (addresses.length > 0) return { kind: 'Ingress', addresses };
  }
  const topLevel = host.toLowerCase().split('.').at(-1) ?? '';
  if (ingresses.length > 0 || !host.includes('.') || !(topLevels.has(topLevel) || /^[a-z]{2}$/.test(topLevel))) return { kind: 'None' };
  return { kind: 'External', address: outsideAddress(host) };
}

/** The Ingresses that make a record for a host: those that name it, else those that have a star for it. */
export function ingressesOf(index: IngressIndex, host: string): Ingress[] {
  const exact = host === '' ? [] : index.at(host);
  return exact.length > 0 || !host.includes('.') ? exact : index.at(wildcardOf(host));
}

/** An address of a range for documentation (RFC 5737) that stands for somebody on the Internet; one host has one. */
function outsideAddress(host: string): string {
  let sum = 0;
  for (const character of host) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 253;
  return `192.0.2.${1 + sum}`;
}
