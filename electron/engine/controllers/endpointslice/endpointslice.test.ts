import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { firstLook } from '../../testing/forgetful.ts';
import { simulatedNodes, type SimulatedNodesOptions } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { endpointSliceController } from './index.ts';

function start(spec: Partial<Service['spec']> = {}, options: SimulatedNodesOptions = {}): TestCluster {
  const cluster = new TestCluster([controllerComponent(endpointSliceController), simulatedNodes(options)]);
  cluster.create<Service>({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default', labels: { team: 'a' } },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  });
  return cluster.advance(100);
}

function addPods(cluster: TestCluster, names: readonly string[], spec: Partial<Pod['spec']> = {}): void {
  for (const name of names) cluster.create(makePod(name, { labels: { app: 'web' }, spec }));
  cluster.advance(2_000);
}

function slices(cluster: TestCluster): EndpointSlice[] {
  return cluster.list<EndpointSlice>('endpointslices');
}

/** `name ready/serving/terminating` of each endpoint. */
function endpoints(cluster: TestCluster): string[] {
  return slices(cluster).flatMap((slice) => slice.endpoints ?? []).map(({ targetRef, conditions }) =>
    `${targetRef?.name} ${Number(conditions?.ready)}${Number(conditions?.serving)}${Number(conditions?.terminating)}`);
}

describe('the slices of a Service', () => {
  it('are one empty slice as long as there are no pods, and the same one then', () => {
    const cluster = start();
    const [empty] = slices(cluster);
    expect(empty?.metadata.name).toMatch(/^web-[a-z0-9]{5}$/);
    expect(empty?.metadata.labels).toEqual({
      team: 'a', 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
    addPods(cluster, ['a', 'b']);
    expect(slices(cluster).map((slice) => [slice.metadata.name, slice.ports])).toEqual([
      [empty?.metadata.name, [{ name: 'http', protocol: 'TCP', port: 8080 }]],
    ]);
    expect(endpoints(cluster)).toEqual(['a 110', 'b 110']);
    expect(firstLook(cluster, endpointSliceController, 'default/web')).toEqual({ kind: 'Done', writes: [] });
  });

  it('tell that a pod is being deleted while it still serves, and drop it when it is gone', () => {
    const cluster = start();
    addPods(cluster, ['a', 'b']);
    cluster.delete('pods', 'default/a');
    cluster.advance(100);
    expect(endpoints(cluster)).toEqual(['a 011', 'b 110']);
    cluster.advance(2_000);
    expect(endpoints(cluster)).toEqual(['b 110']);
  });

  it('show unready pods, as ready with publishNotReadyAddresses', () => {
    for (const publishNotReadyAddresses of [false, true]) {
      const cluster = start({ publishNotReadyAddresses });
      addPods(cluster, ['a']);
      cluster.edit<Pod>('pods', 'default/a', (pod) => {
        for (const condition of pod.status?.conditions ?? []) if (condition.type === 'Ready') condition.status = 'False';
      }, 'updateStatus');
      cluster.advance(100);
      expect(endpoints(cluster)).toEqual([publishNotReadyAddresses ? 'a 100' : 'a 000']);
    }
  });

  it('hold a hundred endpoints each', () => {
    const cluster = start();
    addPods(cluster, Array.from({ length: 250 }, (_, index) => `p${index}`));
    const sizes = slices(cluster).map((slice) => slice.endpoints.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(250);
    expect(Math.max(...sizes)).toBe(100);
    expect(sizes).toHaveLength(3);
  });

  it('are separate for pods whose named port has another number', () => {
    const cluster = start({ ports: [{ port: 80, targetPort: 'http' }] });
    for (const [name, containerPort] of [['a', 8080], ['b', 9090]] as const) {
      addPods(cluster, [name], { containers: [{ name: 'c', image: 'app:v1', ports: [{ name: 'http', containerPort }] }] });
    }
    expect(slices(cluster).map((slice) => [slice.ports?.[0]?.port, slice.endpoints[0]?.targetRef?.name])).toEqual([[8080, 'a'], [9090, 'b']]);
  });

  it('follow labels, and come back when somebody deletes them', () => {
    const cluster = start();
    addPods(cluster, ['a', 'b']);
    cluster.edit<Pod>('pods', 'default/a', ({ metadata }) => { metadata.labels = { app: 'other' }; });
    cluster.advance(100);
    expect(endpoints(cluster)).toEqual(['b 110']);
    cluster.delete('endpointslices', `default/${slices(cluster)[0]?.metadata.name}`);
    cluster.advance(100);
    expect(endpoints(cluster)).toEqual(['b 110']);
  });

  it('are not made for a Service without a selector, or with an external name', () => {
    const cluster = new TestCluster([controllerComponent(endpointSliceController)]);
    cluster.create<Service>({
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'plain', namespace: 'default' }, spec: { ports: [{ port: 80 }] },
    });
    expect(slices(cluster.advance(100))).toEqual([]);
  });

  it.each<[distribution: string | undefined, hints: unknown]>([
    [undefined, undefined],
    ['PreferClose', { forZones: [{ name: 'a' }] }],
    ['PreferSameZone', { forZones: [{ name: 'a' }] }],
    ['PreferSameNode', { forZones: [{ name: 'a' }], forNodes: [{ name: 'n0' }] }],
  ])('give hints by trafficDistribution %s, to ready endpoints only', (trafficDistribution, hints) => {
    const cluster = start(trafficDistribution === undefined ? {} : { trafficDistribution });
    cluster.create(makeNode('n0', { labels: { 'topology.kubernetes.io/zone': 'a' } }));
    addPods(cluster, ['a', 'b']);
    cluster.delete('pods', 'default/b');
    cluster.advance(100);
    expect(slices(cluster).flatMap((slice) => slice.endpoints).map((endpoint) => [endpoint.targetRef?.name, endpoint.hints])).toEqual([['a', hints], ['b', undefined]]);
  });

  it('change their hints with the Service', () => {
    const cluster = start({ trafficDistribution: 'PreferClose' });
    cluster.create(makeNode('n0', { labels: { 'topology.kubernetes.io/zone': 'a' } }));
    addPods(cluster, ['a']);
    cluster.edit<Service>('services', 'default/web', ({ spec }) => { delete spec['trafficDistribution']; });
    cluster.advance(100);
    expect(slices(cluster)[0]?.endpoints[0]?.hints).toBeUndefined();
  });
});
