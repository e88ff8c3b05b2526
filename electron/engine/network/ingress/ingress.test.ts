import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { RequestTrace } from '../../../../shared/network/trace.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import { traceRequest } from '../path/trace-request.ts';

const className: Manifest = {
  apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
  spec: { controller: 'k8s.io/ingress-nginx' },
};
const controller = deployment('ingress', 1, { image: 'registry.k8s.io/ingress-nginx/controller:v1.14', args: ['/nginx-ingress-controller'], ports: [{ containerPort: 80 }] }, { namespace: 'kube-system' });
const front = service('ingress', { type: 'LoadBalancer' }, 'kube-system');

function ingress(paths: JsonObject[], rest: JsonObject = {}): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'shop' }, spec: { rules: [{ host: 'shop.example.com', http: { paths } }], ...rest } };
}

function path(name: string, at = '/', port: JsonObject = { number: 80 }): JsonObject {
  return { path: at, pathType: 'Prefix', backend: { service: { name, port } } };
}

const workload = [deployment('web', 1, 'nginx'), service('web'), deployment('api', 1, { image: 'api', ports: [{ containerPort: 8080 }] }), service('api', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] })];

function ask(world: World, at = '/', host = 'shop.example.com'): RequestTrace {
  return traceRequest(world.components.network, { kind: 'Internet' }, { host, path: at }, () => 0);
}

function kinds({ hops }: RequestTrace): string {
  return hops.map(({ rule, verdict }) => `${rule.kind}${verdict === 'Failed' ? ' x' : ''}`).join(' > ');
}

test('a request enters by the load balancer of the controller, which sends it straight to an endpoint by host and path', () => {
  const world = networkWorld({ manifests: [className, controller, front, ...workload, ingress([path('web'), path('api', '/api', { name: 'http' })])], untilMs: 240_000 });
  const { spec, status } = world.api.get<Ingress>('ingresses', 'default/shop') ?? {};
  expect([spec?.ingressClassName, status?.loadBalancer?.ingress]).toEqual(['nginx', [{ ip: '203.0.113.1' }]]);
  const seen = ask(world, '/api/orders');
  expect(kinds(seen)).toBe('Client > Dns > LoadBalancer > Node > Proxy > Pod > Container > Ingress > Pod > Container');
  expect(seen.hops[7]?.rule).toMatchObject({ controller: 'k8s.io/ingress-nginx', match: { host: 'shop.example.com', path: '/api', pathType: 'Prefix' }, service: { name: 'api', port: 80 }, chosen: { port: 8080 } });
  expect(seen.outcome).toMatchObject({ kind: 'Served', handlers: [{ pod: { namespace: 'kube-system' } }, { pod: { namespace: 'default' }, port: 8080 }] });
  expect(ask(world, '/').outcome.handlers[1]?.port).toBe(80);
});

describe('why it fails', () => {
  test.each<[string, Manifest, string, JsonObject]>([
    ['no path matches', ingress([path('web', '/shop')]), '/other', { kind: 'NoIngressRule', controller: 'k8s.io/ingress-nginx', host: 'shop.example.com', path: '/other' }],
    ['there is no such Service', ingress([path('nope')]), '/', { kind: 'IngressBackendMissing', service: 'nope', port: 80 }],
    ['the Service has no such port', ingress([path('web', '/', { number: 8080 })]), '/', { kind: 'IngressBackendMissing', service: 'web', port: 8080 }],
    ['nobody is behind the Service', ingress([path('empty')]), '/', { kind: 'NoEndpoints', service: { name: 'empty' }, why: { kind: 'NothingSelected' } }],
  ])('%s', (_, object, at, cause) => {
    const world = networkWorld({ manifests: [className, controller, front, ...workload, service('empty'), object], untilMs: 240_000 });
    const seen = ask(world, at);
    expect(seen.outcome).toMatchObject({ kind: 'Failed', cause, handlers: [{ pod: { namespace: 'kube-system' } }] });
    expect(seen.hops.at(-1)).toMatchObject({ rule: { kind: 'Ingress' }, verdict: 'Failed' });
  });

  test('a policy keeps the controller out, another class has another controller, and without one the host has no address', () => {
    const deny: Manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'own' }, spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] } };
    const world = networkWorld({ manifests: [className, controller, front, ...workload, ingress([path('web')]), deny], untilMs: 240_000 });
    expect(ask(world).outcome).toMatchObject({ cause: { kind: 'DeniedByPolicy', direction: 'Ingress', policies: ['own'] } });
    put(world, ingress([path('web')], { ingressClassName: 'other' }));
    expect(ask(world).outcome).toMatchObject({ cause: { kind: 'NoIngressRule' } });
    const without = networkWorld({ manifests: [className, ...workload, ingress([path('web')])], untilMs: 240_000 });
    expect(ask(without).outcome).toMatchObject({ cause: { kind: 'NoSuchHost', ingress: { namespace: 'default', name: 'shop' } } });
  });
});

test('without a load balancer the Ingress gets the addresses of the nodes of the controller\'s pods', () => {
  const onHost = deployment('ingress', 1, { image: 'registry.k8s.io/ingress-nginx/controller:v1.14', args: ['x'], ports: [{ containerPort: 80, hostPort: 80 }] }, { namespace: 'kube-system' });
  const world = networkWorld({ machines: ['a'], manifests: [className, onHost, ...workload, ingress([path('web')])], untilMs: 120_000 });
  expect(world.api.get<Ingress>('ingresses', 'default/shop')?.status?.loadBalancer?.ingress).toEqual([{ ip: '10.0.0.1' }]);
  expect(kinds(ask(world))).toBe('Client > Dns > Node > Pod > Container > Ingress > Pod > Container');
  put(world, deployment('ingress', 0, 'x', { namespace: 'kube-system' }));
  advance(world, 60_000);
  expect(ask(world).outcome).toMatchObject({ cause: { kind: 'NodePortClosed', port: 80 } });
});

test.each<[name: string, port: number, tls: JsonObject[], secret: JsonObject | undefined, expected: object | undefined]>([
  ['the certificate of its Secret', 443, [{ hosts: ['shop.example.com'], secretName: 'cert' }], { 'tls.crt': 'AA==', 'tls.key': 'AA==' }, { kind: 'Secret', secret: 'cert' }],
  ['the certificate for all hosts', 443, [{ secretName: 'cert' }], { 'tls.crt': 'AA==', 'tls.key': 'AA==' }, { kind: 'Secret', secret: 'cert' }],
  ['its own where the Secret is missing', 443, [{ hosts: ['shop.example.com'], secretName: 'cert' }], undefined, { kind: 'Default', why: 'SecretMissing', secret: 'cert' }],
  ['its own where the Secret holds no key', 443, [{ hosts: ['shop.example.com'], secretName: 'cert' }], { 'tls.crt': 'AA==' }, { kind: 'Default', why: 'SecretIncomplete', secret: 'cert' }],
  ['its own for a host that is not listed', 443, [{ hosts: ['other.example.com'], secretName: 'cert' }], { 'tls.crt': 'AA==', 'tls.key': 'AA==' }, { kind: 'Default', why: 'NoneNamed' }],
  ['its own without TLS in the Ingress', 443, [], undefined, { kind: 'Default', why: 'NoneNamed' }],
  ['none, and would redirect', 80, [{ hosts: ['shop.example.com'], secretName: 'cert' }], undefined, { kind: 'Redirect' }],
  ['none', 80, [{ hosts: ['other.example.com'] }], undefined, undefined],
])('ingress-nginx answers with %s', (_, port, tls, data, expected) => {
  const secret: Manifest[] = data ? [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cert' }, data }] : [];
  const both = deployment('ingress', 1, 'registry.k8s.io/ingress-nginx/controller:v1.14', { namespace: 'kube-system' });
  const ports = service('ingress', { type: 'LoadBalancer', ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }] }, 'kube-system');
  const world = networkWorld({ manifests: [className, both, ports, ...workload, ...secret, ingress([path('web')], { tls })], untilMs: 240_000 });
  const seen = traceRequest(world.components.network, { kind: 'Internet' }, { host: 'shop.example.com', port }, () => 0);
  expect(seen.outcome.kind).toBe('Served');
  const rule = seen.hops.find((hop) => hop.rule.kind === 'Ingress')?.rule;
  expect(rule?.kind === 'Ingress' ? rule.tls : 'no rule').toEqual(expected);
});

describe('a client that does not use TLS', () => {
  const tls = { tls: [{ hosts: ['shop.example.com'], secretName: 'cert' }] };
  const both = deployment('ingress', 1, 'registry.k8s.io/ingress-nginx/controller:v1.14', { namespace: 'kube-system' });
  const at = (...ports: JsonObject[]): Manifest => service('ingress', { type: 'LoadBalancer', ports }, 'kube-system');
  const source: Manifest = { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: 'people' }, spec: { target: { host: 'shop.example.com' }, rate: { pattern: 'Constant', rps: 10 } } };
  const worldWith = (...manifests: Manifest[]): World => networkWorld({ manifests: [className, both, ...workload, ingress([path('web')], tls), source, ...manifests], untilMs: 240_000 });
  const rateAt = (world: World, name: string): number => (
    [...world.api.list<Pod>('pods')].filter((pod) => pod.metadata.name.startsWith(name)).reduce((sum, { metadata: { uid = '' } }) => sum + (world.components.traffic.ofPod(uid) ?? 0), 0)
  );

  test('is redirected, asks again at 443, and so gives the controller twice the work', () => {
    const world = worldWith(at({ name: 'http', port: 80 }, { name: 'https', port: 443 }));
    const seen = ask(world);
    expect(kinds(seen)).toBe('Client > Dns > LoadBalancer > Node > Proxy > Pod > Container > Ingress > Client > Dns > LoadBalancer > Node > Proxy > Pod > Container > Ingress > Pod > Container');
    expect(seen.hops.filter(({ rule }) => rule.kind === 'Ingress').map(({ rule }) => (rule.kind === 'Ingress' ? rule.tls?.kind : ''))).toEqual(['Redirect', 'Default']);
    expect([rateAt(world, 'ingress-'), rateAt(world, 'web-'), world.components.traffic.ofSource('people')?.servedRps]).toEqual([20, 10, 10]);
  });

  test('finds nobody where nothing listens at 443', () => {
    const world = worldWith(at({ name: 'http', port: 80 }));
    expect(ask(world).outcome).toMatchObject({ kind: 'Failed', cause: { kind: 'NoSuchPort', port: 443, ports: [80] } });
    expect([rateAt(world, 'ingress-'), world.components.traffic.ofSource('people')?.servedRps]).toEqual([10, 0]);
  });
});
