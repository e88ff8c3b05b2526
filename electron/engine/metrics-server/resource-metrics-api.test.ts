import { describe, expect, test } from 'vitest';
import { printTable } from '../../../shared/kubernetes/printing/print.ts';
import { printerOf } from '../../../shared/kubernetes/printing/printers/index.ts';
import type { HorizontalPodAutoscaler } from '../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { advance, deployment, networkWorld, put, service } from '../network/testing/network-world.ts';
import type { World } from '../world.ts';

const groupVersion = 'metrics.k8s.io/v1beta1';
const images = [{ image: 'busy', cpu: '150m', memory: '64Mi' }, { image: 'log', cpu: '10m', memory: '16Mi' }];
const web = deployment('web', 2, { image: 'busy:1', resources: { requests: { cpu: '200m' } } });
const pair = deployment('pair', 1, 'busy:1', { podSpec: { containers: [{ name: 'c', image: 'busy:1' }, { name: 'log', image: 'log:1' }] } });
const server = (replicas: number): Manifest => deployment('metrics-server', replicas, { image: 'ms', ports: [{ name: 'https', containerPort: 10250 }] }, { namespace: 'kube-system' });
const serverService = service('metrics-server', { ports: [{ name: 'https', port: 443, targetPort: 'https' }] }, 'kube-system');

function pods(world: World, app: string): Pod[] {
  return [...world.api.list<Pod>('pods')].filter(({ metadata }) => metadata.labels?.['app'] === app);
}

function names(world: World, resource: string, namespace?: string, query = {}): string[] | string {
  const listed = world.components.aggregator.list(groupVersion, resource, namespace, query);
  return listed.ok ? listed.value.map(({ metadata }) => metadata.labels?.['app'] ?? metadata.name) : `${listed.error.code} ${listed.error.reason}: ${listed.error.message}`;
}

describe('metrics.k8s.io', () => {
  const world = networkWorld({ manifests: [web, pair, deployment('far', 1, 'busy:1', { namespace: 'kube-system' })], images });
  const { aggregator } = world.components;

  test('tells of pods, container by container, and of nodes', () => {
    const [pod] = pods(world, 'pair');
    expect(aggregator.get(groupVersion, 'pods', 'default', pod?.metadata.name ?? '')).toEqual({ ok: true, value: {
      apiVersion: groupVersion, kind: 'PodMetrics',
      metadata: { name: pod?.metadata.name, namespace: 'default', labels: pod?.metadata.labels, creationTimestamp: world.simulation.env.timestamp() },
      timestamp: world.simulation.env.timestamp(120_000), window: '15s',
      containers: [{ name: 'c', usage: { cpu: '150m', memory: '64Mi' } }, { name: 'log', usage: { cpu: '10m', memory: '16Mi' } }],
    } });
    expect(aggregator.get(groupVersion, 'nodes', undefined, 'a')).toMatchObject({ ok: true, value: { kind: 'NodeMetrics', window: '15s', usage: { cpu: expect.stringMatching(/^\d+m$/), memory: expect.stringMatching(/Mi$|Ki$/) } } });
  });

  test.each<[string, string, string | undefined, object, string[] | string]>([
    ['pods', 'of a namespace', 'default', {}, ['pair', 'web', 'web']],
    ['pods', 'of all', undefined, {}, ['pair', 'web', 'web', 'far']],
    ['pods', 'by label', undefined, { labelSelector: 'app in (web, far)' }, ['web', 'web', 'far']],
    ['pods', 'by name', undefined, { fieldSelector: 'metadata.namespace=kube-system' }, ['far']],
    ['pods', 'by a field that it does not know', undefined, { fieldSelector: 'spec.nodeName=a' }, '400 BadRequest: "spec.nodeName" is not a known field selector: only "metadata.name", "metadata.namespace"'],
    ['pods', 'by no selector', undefined, { labelSelector: 'a in' }, expect.stringContaining('400 BadRequest')],
    ['nodes', 'all', undefined, {}, ['a', 'b']],
    ['nodes', 'by label', undefined, { labelSelector: 'kubernetes.io/hostname=b' }, ['b']],
    ['services', 'what there is not', undefined, {}, '404 NotFound: the server could not find the requested resource'],
  ])('lists %s %s', (resource, _, namespace, query, expected) => expect(names(world, resource, namespace, query)).toEqual(expected));

  test.each([
    ['pods', 'default', 'nobody', 'pods "nobody" not found'], ['nodes', undefined, 'c', 'node "c" not found'],
  ])('%s in %s named %s', (resource, namespace, name, message) => {
    expect(aggregator.get(groupVersion, resource, namespace, name)).toMatchObject({ ok: false, error: { code: 404, message } });
  });

  test('is printed as metrics-server does', () => {
    const listed = aggregator.list(groupVersion, 'pods', 'default');
    const { columnDefinitions, rows } = printTable(printerOf(groupVersion, 'PodMetrics'), listed.ok ? listed.value : [], world.nowMs);
    expect(columnDefinitions.map(({ name, format }) => `${name}/${format}`)).toEqual(['Name/name', 'cpu/quantity', 'memory/quantity', 'Window/duration']);
    expect(rows[0]?.cells.slice(1)).toEqual(['160m', '80Mi', '15s']);
  });

  test('can only be read', () => {
    const manifest = { apiVersion: groupVersion, kind: 'PodMetrics', metadata: { name: 'x', namespace: 'default' } };
    expect(world.apply([{ op: 'put', manifest }])).toMatchObject({ ok: false, error: { status: { code: 405, reason: 'MethodNotAllowed' } } });
    expect(aggregator.resources(groupVersion).map(({ plural, verbs }) => `${plural} ${verbs.join()}`)).toEqual(['nodes get,list', 'pods get,list']);
  });

  test('leaves young pods out', () => {
    const young = networkWorld({ manifests: [web], images });
    put(young, deployment('late', 1, 'busy:1'));
    advance(young, 9_000);
    const [pod] = pods(young, 'late');
    expect(names(young, 'pods')).toEqual(['web', 'web']);
    expect(young.components.aggregator.get(groupVersion, 'pods', 'default', pod?.metadata.name ?? '')).toMatchObject({
      ok: false, error: { reason: 'NotFound', message: `podmetrics.metrics.k8s.io "default/${pod?.metadata.name}" not found` },
    });
    advance(young, 30_000);
    expect(names(young, 'pods')).toEqual(['late', 'web', 'web']);
  });
});

test('a metrics-server that is a workload answers while one of its pods is ready, and forgets what it knew with the last', () => {
  const hpa: Manifest = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 2, metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 90 } } }] },
  };
  const world = networkWorld({ manifests: [web, hpa, server(1), serverService], images });
  const condition = () => (world.components.aggregator.apiServices()[0] as { status?: { conditions: object[] } } | undefined)?.status?.conditions[0];
  const active = () => world.api.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web')?.status?.conditions?.find(({ type }) => type === 'ScalingActive');
  expect(names(world, 'pods', 'default')).toEqual(['web', 'web']);
  expect(condition()).toEqual({ type: 'Available', status: 'True', reason: 'Passed', message: 'all checks passed' });
  put(world, server(0));
  advance(world, 60_000);
  expect(names(world, 'pods')).toBe('503 ServiceUnavailable: the server is currently unable to handle the request (get pods.metrics.k8s.io)');
  expect(world.components.aggregator.resources(groupVersion)).toEqual([]);
  expect(condition()).toMatchObject({ status: 'False', reason: 'MissingEndpoints', message: 'endpointslices for service/metrics-server in "kube-system" have no addresses with port name "https"' });
  expect(active()).toMatchObject({ status: 'False', reason: 'FailedGetResourceMetric', message: expect.stringContaining(
    'unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)',
  ) });
  put(world, server(1));
  advance(world, 12_000);
  // It is there again, and has to look twice.
  expect(names(world, 'pods', 'default')).toEqual([]);
  advance(world, 60_000);
  expect(names(world, 'pods', 'default')).toEqual(['web', 'web']);
  expect(active()).toMatchObject({ status: 'True' });
});
