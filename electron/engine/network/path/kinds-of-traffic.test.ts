import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { RequestTrace } from '../../../../shared/network/trace.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import { distribute } from './distribute.ts';
import { traceRequest } from './trace-request.ts';

const pinned = (node: string): JsonObject => ({ nodeSelector: { 'kubernetes.io/hostname': node } });
const sleeper = { image: 'busybox', command: ['sleep', '1d'] };
const clientOnA = deployment('client', 1, sleeper, { podSpec: pinned('a') });
const webOnB = deployment('web', 1, 'nginx', { podSpec: pinned('b') });
const internet: RequestOrigin = { kind: 'Internet' };
const web: RequestTarget = { service: { namespace: 'default', name: 'web' } };

function podOf(world: World, app: string): Pod {
  const pod = [...world.api.list<Pod>('pods')].find(({ metadata }) => metadata.labels?.['app'] === app && metadata.deletionTimestamp === undefined);
  if (!pod) throw new Error(`there is a pod of ${app}`);
  return pod;
}

function from(world: World, app: string): RequestOrigin {
  return { kind: 'Pod', namespace: 'default', name: podOf(world, app).metadata.name };
}

/** Hops, and how it ends. */
function told({ hops, outcome }: RequestTrace): string {
  return `${hops.map(({ rule }) => rule.kind).join(' ')}: ${outcome.kind === 'Served' ? outcome.handlers.map(({ pod }) => pod.name.split('-')[0]).join() || 'outside' : outcome.cause.kind}`;
}

function ask(world: World, origin: RequestOrigin, target: RequestTarget, draw = 0): string {
  return told(traceRequest(world.components.network, origin, target, () => draw));
}

/** The nodes of the pods that answer, each once. */
function nodesOf(world: World, origin: RequestOrigin, target: RequestTarget): string[] {
  const { outcomes } = distribute(world.components.network, [origin], target);
  return [...new Set(outcomes.map(({ outcome }) => (outcome.kind === 'Served' ? outcome.handlers[0]?.node ?? '' : outcome.cause.kind)))].sort();
}

describe('a pod to itself', () => {
  const both = deployment('both', 1, '', { podSpec: { containers: [{ name: 'main', image: 'redis' }, { name: 'side', image: 'nginx' }] } });
  const deny: Manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] } };
  test.each<[name: string, target: RequestTarget, expected: string]>([
    ['by the loopback address, past every policy', { host: '127.0.0.1' }, 'Client Pod Container: both'],
    ['by localhost', { host: 'localhost' }, 'Client Pod Container: both'],
    ['at a port where none of its containers listens', { host: 'localhost', port: 81 }, 'Client Pod Container: NotListening'],
    ['by its own Service (hairpin)', { host: 'both' }, 'Client Policy Dns Proxy Pod Container: both'],
  ])('%s', (_, target, expected) => {
    const world = networkWorld({ machines: ['a'], manifests: [both, service('both'), deny] });
    expect(ask(world, from(world, 'both'), target)).toBe(expected);
  });

  test('in the network of its machine, where others listen too', () => {
    const host = (name: string, container: JsonObject): Manifest => deployment(name, 1, container, { podSpec: { hostNetwork: true } });
    const world = networkWorld({ machines: ['a'], manifests: [host('agent', sleeper), host('proxy', { image: 'nginx', ports: [{ containerPort: 80, hostPort: 80 }] })] });
    expect(ask(world, from(world, 'agent'), { host: 'localhost' })).toBe('Client Pod Container: proxy');
    expect(ask(world, from(world, 'agent'), { host: 'localhost', port: 81 })).toBe('Client: NodePortClosed');
  });
});

describe('names', () => {
  test.each<[name: string, podSpec: JsonObject, host: string, expected: string]>([
    ['of the cluster, in the network of the machine', { hostNetwork: true }, 'web', 'Client Dns: NoSuchHost'],
    ['of the cluster, in the network of the machine, with the DNS of the cluster', { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }, 'web', 'Client Dns Proxy Pod Container: web'],
    ['of the cluster, with the DNS of the machine', { dnsPolicy: 'Default' }, 'web.default.svc.cluster.local', 'Client Dns: NoSuchHost'],
    ['of another namespace\'s Service, mistyped', {}, 'web.defualt', 'Client Dns: NoSuchHost'],
    ['of a port', {}, '_http._tcp.web', 'Client Dns Proxy Pod Container: web'],
    ['of a port of another protocol', {}, '_http._udp.web', 'Client Dns: NoSuchHost'],
    ['of a port that there is not', {}, '_metrics._tcp.web', 'Client Dns: NoSuchHost'],
    ['of a pod of a StatefulSet', {}, 'db-0.db', 'Client Dns Pod Container: db'],
    ['of a port of a headless Service', {}, '_sql._tcp.db', 'Client Dns Pod Container: db'],
    ['of all pods of a headless Service', {}, 'db', 'Client Dns Pod Container: db'],
    ['that stands for a name outside', {}, 'pay', 'Client Dns Egress: outside'],
    ['of the Internet', {}, 'api.example.com', 'Client Dns Egress: outside'],
    ['along a search path of its own', { dnsConfig: { searches: ['example.com'] } }, 'api', 'Client Dns Egress: outside'],
  ])('%s', (_, podSpec, host, expected) => {
    const db: Manifest = {
      apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' },
      spec: { serviceName: 'db', replicas: 1, selector: { matchLabels: { app: 'db' } }, template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
    };
    const world = networkWorld({ machines: ['a'], manifests: [
      deployment('client', 1, sleeper, { podSpec }), deployment('web', 1, 'nginx'), service('web', { ports: [{ name: 'http', port: 80 }] }), db,
      service('db', { clusterIP: 'None', ports: [{ name: 'sql', port: 80 }] }), service('pay', { type: 'ExternalName', externalName: 'pay.example.com', selector: null, ports: [{ port: 80 }] }),
    ] });
    expect(ask(world, from(world, 'client'), { host })).toBe(expected);
  });
});

describe('from inside', () => {
  const nodePort = 31_000;
  const at = (node: string): RequestTarget => ({ host: node === 'a' ? '10.0.0.1' : '10.0.0.2', port: nodePort });
  const exposed = (more: JsonObject = {}): Manifest => service('web', { type: 'NodePort', ports: [{ port: 80, nodePort }], ...more });
  test.each<[name: string, spec: Manifest, target: RequestTarget, expected: string]>([
    ['a node port of its own machine', exposed(), at('a'), 'Client Proxy Pod Container: web'],
    ['a node port of another machine', exposed(), at('b'), 'Client Node Proxy Pod Container: web'],
    ['a node port of its own machine, though externalTrafficPolicy is Local', exposed({ externalTrafficPolicy: 'Local' }), at('a'), 'Client Proxy Pod Container: web'],
    ['its Service with internalTrafficPolicy Local, without an endpoint beside it', exposed({ internalTrafficPolicy: 'Local' }), { host: 'web' }, 'Client Dns Proxy: NoLocalEndpoints'],
    ['a port that the Service does not have', exposed(), { host: 'web', port: 81 }, 'Client Dns Proxy: NoSuchPort'],
    ['its Service by another protocol', exposed(), { host: 'web', protocol: 'UDP' }, 'Client Dns Proxy: NoSuchPort'],
  ])('%s', (_, spec, target, expected) => {
    const world = networkWorld({ manifests: [clientOnA, webOnB, spec] });
    expect(ask(world, from(world, 'client'), target)).toBe(expected);
  });

  test.each(['UDP', 'SCTP'] as const)('%s goes by the rules of its own protocol, and policies tell it from TCP', (protocol) => {
    const allow = (which: string): Manifest => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'own' }, spec: { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ protocol: which, port: 80 }] }] } });
    const world = networkWorld({ manifests: [clientOnA, webOnB, service('web', { ports: [{ port: 80, protocol }] }), allow(protocol)] });
    expect(ask(world, from(world, 'client'), { host: 'web', protocol })).toBe('Client Dns Proxy Pod Policy Container: web');
    put(world, allow('TCP'));
    expect(ask(world, from(world, 'client'), { host: 'web', protocol })).toBe('Client Dns Proxy Pod Policy: DeniedByPolicy');
  });

  test.each<[string | undefined, string[]]>([[undefined, ['a', 'b', 'c']], ['PreferSameZone', ['a', 'b']], ['PreferClose', ['a', 'b']], ['PreferSameNode', ['a']]])(
    'trafficDistribution %s', (trafficDistribution, nodes) => {
      const machines = ['a', 'b', 'c'].map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5, zone: name === 'c' ? 'zone-2' : 'zone-1' }));
      const spread = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } } }] };
      const world = networkWorld({ machines, manifests: [clientOnA, deployment('web', 3, 'nginx', { podSpec: spread }), service('web', trafficDistribution === undefined ? {} : { trafficDistribution })] });
      expect(nodesOf(world, from(world, 'client'), { host: 'web' })).toEqual(nodes);
    },
  );

  test('an endpoint outside the cluster that somebody has written', () => {
    const slice: Manifest = {
      apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'old', labels: { 'kubernetes.io/service-name': 'old' } },
      addressType: 'IPv4', ports: [{ name: '', port: 5432, protocol: 'TCP' }], endpoints: [{ addresses: ['192.0.2.50'] }],
    };
    const world = networkWorld({ manifests: [clientOnA, service('old', { type: 'NodePort', selector: null, ports: [{ port: 5432, nodePort }] }), slice] });
    expect(ask(world, from(world, 'client'), { host: 'old', port: 5432 })).toBe('Client Dns Proxy Egress: outside');
    expect(ask(world, internet, { service: { namespace: 'default', name: 'old' } })).toBe('Client Node Proxy Egress: outside');
  });

  test('pods that end still serve where nobody else is ready', () => {
    const graceful = { terminationGracePeriodSeconds: 60, containers: [{ name: 'c', image: 'nginx', lifecycle: { preStop: { sleep: { seconds: 50 } } } }], ...pinned('b') };
    const world = networkWorld({ manifests: [clientOnA, deployment('web', 1, '', { podSpec: graceful }), service('web')] });
    const origin = from(world, 'client');
    put(world, deployment('web', 0, '', { podSpec: graceful }));
    advance(world, 10_000);
    const seen = traceRequest(world.components.network, origin, { host: 'web' }, () => 0);
    expect(told(seen)).toBe('Client Dns Proxy Pod Container: web');
    expect(seen.hops.find(({ rule }) => rule.kind === 'Proxy')?.rule).toMatchObject({ terminatingFallback: true });
    advance(world, 60_000);
    expect(ask(world, origin, { host: 'web' })).toBe('Client Dns Proxy: NoEndpoints');
  });

  test('pods that are not ready are asked where the Service publishes them', () => {
    const unready = deployment('web', 1, { image: 'nginx', readinessProbe: { exec: { command: ['false'] } } }, { podSpec: pinned('b') });
    const world = networkWorld({ manifests: [clientOnA, unready, service('web', { publishNotReadyAddresses: true }), service('strict', { selector: { app: 'web' } })], images: [{ image: 'nginx', neverReady: true, listens: [80] }] });
    expect(ask(world, from(world, 'client'), { host: 'web' })).toBe('Client Dns Proxy Pod Container: web');
    expect(ask(world, from(world, 'client'), { host: 'strict' })).toBe('Client Dns Proxy: NoEndpoints');
  });
});

describe('a load balancer', () => {
  const balanced = (more: JsonObject = {}): Manifest => service('web', { type: 'LoadBalancer', ...more });
  test.each<[name: string, spec: Manifest, expected: string]>([
    ['sends to a node, whose kube-proxy takes over', balanced(), 'Client LoadBalancer Node Proxy Pod Container: web'],
    ['needs no node ports where kube-proxy knows its address', balanced({ allocateLoadBalancerNodePorts: false }), 'Client LoadBalancer Node Proxy Pod Container: web'],
    ['of another class is somebody else\'s to make', balanced({ loadBalancerClass: 'example.com/own' }), 'Client: LoadBalancerPending'],
    ['lets only those in who may come', balanced({ loadBalancerSourceRanges: ['198.51.100.0/25'] }), 'Client LoadBalancer Node Proxy Pod Container: web'],
    ['keeps others out', balanced({ loadBalancerSourceRanges: ['192.0.2.0/24'] }), 'Client LoadBalancer Node Proxy: SourceRangeDenied'],
  ])('%s', (_, spec, expected) => {
    const world = networkWorld({ manifests: [webOnB, spec], untilMs: 240_000 });
    expect(ask(world, internet, web)).toBe(expected);
  });

  test('is not needed from inside, where kube-proxy knows its address; but its source ranges hold for pods too', () => {
    const world = networkWorld({ manifests: [clientOnA, webOnB, balanced()], untilMs: 240_000 });
    const host = world.api.get<Service>('services', 'default/web')?.status?.loadBalancer?.ingress?.[0]?.ip ?? '';
    expect(ask(world, from(world, 'client'), { host })).toBe('Client Proxy Pod Container: web');
    put(world, balanced({ loadBalancerSourceRanges: ['198.51.100.0/25'] }));
    advance(world, 30_000);
    expect(ask(world, from(world, 'client'), { host })).toBe('Client Proxy: SourceRangeDenied');
    put(world, balanced({ loadBalancerSourceRanges: ['10.244.0.0/16'] }));
    advance(world, 30_000);
    expect(ask(world, from(world, 'client'), { host })).toBe('Client Proxy Pod Container: web');
  });

  test('with externalTrafficPolicy Local asks nodes at a port of the Service\'s own', () => {
    const world = networkWorld({ manifests: [webOnB, balanced({ externalTrafficPolicy: 'Local' })], untilMs: 240_000 });
    const { healthCheckNodePort = 0, ports = [] } = world.api.get<Service>('services', 'default/web')?.spec ?? {};
    expect(healthCheckNodePort).toBeGreaterThanOrEqual(30_000);
    expect(ports.map(({ nodePort }) => nodePort)).not.toContain(healthCheckNodePort);
    const { hops, outcome } = traceRequest(world.components.network, internet, web, () => 0);
    expect(hops[1]?.rule).toMatchObject({ kind: 'LoadBalancer', nodes: 2, healthy: 1, node: 'b' });
    // The client's own address gets to the pod.
    expect(hops.findLast(({ rule }) => rule.kind === 'Pod')?.before?.sourceIp).toBe('198.51.100.1');
    expect(outcome.kind).toBe('Served');
  });
});
