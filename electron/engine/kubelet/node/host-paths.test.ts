import { expect, test } from 'vitest';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [{ image: 'app:v1', startSeconds: 0, size: '1Mi' }];

test.each([
  { path: '/data', type: undefined, problem: undefined },
  { path: '/data', type: 'DirectoryOrCreate', problem: undefined },
  { path: '/data', type: 'Directory', problem: 'hostPath type check failed: /data is not a directory' },
  { path: '/var/log/', type: 'Directory', problem: undefined },
  { path: '/etc/hosts', type: 'DirectoryOrCreate', problem: 'hostPath type check failed: /etc/hosts is not a directory' },
  { path: '/etc/hosts', type: 'File', problem: undefined },
  { path: '/data/x', type: 'FileOrCreate', problem: undefined },
  { path: '/data/x', type: 'File', problem: 'hostPath type check failed: /data/x is not a file' },
  { path: '/run/containerd/containerd.sock', type: 'Socket', problem: undefined },
  { path: '/var/run/docker.sock', type: 'Socket', problem: 'hostPath type check failed: /var/run/docker.sock is not a socket file' },
  { path: '/dev/null', type: 'CharDevice', problem: undefined },
  { path: '/dev/null', type: 'BlockDevice', problem: 'hostPath type check failed: /dev/null is not a block device' },
])('$path as $type: $problem', ({ path, type, problem }) => {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { volumes: [{ name: 'v', hostPath: { path, ...(type === undefined ? {} : { type }) } }] });
  cluster.advance(10_000);
  expect(cluster.pod('web').status?.phase).toBe(problem === undefined ? 'Running' : 'Pending');
  const told = cluster.eventsAbout('web').find((event) => event.startsWith('FailedMount'));
  expect(told).toBe(problem === undefined ? undefined : `FailedMount: MountVolume.SetUp failed for volume "v" : ${problem}`);
});

test('what a volume has made is there for the next one, also after a restart of the machine', () => {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('first', { volumes: [{ name: 'v', hostPath: { path: '/data/x', type: 'FileOrCreate' } }] });
  cluster.advance(5_000);
  cluster.provider.inject({ kind: 'RestartMachine', machine: 'n0' });
  cluster.advance(60_000);
  cluster.addPod('file', { volumes: [{ name: 'v', hostPath: { path: '/data/x', type: 'File' } }] });
  cluster.addPod('above', { volumes: [{ name: 'v', hostPath: { path: '/data', type: 'Directory' } }] });
  cluster.addPod('directory', { volumes: [{ name: 'v', hostPath: { path: '/data/x', type: 'Directory' } }] });
  cluster.advance(10_000);
  expect(['file', 'above', 'directory'].map((name) => cluster.pod(name).status?.phase)).toEqual(['Running', 'Running', 'Pending']);
});
