import { expect, test } from 'vitest';
import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import { FleetCluster } from './testing/fleet-cluster.ts';

test('a machine is built, boots, registers its node and becomes Ready', () => {
  const cluster = new FleetCluster();
  cluster.addMachine('n0', { bootSeconds: 20 });
  cluster.advance(1_000);
  expect(cluster.get('machines', 'n0')).toMatchObject({ status: { phase: 'Provisioning', address: '10.0.0.1' } });
  cluster.advance(2_000);
  expect(cluster.get('machines', 'n0')).toMatchObject({ status: { phase: 'Booting' } });
  cluster.advance(20_000);
  expect(cluster.get('machines', 'n0')).toMatchObject({ status: { phase: 'Running' } });
  cluster.advance(1_000);
  const node = cluster.get<Node>('nodes', 'n0');
  console.log(JSON.stringify(node, null, 1));
  cluster.advance(10_000);
  console.log(cluster.get<Node>('nodes', 'n0').status?.conditions);
  console.log(cluster.get<Lease>('leases', 'kube-node-lease/n0'));
  console.log(cluster.eventsAbout('n0'));
});

test('pod', () => {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.addPod('web', { image: 'nginx:1.27' });
  cluster.advance(20_000);
  console.log(cluster.history('web'), cluster.eventsAbout('web'));
  console.log(JSON.stringify(cluster.pod('web').status, null, 1));
  cluster.delete('pods', 'default/web');
  cluster.advance(20_000);
  console.log(cluster.history('web'), cluster.eventsAbout('web'));
});
