import { expect, test } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const ready = (cluster: FleetCluster) => cluster.get<Node>('nodes', 'n0').status?.conditions?.find(({ type }) => type === 'Ready');

test('without its runtime a node becomes NotReady, containers run on, and nothing starts or stops until it is back', () => {
  const cluster = new FleetCluster({ images: [{ image: 'big', size: '400Mi' }] }).bootMachines(1);
  cluster.addPod('web');
  cluster.addPod('leaving');
  cluster.advance(10_000);
  cluster.addPod('pulling', { image: 'big' });
  cluster.advance(3_000);
  cluster.kubelets.inject({ kind: 'StopRuntime', machine: 'n0' });
  const pulled = cluster.kubelets.machineView('n0')?.pulls[0]?.pulledBytes;
  cluster.delete('pods', 'default/leaving');
  cluster.addPod('new');
  cluster.advance(25_000);
  expect(ready(cluster)?.status).toBe('True');
  cluster.advance(20_000);
  expect(ready(cluster)).toMatchObject({ status: 'False', reason: 'KubeletNotReady', message: 'container runtime is down' });
  expect(cluster.kubelets.machineView('n0')).toMatchObject({ lamps: { kubelet: true, containerd: false }, faults: ['StopRuntime'], pulls: [{ pulledBytes: pulled }] });
  expect(cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers[0]?.running).toBe(true);
  expect(cluster.pod('leaving').metadata.deletionTimestamp).toBeDefined();
  expect(cluster.pod('new').status?.phase).toBe('Pending');
  cluster.kubelets.inject({ kind: 'MendMachine', machine: 'n0', fault: 'StopRuntime' });
  cluster.advance(20_000);
  expect(ready(cluster)?.status).toBe('True');
  expect(cluster.api.get('pods', 'default/leaving')).toBeUndefined();
  for (const name of ['web', 'pulling', 'new']) expect(cluster.pod(name).status?.containerStatuses?.[0]).toMatchObject({ ready: true, restartCount: 0 });
});
