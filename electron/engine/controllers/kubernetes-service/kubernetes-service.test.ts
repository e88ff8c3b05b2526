import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { MachineEntry } from '../../../../shared/topology/types.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { World } from '../../world.ts';
import { controllerComponent } from '../worker.ts';
import { kubernetesServiceController } from './index.ts';

const key = 'default/kubernetes';

function start(addresses: string[]): TestCluster {
  return new TestCluster([controllerComponent(kubernetesServiceController(() => addresses, '10.96.0.0/12'))]).advance(100);
}

function listed(cluster: TestCluster): (string[] | undefined)[] {
  const endpoints = cluster.api.get<Endpoints>('endpoints', key)?.subsets?.flatMap(({ addresses = [] }) => addresses.map(({ ip }) => ip));
  return [endpoints, cluster.api.get<EndpointSlice>('endpointslices', key)?.endpoints?.flatMap((endpoint) => endpoint.addresses)];
}

describe('the Service kubernetes', () => {
  it('has the first address, and lists the API servers', () => {
    const cluster = start(['10.0.0.1', '10.0.0.2']);
    expect(cluster.get<Service>('services', key)).toMatchObject({
      metadata: { labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1'], ports: [{ name: 'https', port: 443, targetPort: 6443 }], sessionAffinity: 'None' },
    });
    expect(cluster.get<Service>('services', key).spec.selector).toBeUndefined();
    expect(cluster.get<Endpoints>('endpoints', key).metadata.labels).toEqual({ 'endpointslice.kubernetes.io/skip-mirror': 'true' });
    expect(cluster.get<EndpointSlice>('endpointslices', key)).toMatchObject({
      metadata: { labels: { 'kubernetes.io/service-name': 'kubernetes' } }, addressType: 'IPv4', ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    });
    expect(listed(cluster)).toEqual([['10.0.0.1', '10.0.0.2'], ['10.0.0.1', '10.0.0.2']]);
  });

  it.each(['services', 'endpoints', 'endpointslices'])('is there again within ten seconds when somebody deletes it: %s', (resource) => {
    const cluster = start(['10.0.0.1']);
    cluster.delete(resource, key);
    expect(cluster.advance(9_000).api.get(resource, key)).toBeUndefined();
    expect(cluster.advance(1_000).api.get(resource, key)).toBeDefined();
  });

  it('follows the API servers that there are, keeps what it knew when there is none, and is quiet otherwise', () => {
    const addresses = ['10.0.0.1', '10.0.0.2'];
    const cluster = start(addresses);
    addresses.shift();
    expect(listed(cluster.advance(10_000))).toEqual([['10.0.0.2'], ['10.0.0.2']]);
    addresses.shift();
    expect(listed(cluster.advance(10_000))).toEqual([['10.0.0.2'], ['10.0.0.2']]);
    const before = cluster.simulation.store.revision;
    cluster.advance(120_000);
    expect(cluster.simulation.store.revision).toBe(before);
    expect(cluster.simulation.isQuiet()).toBe(true);
  });
});

describe('a whole cluster', () => {
  const control = (name: string): MachineEntry => ({ name, roles: ['control-plane'], bootSeconds: 5 });
  it.each<[string, MachineEntry[], string[]]>([
    ['a managed control plane', [], ['10.0.255.254']],
    ['two machines of its own', [control('c-1'), control('c-2')], ['10.0.0.1', '10.0.0.2']],
  ])('with %s says where its API servers are', (_name, machines, expected) => {
    const cluster = defaultCluster('t', 1);
    cluster.spec.machines = machines;
    const { world } = World.create({ cluster, manifests: [] });
    expect(world.api.get<Service>('services', key)?.spec.clusterIP).toBe('10.96.0.1');
    world.advance({ untilMs: 60_000 });
    expect(world.api.get<EndpointSlice>('endpointslices', key)?.endpoints?.flatMap(({ addresses }) => addresses)).toEqual(expected);
  });
});
