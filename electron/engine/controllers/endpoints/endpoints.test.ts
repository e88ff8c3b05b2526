import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoints, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { firstLook } from '../../testing/forgetful.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { endpointsController } from './index.ts';
import { ServiceAddresses } from './service-addresses.ts';
import { truncated } from './truncate.ts';

const key = 'default/web';

function start(spec: Partial<Service['spec']> = {}): TestCluster {
  const cluster = new TestCluster([controllerComponent(endpointsController), simulatedNodes({})]);
  cluster.create<Service>({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default', labels: { team: 'a' } },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  });
  return cluster.advance(100);
}

function endpoints(cluster: TestCluster): Endpoints {
  return cluster.get<Endpoints>('endpoints', key);
}

function targets(cluster: TestCluster): (string | undefined)[][] {
  return (endpoints(cluster).subsets ?? []).map(({ addresses = [] }) => addresses.map(({ targetRef }) => targetRef?.name));
}

describe('the Endpoints of a Service', () => {
  it('have its name and labels, and list the pods that are ready', () => {
    const cluster = start();
    expect(endpoints(cluster).metadata.labels).toEqual({ team: 'a', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    expect(endpoints(cluster).subsets).toBeUndefined();
    for (const name of ['a', 'b']) cluster.create(makePod(name, { labels: { app: 'web' } }));
    cluster.advance(2_000);
    expect(targets(cluster).flat().sort()).toEqual(['a', 'b']);
    expect(endpoints(cluster).subsets?.[0]?.ports).toEqual([{ name: 'http', protocol: 'TCP', port: 8080 }]);
    expect(firstLook(cluster, endpointsController, key)).toEqual({ kind: 'Done', writes: [] });
    cluster.delete('pods', 'default/a');
    cluster.advance(100);
    expect(targets(cluster)).toEqual([['b']]);
  });

  it('go with it, come back when somebody deletes them, and follow its labels', () => {
    const cluster = start();
    cluster.delete('endpoints', key);
    cluster.advance(100);
    expect(endpoints(cluster).metadata.name).toBe('web');
    cluster.edit<Service>('services', key, ({ metadata }) => { metadata.labels = { team: 'b' }; });
    cluster.advance(100);
    expect(endpoints(cluster).metadata.labels?.['team']).toBe('b');
    cluster.delete('services', key);
    cluster.advance(100);
    expect(cluster.list('endpoints')).toEqual([]);
  });

  it.each([
    ['is a mere name', { type: 'ExternalName' as const, externalName: 'example.org', clusterIP: undefined }],
    ['has no selector', { selector: undefined }],
  ])('are not made when it %s', (_name, spec) => {
    expect(start(spec as Partial<Service['spec']>).list('endpoints')).toEqual([]);
  });

  it('of a headless Service say so, and need no ports', () => {
    const cluster = start({ clusterIP: 'None', ports: [] });
    cluster.create(makePod('a', { labels: { app: 'web' } }));
    cluster.advance(2_000);
    expect(endpoints(cluster).metadata.labels).toHaveProperty(['service.kubernetes.io/headless'], '');
    expect(endpoints(cluster).subsets?.map(({ ports }) => ports)).toEqual([undefined]);
    expect(targets(cluster)).toEqual([['a']]);
  });
});

interface Given {
  name: string;
  ip: string;
  ready?: boolean;
  going?: boolean;
  named?: number;
}

function podOf({ name, ip, ready = true, going = false, named }: Given): Pod {
  const pod = makePod(name, { labels: { app: 'web' } });
  return {
    ...pod,
    metadata: { ...pod.metadata, uid: name, ...(going ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) },
    spec: { containers: [{ name: 'c', image: 'i', ...(named ? { ports: [{ name: 'metrics', containerPort: named }] } : {}) }] },
    status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

/** `ready|not ready:ports` of each subset. */
function texts(subsets: readonly EndpointSubset[]): string[] {
  return subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => (
    `${addresses.map(({ ip }) => ip).join()}|${notReadyAddresses.map(({ ip }) => ip).join()}:${ports.map(({ port }) => port).join()}`
  ));
}

describe('subsets', () => {
  it.each([
    ['addresses by their text', [{ name: 'a', ip: '10.0.0.9' }, { name: 'b', ip: '10.0.0.10' }], {}, ['10.0.0.10,10.0.0.9|:8080']],
    ['ready apart from not ready', [{ name: 'a', ip: '1.1.1.1' }, { name: 'b', ip: '1.1.1.2', ready: false }], {}, ['1.1.1.1|1.1.1.2:8080']],
    ['not ready as ready when they shall be published', [{ name: 'a', ip: '1.1.1.1', ready: false }], { publishNotReadyAddresses: true }, ['1.1.1.1|:8080']],
    ['none that is going', [{ name: 'a', ip: '1.1.1.1', going: true }], {}, []],
    ['one that is going, when not ready ones shall be published', [{ name: 'a', ip: '1.1.1.1', going: true }], { publishNotReadyAddresses: true }, ['1.1.1.1|:8080']],
    ['ports of all pods together', [{ name: 'a', ip: '1.1.1.1' }, { name: 'b', ip: '1.1.1.2' }],
      { ports: [{ name: 'x', port: 1 }, { name: 'y', port: 2 }] }, ['1.1.1.1,1.1.1.2|:1,2']],
    ['a named port with its number at each pod', [{ name: 'a', ip: '1.1.1.1', named: 90 }, { name: 'b', ip: '1.1.1.2', named: 91 }],
      { ports: [{ name: 'm', port: 1, targetPort: 'metrics' }] }, ['1.1.1.1|:90', '1.1.1.2|:91']],
    ['a port that only one has', [{ name: 'a', ip: '1.1.1.1', named: 90 }, { name: 'b', ip: '1.1.1.2' }],
      { ports: [{ name: 'x', port: 1 }, { name: 'm', port: 2, targetPort: 'metrics' }] }, ['1.1.1.1,1.1.1.2|:1', '1.1.1.1|:90']],
    ['addresses of the Service’s first family', [{ name: 'a', ip: '1.1.1.1' }, { name: 'b', ip: 'fd00::1' }], { ipFamilies: ['IPv6'] }, ['fd00::1|:8080']],
  ] as const)('have %s', (_name, pods: readonly Given[], spec, expected) => {
    const service: Service = {
      apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...(spec as Partial<Service['spec']>) },
    };
    const addresses = new ServiceAddresses(service);
    for (const pod of pods.map(podOf)) addresses.podChanged(pod.metadata.name, pod);
    expect(texts(addresses.subsets())).toEqual(expected);
    for (const pod of pods.map(podOf)) addresses.podChanged(pod.metadata.name, undefined);
    expect(addresses.subsets()).toEqual([]);
  });

  it.each([
    ['fit', [[600, 400]], [[600, 400]]],
    ['ready ones go first', [[600, 600]], [[600, 400]]],
    ['too many ready ones', [[1500, 10]], [[1000, 0]]],
    ['by their share', [[900, 0], [300, 5]], [[750, 0], [250, 0]]],
    ['the share of those that are not ready', [[100, 900], [100, 900]], [[100, 400], [100, 400]]],
  ] as const)('hold a thousand addresses: %s', (_name, given, expected) => {
    const addresses = (count: number) => Array.from({ length: count }, (_, index) => ({ ip: String(index) }));
    const cut = truncated(given.map(([ready, notReady]) => ({ addresses: addresses(ready), notReadyAddresses: addresses(notReady) })));
    expect(cut.map((subset) => [subset.addresses?.length ?? 0, subset.notReadyAddresses?.length ?? 0])).toEqual(expected);
  });
});
