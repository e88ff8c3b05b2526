import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';

/** What the Internet's DNS says to a name. */
export type PublicAnswer =
  | { readonly kind: 'Ingress'; readonly addresses: readonly string[]; readonly ingress: { readonly namespace: string; readonly name: string } }
  | { readonly kind: 'LoadBalancer'; readonly addresses: readonly string[] }
  | { readonly kind: 'External'; readonly address: string }
  | { readonly kind: 'None' };

/** Never delegated, so that nobody outside has such names. Source: RFC 6761, RFC 6762, RFC 9476. */
const reservedTopLevels = new Set(['local', 'localhost', 'internal', 'invalid', 'test', 'alt', 'onion']);

/**
 * Names that lead into the cluster from outside: each host of an Ingress has a record with the Ingress's addresses, as external-dns keeps
 * them. Holds nothing but what was put in.
 */
export class PublicNames {
  /** Host → keys of the Ingresses that have a rule for it; wildcards with their star. */
  private readonly hosts = new Map<string, Map<string, Ingress>>();
  private readonly hostsOf = new Map<string, string[]>();

  set(key: string, ingress: Ingress | undefined): void {
    for (const host of this.hostsOf.get(key) ?? []) {
      const known = this.hosts.get(host);
      known?.delete(key);
      if (known?.size === 0) this.hosts.delete(host);
    }
    this.hostsOf.delete(key);
    if (!ingress) return;
    const hosts = [...new Set([...ingress.spec?.rules ?? [], ...(ingress.spec?.tls ?? []).flatMap(({ hosts: names = [] }) => names.map((host) => ({ host })))]
      .flatMap(({ host }) => (host ? [host] : [])))];
    this.hostsOf.set(key, hosts);
    for (const host of hosts) {
      let known = this.hosts.get(host);
      if (!known) this.hosts.set(host, (known = new Map()));
      known.set(key, ingress);
    }
  }

  /** The Ingresses that make a record for a host: exact ones, else of a wildcard, which stands for one label. By key. */
  ingressesOf(host: string): Ingress[] {
    const found = this.hosts.get(host) ?? this.hosts.get(`*${host.slice(host.indexOf('.'))}`);
    return [...found?.values() ?? []].sort((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1));
  }

  resolve(host: string): PublicAnswer {
    for (const ingress of this.ingressesOf(host)) {
      const addresses = (ingress.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
      const { namespace = '', name } = ingress.metadata;
      if (addresses.length > 0) return { kind: 'Ingress', addresses, ingress: { namespace, name } };
    }
    const topLevel = host.split('.').at(-1) ?? '';
    if (this.ingressesOf(host).length > 0 || !host.includes('.') || reservedTopLevels.has(topLevel)) return { kind: 'None' };
    return { kind: 'External', address: outsideAddress(host) };
  }
}

/** An address of a range for documentation (RFC 5737) that stands for somebody on the Internet; one host has one. */
function outsideAddress(host: string): string {
  let sum = 0;
  for (const character of host) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 253;
  return `192.0.2.${1 + sum}`;
}
