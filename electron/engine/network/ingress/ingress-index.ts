import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';

/** Ingresses by the hosts that their rules name; '' for rules without one, and for those that are a mere default. Holds nothing but what was put in. */
export class IngressIndex {
  private readonly hosts = new Map<string, Map<string, Ingress>>();
  private readonly hostsOf = new Map<string, string[]>();

  /** @param ingress undefined: it is gone */
  set(key: string, ingress: Ingress | undefined): void {
    for (const host of this.hostsOf.get(key) ?? []) {
      const known = this.hosts.get(host);
      known?.delete(key);
      if (known?.size === 0) this.hosts.delete(host);
    }
    this.hostsOf.delete(key);
    if (!ingress) return;
    const rules = ingress.spec?.rules ?? [];
    const hosts = [...new Set(rules.length === 0 ? [''] : rules.map(({ host = '' }) => host))];
    this.hostsOf.set(key, hosts);
    for (const host of hosts) {
      let known = this.hosts.get(host);
      if (!known) this.hosts.set(host, (known = new Map()));
      known.set(key, ingress);
    }
  }

  /** Those that name the host exactly, oldest first: where two say something about the same path, the older one counts. */
  at(host: string): Ingress[] {
    return [...this.hosts.get(host)?.values() ?? []].sort((a, b) => {
      const [first, second] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
      if (first !== second) return first < second ? -1 : 1;
      return objectKey(a) < objectKey(b) ? -1 : 1;
    });
  }
}

/** The name that stands for a host and all others with the same ending: `*.example.com` for `shop.example.com`, of which it is one label. */
export function wildcardOf(host: string): string {
  return `*${host.slice(host.indexOf('.'))}`;
}
