import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** Source: kubeadm's default of `networking.dnsDomain`. */
export const clusterDomain = 'cluster.local';

/** What stands in a pod's /etc/resolv.conf. Cluster: it asks the cluster's DNS; Node: what its machine asks, which knows public names only. */
export interface ResolverConfig {
  readonly server: 'Cluster' | 'Node' | 'None';
  readonly searches: readonly string[];
  readonly ndots: number;
}

interface PodDnsConfig {
  nameservers?: string[];
  searches?: string[];
  options?: { name?: string; value?: string }[];
}

/**
 * Source: GetPodDNS, pkg/kubelet/network/dns/dns.go. Differs: `dnsConfig.nameservers` of a pod with dnsPolicy None are taken to be public
 * ones, and machines have no search path of their own.
 */
export function resolverConfigOf({ spec, metadata: { namespace = '' } }: Pod): ResolverConfig {
  const { dnsPolicy = 'ClusterFirst', hostNetwork = false } = spec;
  const { nameservers = [], searches = [], options = [] } = (spec['dnsConfig'] ?? {}) as PodDnsConfig;
  const ofCluster = dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy === 'ClusterFirst' && !hostNetwork);
  const own = ofCluster ? [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain] : [];
  const ndots = Number(options.find(({ name }) => name === 'ndots')?.value ?? (ofCluster ? 5 : 1));
  return {
    server: ofCluster ? 'Cluster' : dnsPolicy === 'None' && nameservers.length === 0 ? 'None' : 'Node',
    searches: [...new Set([...own, ...searches.map((search) => search.replace(/\.$/, ''))])],
    ndots: Number.isFinite(ndots) ? ndots : 1,
  };
}

/**
 * The full names that a resolver asks for, in order: a name with fewer dots than `ndots` is first tried along the search path. One that
 * ends with a dot is full already. Source: resolv.conf(5).
 */
export function namesToTry(name: string, { searches, ndots }: ResolverConfig): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = searches.map((search) => `${name}.${search}`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...searched] : [...searched, name];
}
