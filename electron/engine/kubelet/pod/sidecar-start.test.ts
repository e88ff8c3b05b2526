import { expect, test } from 'vitest';
import type { Container } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'setup', size: '1Mi', startSeconds: 0, exit: { afterSeconds: 1, code: 0 } }, { image: 'proxy', size: '1Mi', startSeconds: 3 }, { image: 'app', size: '1Mi', startSeconds: 0 },
];
const proxy: Container = { name: 'proxy', image: 'proxy', restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 1, failureThreshold: 10 } };

test.each<{ name: string; initContainers: Container[] }>([
  { name: 'the next init container', initContainers: [proxy, { name: 'setup', image: 'setup' }] },
  { name: 'the regular containers', initContainers: [{ name: 'setup', image: 'setup' }, proxy] },
])('$name wait for the startup probe of a sidecar, and no longer', ({ initContainers }) => {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { initContainers, containers: [{ name: 'app', image: 'app' }] });
  cluster.advance(4_000);
  expect(cluster.pod('web').status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('PodInitializing');
  cluster.advance(12_000);
  expect(cluster.pod('web').status).toMatchObject({ phase: 'Running', containerStatuses: [{ ready: true }] });
});
