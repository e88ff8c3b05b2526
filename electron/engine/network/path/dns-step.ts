import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { DnsRule } from '../../../../shared/network/trace.ts';
import { isClusterName, resolveClusterName, type ClusterAnswer } from '../dns/cluster-names.ts';
import { ingressesOf, resolvePublicName } from '../dns/public-names.ts';
import { namesToTry, resolverConfigOf } from '../dns/pod-resolver.ts';
import type { Network } from '../network.ts';
import { crossTo, serviceRef, type Passage } from './passage.ts';
import { meetEgress } from './policy-step.ts';
import { whyNoEndpoints } from './why-no-endpoints.ts';

/** What a lookup needs of the request for which it is made; there are no packets of its own yet. */
export type Lookup = Omit<Passage, 'packet'>;

const dnsPort = 53;
/** A name that leads to another name, and so on, ends here. */
const aliasLimit = 8;
/** The Service of the cluster's DNS, where a design or an add-on has one. */
export const dnsService = { namespace: 'kube-system', name: 'kube-dns' };

/** A pod looks up a name, along its search path, with the server that its dnsPolicy names. */
export function lookUpFromPod(lookup: Lookup, pod: Pod, host: string, ask: (query: Passage, pod: Pod) => void, next: (ip: string) => void): void {
  const { network } = lookup;
  const config = resolverConfigOf(pod);
  if (config.server === 'None') return lookup.failed({ kind: 'NoSuchHost', host });
  if (config.server === 'Node') return answer(lookup, host, namesToTry(host, config), 'Public', false, next);
  const service = network.api.get<Service>('services', `${dnsService.namespace}/${dnsService.name}`);
  const proceed = (server: DnsRule['server']): void => answer(lookup, host, namesToTry(host, config), server, true, next);
  const unanswered = (because: FailureCause): void => lookup.failed({ kind: 'DnsUnanswered', host, because });
  const { nodeName } = pod.spec;
  const query: Passage = {
    ...lookup, ...(nodeName === undefined ? {} : { at: nodeName }), aside: true, failed: unanswered, arrivedOutside: () => proceed('Service'), arrivedHere: () => unanswered({ kind: 'NoRoute', ip: service?.spec.clusterIP ?? '' }),
    arrived: ({ note }) => {
      note('Passed');
      proceed('Service');
    },
    packet: { sourceIp: network.ground.addressOf(pod) ?? '', destinationIp: service?.spec.clusterIP ?? managedDnsIp(network), destinationPort: dnsPort, protocol: 'UDP' },
  };
  if (service) ask(query, pod);
  else if (meetEgress(query, managedDnsPod) && crossTo(query, undefined, unanswered)) proceed('Managed');
}

/** Somebody outside looks up a name. One that nothing of the cluster has is no name of it, whoever else may have it. */
export function lookUpFromOutside(lookup: Lookup, host: string, next: (ip: string) => void): void {
  const { network } = lookup;
  const isOurs = network.balancerAddresses(host).length > 0 || resolvePublicName(network.ingresses, host, network.balancerAddresses).kind !== 'External';
  if (isOurs) return answer(lookup, host, [host], 'Public', false, next);
  lookup.walk.hop(() => ({ rule: { kind: 'Dns', name: host, tried: [host], server: 'Public', record: 'None', answers: [] }, verdict: 'Failed' }));
  lookup.failed({ kind: 'NoSuchHost', host });
}

/**
 * The provider's DNS stands outside the cluster's pods. To policies it is what they know the cluster's DNS as: pods of kube-system with
 * the label k8s-app=kube-dns.
 */
const managedDnsPod: Pod = {
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kube-dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }, spec: { containers: [] },
};

/** The tenth address of the service range. Source: kubeadm, GetDNSIP. */
function managedDnsIp({ ranges }: Network): string {
  const parts = (ranges.serviceCIDR.split('/')[0] ?? '').split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 10].join('.');
}

function answer(lookup: Lookup, host: string, names: readonly string[], server: DnsRule['server'], knowsCluster: boolean, next: (ip: string) => void): void {
  const { network, walk } = lookup;
  const tried: string[] = [];
  let found: ClusterAnswer = { record: 'None', addresses: [] };
  for (const name of names) {
    tried.push(name);
    found = resolve(network, name, knowsCluster);
    if (found.addresses.length > 0) break;
  }
  const rule: DnsRule = { kind: 'Dns', name: host, tried, server, record: found.record, answers: [...found.addresses] };
  const subject = server === 'Service' ? { subject: serviceRef(dnsService) } : {};
  if (found.addresses.length === 0) {
    walk.hop(() => ({ ...subject, rule, verdict: 'Failed' }));
    return lookup.failed(causeOf(network, host, names, knowsCluster));
  }
  walk.choose(found.addresses, (chosen) => {
    walk.hop(() => ({ ...subject, rule: { ...rule, chosen }, verdict: 'Passed' }));
    next(chosen);
  });
}

function resolve(network: Network, name: string, knowsCluster: boolean, depth = 0): ClusterAnswer {
  if (knowsCluster && isClusterName(name)) {
    const own = resolveClusterName(network.api, name);
    if (own.alias === undefined) return own;
    const behind = depth < aliasLimit ? resolve(network, own.alias, knowsCluster, depth + 1) : own;
    return { record: own.record, addresses: behind.addresses, ...(own.service ? { service: own.service } : {}) };
  }
  const ofBalancer = network.balancerAddresses(name);
  if (ofBalancer.length > 0) return { record: 'External', addresses: ofBalancer };
  const outside = resolvePublicName(network.ingresses, name, network.balancerAddresses);
  switch (outside.kind) {
    case 'Ingress': return { record: 'Ingress', addresses: outside.addresses };
    case 'External': return { record: 'External', addresses: [outside.address] };
    case 'None': return { record: 'None', addresses: [] };
  }
}

/** A headless Service without ready endpoints has no record: that is what ails it, not its name. */
function causeOf(network: Network, host: string, names: readonly string[], knowsCluster: boolean): FailureCause {
  for (const name of names) {
    const about = knowsCluster && isClusterName(name) ? resolveClusterName(network.api, name).service : undefined;
    const service = about && network.api.get<Service>('services', `${about.namespace}/${about.name}`);
    if (!about || service?.spec.clusterIP !== 'None') continue;
    const [{ name: portName = '', port = 0 } = {}] = service.spec.ports ?? [];
    const why = whyNoEndpoints(network.api, service, { name: portName, port });
    if (why.kind !== 'NotYetListed') return { kind: 'NoEndpoints', service: { ...about, portName, port }, why, stale: false, headless: true };
  }
  const [ingress] = ingressesOf(network.ingresses, host);
  if (!ingress) return { kind: 'NoSuchHost', host };
  return { kind: 'NoSuchHost', host, ingress: { namespace: ingress.metadata.namespace ?? '', name: ingress.metadata.name } };
}
