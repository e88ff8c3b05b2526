import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [{ image: 'app', startSeconds: 0, size: '1Mi' }, { image: 'large', size: '18Gi' }, { image: 'leak', size: '1Mi', memory: '20Mi', memoryPerSecond: '10Mi' }];
const boot = () => new FleetCluster({ images }).bootMachines(1);

test('an image for which the disk has no room cannot be pulled, and is once there is', () => {
  const cluster = boot();
  cluster.addPod('web', { image: 'large' });
  cluster.advance(600_000);
  expect(cluster.pod('web').status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ImagePullBackOff');
  expect(cluster.eventsAbout('web').some((event) => event.startsWith('Failed: Failed to pull image "large": rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/large:latest": ')
    && event.endsWith('no space left on device'))).toBe(true);
});

describe('no process number is left', () => {
  test('nothing new starts, and does when there are some again', () => {
    const cluster = boot();
    cluster.addPod('runs', { image: 'app' });
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'ExhaustPids', machine: 'n0', percent: 100 });
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'runs', container: 'c' });
    cluster.addPod('new', { image: 'app' });
    cluster.advance(5_000);
    expect(cluster.pod('runs').status?.containerStatuses?.[0]?.state?.waiting).toMatchObject({ reason: 'RunContainerError', message: expect.stringContaining('resource temporarily unavailable') });
    expect(cluster.pod('new').status?.phase).toBe('Pending');
    expect(cluster.eventsAbout('new').some((event) => event.startsWith('FailedCreatePodSandBox: Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox'))).toBe(true);
    cluster.kubelets.inject({ kind: 'MendMachine', machine: 'n0' });
    cluster.advance(40_000);
    expect(cluster.pod('new').status?.phase).toBe('Running');
  });
});

test('kills for memory are counted', () => {
  const cluster = boot();
  cluster.addPod('web', { containers: [{ name: 'c', image: 'leak', resources: { limits: { memory: '64Mi' } } }] });
  cluster.advance(25_000);
  expect(cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers[0]?.oomKills).toBe(2);
});

test('the Event of an eviction under pressure names the offenders', () => {
  const cluster = boot();
  cluster.addPod('web', { image: 'app' });
  cluster.advance(5_000);
  cluster.kubelets.inject({ kind: 'LeakMemory', namespace: 'default', pod: 'web', container: 'c', bytesPerSecond: 8_000_000 });
  cluster.advance(1_400_000);
  const event = cluster.list<Event>('events').find(({ reason }) => reason === 'Evicted');
  expect(event?.metadata.annotations).toEqual({ offending_containers: 'c', offending_containers_usage: expect.stringMatching(/^\d+Ki$/u), starved_resource: 'memory' });
});

test('a runtime that is down makes the node NotReady, first for itself, then for the pods that cannot be listed', () => {
  const cluster = boot();
  cluster.kubelets.inject({ kind: 'StopRuntime', machine: 'n0' });
  const message = () => cluster.get<Node>('nodes', 'n0').status?.conditions?.find(({ type }) => type === 'Ready')?.message;
  cluster.advance(60_000);
  expect(message()).toBe('container runtime is down');
  cluster.advance(140_000);
  expect(message()).toMatch(/^\[container runtime is down, PLEG is not healthy: pleg was last seen active 3m[\d.]+s ago; threshold is 3m0s\]$/u);
});

describe('a full disk', () => {
  const writers = [{ image: 'writes', startSeconds: 0, size: '1Mi', diskPerSecond: '1Gi' }, { image: 'idle', startSeconds: 0, size: '1Mi' }];
  const written = (cluster: FleetCluster) => (cluster.kubelets.podView(cluster.pod('writer').metadata.uid ?? '')?.containers[0]?.diskBytes ?? 0) / 1024 ** 3;

  test('takes no byte more, and writing goes on when something has been freed', () => {
    const cluster = new FleetCluster({ images: writers }).bootMachines(1);
    // Nobody is evicted where no kubelet runs.
    cluster.addPod('writer', { image: 'writes' });
    cluster.advance(2_000);
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    cluster.kubelets.inject({ kind: 'FillDisk', machine: 'n0', percent: 100 });
    cluster.advance(60_000);
    const stopped = written(cluster);
    expect(stopped).toBeLessThan(3);
    cluster.kubelets.inject({ kind: 'MendMachine', machine: 'n0' });
    cluster.advance(5_000);
    expect(written(cluster)).toBeCloseTo(stopped + 5, 0);
    cluster.advance(60_000);
    // 20Gi, of which the system has 3.
    expect(written(cluster)).toBeGreaterThan(16.9);
    expect(written(cluster)).toBeLessThanOrEqual(17);
  });

  test('lets nothing start, and does when there is room again', () => {
    const cluster = new FleetCluster({ images: writers }).bootMachines(1);
    cluster.addPod('runs', { image: 'idle' });
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'FillDisk', machine: 'n0', percent: 100 });
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'runs', container: 'c' });
    cluster.advance(3_000);
    expect(cluster.pod('runs').status?.containerStatuses?.[0]?.state?.waiting).toMatchObject({ reason: 'CreateContainerError', message: expect.stringMatching(/no space left on device$/u) });
    cluster.kubelets.inject({ kind: 'MendMachine', machine: 'n0' });
    cluster.advance(20_000);
    expect(cluster.pod('runs').status?.phase).toBe('Running');
  });
});
