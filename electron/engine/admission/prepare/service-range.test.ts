import { expect, test } from 'vitest';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

function service(name: string, clusterIP?: string): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }], ...(clusterIP ? { clusterIP } : {}) } };
}

test.each([
  ['10.96.0.0/12', '10.96.1.0', '10.111.255.254', '10.112.0.1'],
  ['172.20.0.0/16', '172.20.1.0', '172.20.0.10', '10.96.0.10'],
  ['192.168.4.0/24', '192.168.4.16', '192.168.4.10', '192.168.5.10'],
])('Services get their addresses from the range of the design: %s', (serviceCIDR, first, inside, outside) => {
  const cluster = defaultCluster('range', 1);
  cluster.spec.network = { ...cluster.spec.network, serviceCIDR };
  const { world, refused } = World.create({ cluster, manifests: [service('a'), service('b', inside), service('c', outside)] });
  expect(['a', 'b'].map((name) => world.api.get<Service>('services', `default/${name}`)?.spec.clusterIP)).toEqual([first, inside]);
  expect(refused.map(({ status }) => status.message)).toEqual([expect.stringContaining(`The range of valid IPs is ${serviceCIDR}`)]);
});
