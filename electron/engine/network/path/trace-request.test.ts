import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Hop, RequestTrace } from '../../../../shared/network/trace.ts';
import type { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import { traceRequest } from './trace-request.ts';

const client = deployment('client', 1, { image: 'busybox', command: ['sleep', 'infinity'] });
const web = deployment('web', 2, { image: 'nginx', ports: [{ name: 'http', containerPort: 80 }] });

function podOf(world: World, app: string, namespace = 'default'): Pod {
  const pod = [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].find(({ metadata }) => metadata.labels?.['app'] === app);
  if (!pod) throw new Error(`there is a pod of ${app}`);
  return pod;
}

function from(world: World, app: string, namespace = 'default'): RequestOrigin {
  return { kind: 'Pod', namespace, name: podOf(world, app, namespace).metadata.name };
}

function trace(world: World, origin: RequestOrigin, target: RequestTarget, draw = 0): RequestTrace {
  return traceRequest(world.components.network, origin, target, () => draw);
}

const internet: RequestOrigin = { kind: 'Internet' };

/** The kinds of the hops; the last one with a cross where it failed. */
function path({ hops }: RequestTrace): string {
  return hops.map(({ rule, verdict }) => `${rule.kind}${verdict === 'Failed' ? ' x' : ''}`).join(' > ');
}

function hop<K extends Hop['rule']['kind']>({ hops }: RequestTrace, kind: K): Hop & { rule: Extract<Hop['rule'], { kind: K }> } {
  const found = hops.find(({ rule }) => rule.kind === kind);
  if (!found) throw new Error(`there is a hop ${kind}`);
  return found as Hop & { rule: Extract<Hop['rule'], { kind: K }> };
}

function cause(of: RequestTrace): JsonObject {
  if (of.outcome.kind !== 'Failed') throw new Error(`the request fails: ${path(of)}`);
  return of.outcome.cause as unknown as JsonObject;
}

function policy(name: string, spec: JsonObject, namespace = 'default'): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

describe('a pod asks', () => {
  test('a Service by its name: DNS, the rules of its node, the pod, the container', () => {
    const world = networkWorld({ manifests: [client, web, service('web')] });
    const seen = trace(world, from(world, 'client'), { host: 'web' });
    expect(path(seen)).toBe('Client > Dns > Proxy > Pod > Container');
    expect(hop(seen, 'Dns').rule).toMatchObject({ tried: ['web.default.svc.cluster.local'], record: 'Service', server: 'Managed', chosen: '10.96.1.0' });
    expect(hop(seen, 'Proxy')).toMatchObject({
      rule: { destination: 'ClusterIP', trafficPolicy: 'Cluster', choices: 2, endpoints: 2, service: { namespace: 'default', name: 'web', port: 80 } },
      before: { destinationIp: '10.96.1.0', destinationPort: 80 }, after: { destinationPort: 80 },
    });
    expect(seen.outcome).toMatchObject({ kind: 'Served', handlers: [{ container: 'c', port: 80 }] });
    const other = trace(world, from(world, 'client'), { host: 'web' }, 0.99);
    expect(other.outcome.handlers[0]?.pod.name).not.toBe(seen.outcome.handlers[0]?.pod.name);
  });

  test.each<[string, string, string[]]>([
    ['web', 'Served', ['web.default.svc.cluster.local']],
    ['web.default', 'Served', ['web.default.default.svc.cluster.local', 'web.default.svc.cluster.local']],
    ['WEB.default.svc', 'Served', ['WEB.default.svc.default.svc.cluster.local', 'WEB.default.svc.svc.cluster.local', 'WEB.default.svc.cluster.local']],
    ['web.default.svc.cluster.local.', 'Served', ['web.default.svc.cluster.local']],
    ['_http._tcp.web', 'Served', ['_http._tcp.web.default.svc.cluster.local']],
    ['example.com', 'Served', ['example.com.default.svc.cluster.local', 'example.com.svc.cluster.local', 'example.com.cluster.local', 'example.com']],
    ['web.other', 'Failed', ['web.other.default.svc.cluster.local', 'web.other.svc.cluster.local', 'web.other.cluster.local', 'web.other']],
  ])('%s is looked up along the search path of the pod', (host, kind, tried) => {
    const world = networkWorld({ manifests: [client, web, service('web', { ports: [{ name: 'http', port: 80 }] })] });
    const seen = trace(world, from(world, 'client'), { host });
    expect(hop(seen, 'Dns').rule.tried).toEqual(tried);
    expect(seen.outcome.kind).toBe(kind);
  });

  test('a headless Service goes to a pod as DNS says, and past kube-proxy', () => {
    const world = networkWorld({ manifests: [client, web, service('web', { clusterIP: 'None' })] });
    const seen = trace(world, from(world, 'client'), { service: { namespace: 'default', name: 'web' } });
    expect(path(seen)).toBe('Client > Dns > Pod > Container');
    expect(hop(seen, 'Dns').rule.answers).toHaveLength(2);
    put(world, service('web', { clusterIP: 'None', selector: { app: 'nobody' } }));
    advance(world, 3_000);
    expect(cause(trace(world, from(world, 'client'), { host: 'web' }))).toMatchObject({ kind: 'NoEndpoints', headless: true, why: { kind: 'NothingSelected' } });
  });

  test('an ExternalName goes where the name says', () => {
    const world = networkWorld({ manifests: [client, web, service('web'), service('alias', { type: 'ExternalName', externalName: 'web.default.svc.cluster.local', selector: null, ports: [{ port: 80 }] }),
      service('pay', { type: 'ExternalName', externalName: 'api.payments.example.com', ports: [{ port: 443 }] })] });
    expect(path(trace(world, from(world, 'client'), { host: 'alias' }))).toBe('Client > Dns > Proxy > Pod > Container');
    const outside = trace(world, from(world, 'client'), { host: 'pay' });
    expect(path(outside)).toBe('Client > Dns > Egress');
    expect(outside.outcome).toEqual({ kind: 'Served', handlers: [] });
  });

  test('the Internet through its machine, unless that is switched off or a policy denies it', () => {
    const world = networkWorld({ manifests: [client], machines: ['a'] });
    const ask = () => trace(world, from(world, 'client'), { host: 'example.com' });
    expect(path(ask())).toBe('Client > Dns > Egress');
    put(world, policy('closed', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] }));
    expect(path(ask())).toBe('Client > Policy > Dns > Policy x');
    expect(cause(ask())).toMatchObject({ kind: 'DeniedByPolicy', direction: 'Egress', policies: ['closed'] });
    put(world, policy('closed', { podSelector: {}, policyTypes: ['Egress'], egress: [] }));
    expect(cause(ask())).toMatchObject({ kind: 'DnsUnanswered', because: { kind: 'DeniedByPolicy', port: 53 } });
    put(world, policy('closed', { podSelector: { matchLabels: { app: 'nobody' } }, policyTypes: ['Egress'] }));
    put(world, { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'a' }, spec: { roles: ['worker'], bootSeconds: 5, egress: false } });
    expect(path(ask())).toBe('Client > Dns > Egress x');
    expect(cause(ask())).toEqual({ kind: 'EgressOff', machine: 'a' });
  });

  test('the API server, at its provider or on a machine', () => {
    const managed = networkWorld({ manifests: [client] });
    const target = { host: 'kubernetes', port: 443 };
    expect(path(trace(managed, from(managed, 'client'), target))).toBe('Client > Dns > Proxy');
    expect(trace(managed, from(managed, 'client'), target).outcome.kind).toBe('Served');
    const own = networkWorld({ machines: [{ name: 'cp', roles: ['control-plane'], bootSeconds: 5 }, 'a'], manifests: [client], untilMs: 180_000 });
    const seen = trace(own, from(own, 'client'), target);
    expect(path(seen)).toBe('Client > Proxy > Pod > Container > Dns > Proxy > Node > Pod > Container');
    expect(seen.outcome.handlers[0]?.pod.name).toBe('kube-apiserver-cp');
  });

  test('the cluster\'s own DNS, once there is one, which must answer', () => {
    const dns: Manifest[] = [
      service('kube-dns', { clusterIP: '10.96.0.10', selector: { app: 'dns' }, ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] }, 'kube-system'),
      deployment('dns', 1, { image: 'registry.k8s.io/coredns/coredns:v1.12' }, { namespace: 'kube-system' }),
    ];
    const world = networkWorld({ manifests: [client, web, service('web'), ...dns] });
    const ask = () => trace(world, from(world, 'client'), { host: 'web' });
    expect(path(ask())).toBe('Client > Proxy > Pod > Container > Dns > Proxy > Pod > Container');
    expect(hop(ask(), 'Dns').rule.server).toBe('Service');
    put(world, deployment('dns', 0, { image: 'registry.k8s.io/coredns/coredns:v1.12' }, { namespace: 'kube-system' }));
    advance(world, 60_000);
    expect(cause(ask())).toMatchObject({ kind: 'DnsUnanswered', because: { kind: 'NoEndpoints', why: { kind: 'NothingSelected' } } });
  });
});

describe('why it fails', () => {
  test.each<[string, JsonObject, string | JsonObject, JsonObject]>([
    ['nothing is selected', { selector: { app: 'wep' } }, 'nginx', { kind: 'NoEndpoints', why: { kind: 'NothingSelected', selector: { app: 'wep' } } }],
    ['no selector and no slices', { selector: null }, 'nginx', { kind: 'NoEndpoints', why: { kind: 'NoSelector' } }],
    ['a targetPort on which nobody listens', { ports: [{ port: 80, targetPort: 8080 }] }, 'nginx',
      { kind: 'NotListening', port: 8080, targetPort: 8080, listens: [{ container: 'c', ports: [80] }] }],
    ['a targetPort by a name that no container port has', { ports: [{ port: 80, targetPort: 'http' }] }, 'nginx', { kind: 'NoEndpoints', why: { kind: 'NoSuchPortName', targetPort: 'http' } }],
    ['a port that the Service does not have', { ports: [{ port: 8080, targetPort: 80 }] }, 'nginx', { kind: 'NoSuchPort', port: 80, ports: [8080] }],
    ['a readiness probe that fails', {}, { image: 'never', readinessProbe: { httpGet: { port: 80 } } },
      { kind: 'NoEndpoints', why: { kind: 'NoneReady', total: 2, pods: [{ why: { kind: 'ReadinessProbe', container: 'c' } }, {}] } }],
    ['an image that cannot be pulled', {}, 'missing', { kind: 'NoEndpoints', why: { kind: 'NoneReady', pods: [{ why: { kind: 'Waiting', reason: 'ImagePullBackOff' } }, {}] } }],
  ])('%s', (_, spec, container, expected) => {
    const world = networkWorld({
      manifests: [client, deployment('web', 2, container), service('web', spec)], images: [{ image: 'never', neverReady: true }, { image: 'missing', missing: true }],
    });
    expect(cause(trace(world, from(world, 'client'), { host: 'web' }))).toMatchObject(expected);
  });

  test('a policy over the receiver, and its removal', () => {
    const world = networkWorld({ manifests: [client, web, service('web'), policy('deny', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] })] });
    const ask = () => trace(world, from(world, 'client'), { host: 'web' });
    expect(path(ask())).toBe('Client > Dns > Proxy > Pod > Policy x');
    expect(cause(ask())).toMatchObject({ kind: 'DeniedByPolicy', direction: 'Ingress', policies: ['deny'], port: 80, protocol: 'TCP' });
    put(world, policy('deny', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'client' } } }] }] }));
    expect(path(ask())).toBe('Client > Dns > Proxy > Pod > Policy > Container');
    expect(hop(ask(), 'Policy').rule).toEqual({ kind: 'Policy', direction: 'Ingress', isolatedBy: ['deny'], allowedBy: { policy: 'deny', rule: 0 } });
  });

  test('a dead machine, until the endpoints change', () => {
    const world = networkWorld({ manifests: [client, deployment('web', 2, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } }), service('web')] });
    const sender = from(world, 'client');
    if (podOf(world, 'client').spec.nodeName === 'b') throw new Error('the client runs on a');
    world.inject({ kind: 'PowerOff', machine: 'b' });
    advance(world, 10_000);
    expect(cause(trace(world, sender, { host: 'web' }))).toEqual({ kind: 'MachineDown', machine: 'b' });
    advance(world, 60_000);
    expect(cause(trace(world, sender, { host: 'web' }))).toMatchObject({ kind: 'NoEndpoints', why: { kind: 'NoneReady', pods: [{ why: { kind: 'NodeLost', node: 'b' } }, {}] } });
  });

  test('a machine whose cable is cut', () => {
    const world = networkWorld({ manifests: [client, deployment('web', 2, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } }), service('web', { type: 'NodePort' })] });
    const sender = from(world, 'client');
    world.inject({ kind: 'CutCable', machine: 'b' });
    expect(cause(trace(world, sender, { host: 'web' }))).toEqual({ kind: 'CutOff', machine: 'b', from: 'a' });
    expect(cause(trace(world, internet, { service: { namespace: 'default', name: 'web' } }, 0.9))).toEqual({ kind: 'CutOff', machine: 'b' });
    expect(cause(trace(world, from(world, 'web'), { host: 'web' }))).toMatchObject({ kind: 'DnsUnanswered', because: { kind: 'CutOff', machine: 'b' } });
  });

  test('a stopped kube-proxy that still sends to pods of before', () => {
    const world = networkWorld({ manifests: [client, web, service('web')] });
    const sender = from(world, 'client');
    world.inject({ kind: 'StopKubeProxy', machine: podOf(world, 'client').spec.nodeName ?? '' });
    put(world, deployment('web', 2, { image: 'nginx', ports: [{ name: 'http', containerPort: 80 }], env: [{ name: 'A', value: 'b' }] }));
    advance(world, 60_000);
    const seen = trace(world, sender, { host: 'web' });
    expect(hop(seen, 'Proxy').rule.staleSinceMs).toBe(120_000);
    expect(cause(seen)).toMatchObject({ kind: 'AddressGone', stale: true });
  });

  test('the program, before it listens and after it hangs', () => {
    const world = networkWorld({ manifests: [client, deployment('web', 1, 'slow'), service('web', { publishNotReadyAddresses: true })], images: [{ image: 'slow', startSeconds: 3_600 }] });
    const ask = () => cause(trace(world, from(world, 'client'), { host: 'web' }));
    expect(ask()).toMatchObject({ kind: 'Starting', container: 'c' });
    world.inject({ kind: 'CrashContainer', namespace: 'default', pod: podOf(world, 'web').metadata.name, container: 'c' });
    expect(ask()).toMatchObject({ kind: 'ContainerNotRunning', container: 'c' });
    put(world, deployment('web', 1, 'nginx'));
    advance(world, 30_000);
    world.inject({ kind: 'HangContainer', namespace: 'default', pod: podOf(world, 'web').metadata.name, container: 'c' });
    expect(ask()).toMatchObject({ kind: 'Hung', container: 'c' });
  });
});

describe('somebody outside asks', () => {
  test('a node port: any node takes it and sends it on, in its own name where the pod is elsewhere', () => {
    const world = networkWorld({ manifests: [deployment('web', 1, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } }), service('web', { type: 'NodePort' })] });
    const seen = trace(world, internet, { service: { namespace: 'default', name: 'web' } });
    expect(path(seen)).toBe('Client > Node > Proxy > Pod > Container');
    expect(hop(seen, 'Proxy')).toMatchObject({ rule: { destination: 'NodePort', masquerade: true, node: 'a' }, before: { sourceIp: '198.51.100.1' }, after: { sourceIp: '10.0.0.1' } });
    const here = trace(world, internet, { service: { namespace: 'default', name: 'web' } }, 0.9);
    expect(hop(here, 'Proxy')).toMatchObject({ rule: { node: 'b' }, after: { sourceIp: '198.51.100.1' } });
  });

  test('with externalTrafficPolicy Local a node without endpoints drops it', () => {
    const world = networkWorld({ manifests: [deployment('web', 1, 'nginx', { podSpec: { nodeSelector: { 'kubernetes.io/hostname': 'b' } } }), service('web', { type: 'NodePort', externalTrafficPolicy: 'Local' })] });
    expect(cause(trace(world, internet, { service: { namespace: 'default', name: 'web' } }))).toMatchObject({ kind: 'NoLocalEndpoints', node: 'a', policy: 'externalTrafficPolicy' });
    expect(trace(world, internet, { service: { namespace: 'default', name: 'web' } }, 0.9).outcome.kind).toBe('Served');
  });

  test('what is not meant for it', () => {
    const world = networkWorld({ manifests: [web, service('web')] });
    const { clusterIP = '' } = world.api.get<Service>('services', 'default/web')?.spec ?? {};
    expect(cause(trace(world, internet, { service: { namespace: 'default', name: 'web' } }))).toEqual({ kind: 'NotExposed', service: { namespace: 'default', name: 'web' }, type: 'ClusterIP' });
    expect(cause(trace(world, internet, { host: clusterIP }))).toEqual({ kind: 'NoRoute', ip: clusterIP });
    expect(cause(trace(world, internet, { host: '10.0.0.1', port: 31_000 }))).toEqual({ kind: 'NodePortClosed', node: 'a', port: 31_000 });
    expect(cause(trace(world, internet, { host: 'shop.example.com' }))).toEqual({ kind: 'NoSuchHost', host: 'shop.example.com' });
    expect(cause(trace(world, internet, { host: 'shop.local' }))).toEqual({ kind: 'NoSuchHost', host: 'shop.local' });
    expect(cause(trace(world, internet, { service: { namespace: 'default', name: 'nope' } }))).toMatchObject({ kind: 'NoSuchService' });
  });

  test('a port of the host that a pod took', () => {
    const world = networkWorld({ machines: ['a'], manifests: [deployment('web', 1, { image: 'nginx', ports: [{ containerPort: 80, hostPort: 8080 }] })] });
    expect(path(trace(world, internet, { host: '10.0.0.1', port: 8080 }))).toBe('Client > Node > Pod > Container');
  });
});
