import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { controllerComponent } from '../worker.ts';
import { desiredMirrors } from './desired.ts';
import { endpointSliceMirroringController } from './index.ts';

const key = 'default/db';
const ports = [{ name: 'sql', port: 5432, protocol: 'TCP' }];

function start(subsets: EndpointSubset[], metadata: Partial<Endpoints['metadata']> = {}, selector?: Record<string, string>): TestCluster {
  const cluster = new TestCluster([controllerComponent(endpointSliceMirroringController), controllerComponent(garbageCollectorController)]);
  cluster.create<Service>({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'default' },
    spec: { ports: [{ name: 'sql', port: 5432 }], ...(selector ? { selector } : {}) },
  });
  cluster.create<Endpoints>({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db', namespace: 'default', ...metadata }, subsets });
  return cluster.advance(100);
}

function slices(cluster: TestCluster): EndpointSlice[] {
  return cluster.list<EndpointSlice>('endpointslices');
}

/** `family addresses:ports` of each slice; addresses that are not ready in brackets. */
function texts(cluster: TestCluster): string[] {
  return slices(cluster).map(({ addressType, endpoints, ports: own = [] }) => {
    const addresses = endpoints.map(({ addresses: [ip], conditions }) => (conditions?.ready ? ip : `(${ip})`));
    return `${addressType} ${addresses.join()}:${own.map(({ port }) => port).join()}`;
  }).sort();
}

describe('EndpointSlices of a Service without a selector', () => {
  it('mirror its Endpoints: labels, annotations, owner', () => {
    const cluster = start([{ addresses: [{ ip: '10.1.0.1' }, { ip: '10.1.0.2' }], ports }], {
      labels: { team: 'a' }, annotations: { note: 'n', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    });
    const [slice] = slices(cluster);
    expect(slice?.metadata.name).toMatch(/^db-[a-z0-9]{5}$/);
    expect(slice?.metadata.labels).toEqual({
      team: 'a', 'kubernetes.io/service-name': 'db', 'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    });
    expect(slice?.metadata.annotations).toEqual({ note: 'n' });
    expect(slice?.metadata.ownerReferences).toMatchObject([{ apiVersion: 'v1', kind: 'Endpoints', name: 'db', controller: true }]);
    expect(texts(cluster)).toEqual(['IPv4 10.1.0.1,10.1.0.2:5432']);
    const before = cluster.commits.length;
    cluster.advance(60_000);
    expect(cluster.commits.slice(before)).toEqual([]);
  });

  it.each<[string, EndpointSubset[], string[]]>([
    ['one that is not ready', [{ notReadyAddresses: [{ ip: '10.1.0.1' }], ports }], ['IPv4 (10.1.0.1):5432']],
    ['families apart', [{ addresses: [{ ip: '10.1.0.1' }, { ip: 'fd00::1' }], ports }], ['IPv4 10.1.0.1:5432', 'IPv6 fd00::1:5432']],
    ['ports apart', [{ addresses: [{ ip: '10.1.0.1' }], ports }, { addresses: [{ ip: '10.1.0.2' }], ports: [{ port: 1 }] }],
      ['IPv4 10.1.0.1:5432', 'IPv4 10.1.0.2:1']],
    ['the same ports together, an address once', [{ addresses: [{ ip: '10.1.0.1' }], ports }, { addresses: [{ ip: '10.1.0.1' }, { ip: '10.1.0.2' }], ports }],
      ['IPv4 10.1.0.1,10.1.0.2:5432']],
    ['addresses as they are usually written', [{ addresses: [{ ip: '010.001.0.1' }], ports }], ['IPv4 10.1.0.1:5432']],
    ['nothing', [], []],
  ])('hold %s', (_name, subsets, expected) => {
    expect(texts(start(subsets))).toEqual(expected);
  });

  it.each([
    ['it has a selector', {}, { app: 'db' }],
    ['they are not to be mirrored', { labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } }, undefined],
    ['they are the lock of a leader', { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } }, undefined],
  ])('are not made when %s', (_name, metadata, selector) => {
    expect(texts(start([{ addresses: [{ ip: '10.1.0.1' }], ports }], metadata, selector))).toEqual([]);
  });

  it('follow changes in the same slice, also to other ports, and go with the Endpoints', () => {
    const cluster = start([{ addresses: [{ ip: '10.1.0.1' }], ports }]);
    const [before] = slices(cluster);
    cluster.edit<Endpoints>('endpoints', key, (endpoints) => { endpoints.subsets = [{ addresses: [{ ip: '10.1.0.7' }], ports: [{ port: 99 }] }]; });
    cluster.advance(100);
    expect(texts(cluster)).toEqual(['IPv4 10.1.0.7:99']);
    expect(slices(cluster)[0]?.metadata.name).toBe(before?.metadata.name);
    cluster.delete('endpoints', key);
    cluster.advance(100);
    expect(slices(cluster)).toEqual([]);
  });

  it('come back when they are deleted, and go when the Service gets a selector', () => {
    const cluster = start([{ addresses: [{ ip: '10.1.0.1' }], ports }]);
    cluster.delete('endpointslices', `default/${slices(cluster)[0]?.metadata.name}`);
    cluster.advance(100);
    expect(texts(cluster)).toEqual(['IPv4 10.1.0.1:5432']);
    cluster.edit<Service>('services', key, ({ spec }) => { spec.selector = { app: 'db' }; });
    cluster.advance(100);
    expect(texts(cluster)).toEqual([]);
  });

  it('tell what they leave out', () => {
    const cluster = start([{ addresses: [{ ip: 'db.example.org' }, { ip: '10.1.0.1' }], ports }]);
    expect(texts(cluster)).toEqual(['IPv4 10.1.0.1:5432']);
    expect(cluster.eventsAbout('db')).toEqual(['InvalidIPAddress: Skipped 1 invalid IP addresses when mirroring to EndpointSlices']);
  });

  it('hold a thousand addresses of a subset', () => {
    const addresses = Array.from({ length: 1_005 }, (_, index) => ({ ip: `10.1.${Math.floor(index / 250)}.${index % 250}` }));
    const { mirrors, skipped } = desiredMirrors([{ addresses, ports }]);
    expect([mirrors.map(({ endpoints }) => endpoints.length), skipped]).toEqual([[1_000], 5]);
  });
});
