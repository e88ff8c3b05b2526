import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
const images = [
  { image: 'app', startSeconds: 0, readySeconds: 0, stopSeconds: 0, cpu: '10m', memory: '64Mi', size: '1Mi' },
  { image: 'filler', startSeconds: 0, memory: '7700Mi', size: '1Mi' },
  { image: 'unused', size: '3Gi', exit: { afterSeconds: 1, code: 0 } },
];

/** One machine of 8Gi memory and 20Gi disk. */
function boot(): FleetCluster {
  return new FleetCluster({ images }).bootMachines(1);
}

const condition = (cluster: FleetCluster, type: string) => cluster.get<Node>('nodes', 'n0').status?.conditions?.find((one) => one.type === type);
const phase = (cluster: FleetCluster, name: string) => cluster.pod(name).status?.phase;
const spec = (resources: NonNullable<PodSpec['resources']>, more: Partial<PodSpec> = {}): Partial<PodSpec> =>
  ({ containers: [{ name: 'c', image: 'app', resources }], ...more });

/** A pod that takes all but 72Mi of the machine's memory, within its request. */
function strain(cluster: FleetCluster): void {
  cluster.addPod('filler', { containers: [{ name: 'c', image: 'filler', resources: { requests: { memory: '7700Mi', cpu: '1m' }, limits: { memory: '7701Mi', cpu: '1m' } } }] });
}

describe('memory pressure', () => {
  test('a leaking pod is evicted with its message, the node says MemoryPressure and recovers after five minutes', () => {
    const cluster = boot();
    cluster.addPod('web', spec({ requests: { memory: '64Mi' } }));
    cluster.addPod('other', spec({}));
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'LeakMemory', namespace: 'default', pod: 'web', container: 'c', bytesPerSecond: 8 * mebibyte });
    cluster.advance(1_400_000);
    const { status } = cluster.pod('web');
    expect(status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
    expect(status?.message).toMatch(new RegExp('^The node was low on resource: memory\\. Threshold quantity: 100Mi, available: \\d+[KM]i\\. '
      + 'Container c was using \\d+[KM]i, request is 64Mi, has larger consumption of memory\\. $'));
    expect(status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({ status: 'True', reason: 'TerminationByKubelet', message: status?.message });
    expect(cluster.eventsAbout('web')).toContain(`Evicted: ${status?.message ?? ''}`);
    expect(phase(cluster, 'other')).toBe('Running');
    expect(cluster.eventsAbout('n0')).toEqual(expect.arrayContaining([
      'EvictionThresholdMet: Attempting to reclaim memory', 'NodeHasInsufficientMemory: Node n0 status is now: NodeHasInsufficientMemory',
    ]));
    const changes = cluster.commits.filter(({ resource }) => resource === 'nodes')
      .map(({ object }) => (object as Node).status?.conditions?.find(({ type }) => type === 'MemoryPressure'))
      .filter((one, index, all) => one && one.status !== all[index - 1]?.status);
    expect(changes.map((one) => `${one?.status} ${one?.reason}: ${one?.message}`)).toEqual([
      'False KubeletHasSufficientMemory: kubelet has sufficient memory available',
      'True KubeletHasInsufficientMemory: kubelet has insufficient memory available',
      'False KubeletHasSufficientMemory: kubelet has sufficient memory available',
    ]);
    const [, from = 0, to = 0] = changes.map((one) => Date.parse(one?.lastTransitionTime ?? ''));
    expect((to - from) / 1000).toBeGreaterThanOrEqual(290);
    expect((to - from) / 1000).toBeLessThanOrEqual(320);
  });

  test('under pressure a BestEffort pod is refused, another is not', () => {
    const cluster = boot();
    strain(cluster);
    cluster.advance(30_000);
    expect(condition(cluster, 'MemoryPressure')?.status).toBe('True');
    cluster.addPod('besteffort', spec({}));
    cluster.addPod('burstable', spec({ requests: { memory: '1Mi' } }));
    cluster.addPod('tolerating', spec({}, { tolerations: [{ key: 'node.kubernetes.io/memory-pressure', operator: 'Exists' }] }));
    cluster.advance(3_000);
    expect(cluster.pod('besteffort').status).toMatchObject({
      phase: 'Failed', reason: 'Evicted', message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
    });
    const messages = ['burstable', 'tolerating'].map((name) => cluster.pod(name).status?.message ?? '');
    expect(messages.filter((message) => message.startsWith('Pod was rejected'))).toEqual([]);
  });
});

describe('out of memory', () => {
  test('faster than the eviction manager: the kernel kills the one with the highest score, and the kubelet tells', () => {
    const cluster = boot();
    cluster.addPod('besteffort', spec({}));
    cluster.addPod('guaranteed', spec({ requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '80Mi', cpu: '10m' } }));
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'LeakMemory', namespace: 'default', pod: 'besteffort', container: 'c', bytesPerSecond: 2 * gibibyte });
    cluster.advance(7_000);
    expect(cluster.pod('besteffort').status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 1, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    expect(cluster.eventsAbout('n0').some((event) => /^SystemOOM: System OOM encountered, victim process: c, pid: \d+$/.test(event))).toBe(true);
    expect(cluster.pod('guaranteed').status?.containerStatuses?.[0]?.restartCount).toBe(0);
  });

  test('it happens without a kubelet too, in silence', () => {
    const cluster = boot();
    cluster.addPod('web', spec({}));
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    cluster.kubelets.inject({ kind: 'LeakMemory', namespace: 'default', pod: 'web', container: 'c', bytesPerSecond: 2 * gibibyte });
    cluster.advance(7_000);
    expect(cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers[0]?.running).toBe(false);
    expect(cluster.eventsAbout('n0').some((event) => event.startsWith('SystemOOM'))).toBe(false);
  });
});

describe('disk pressure', () => {
  test('a full disk: unused images go first, then pods, largest writer first', () => {
    const cluster = boot();
    cluster.addPod('done', { image: 'unused', restartPolicy: 'Never' });
    cluster.advance(120_000);
    cluster.delete('pods', 'default/done');
    cluster.addPod('writer', spec({ requests: { 'ephemeral-storage': '1Gi' } }));
    cluster.addPod('idle', spec({}));
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'WriteDisk', namespace: 'default', pod: 'writer', container: 'c', bytesPerSecond: 100 * mebibyte });
    const imageNames = () => cluster.get<Node>('nodes', 'n0').status?.images?.flatMap(({ names = [] }) => names) ?? [];
    expect(imageNames()).toContain('unused');
    cluster.advance(130_000);
    expect(imageNames()).not.toContain('unused');
    expect(condition(cluster, 'DiskPressure')).toMatchObject({ status: 'True', reason: 'KubeletHasDiskPressure', message: 'kubelet has disk pressure' });
    expect(phase(cluster, 'writer')).toBe('Running');
    cluster.advance(60_000);
    expect(cluster.pod('writer').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
    expect(cluster.pod('writer').status?.message).toMatch(new RegExp('^The node was low on resource: ephemeral-storage\\. '
      + 'Threshold quantity: \\d+, available: \\d+[KM]i\\. Container c was using \\d+[KM]i, request is 1Gi, has larger consumption of ephemeral-storage\\. $'));
    expect(phase(cluster, 'idle')).toBe('Running');
    expect(cluster.eventsAbout('n0')).toContain('EvictionThresholdMet: Attempting to reclaim ephemeral-storage');
  });

  test('pressure that no eviction relieves lets the world be quiet, and ends with its cause', () => {
    const cluster = boot();
    cluster.kubelets.inject({ kind: 'FillDisk', machine: 'n0', percent: 95 });
    cluster.advance(100_000);
    expect(condition(cluster, 'DiskPressure')?.status).toBe('True');
    cluster.addPod('web', spec({ requests: { memory: '1Mi' } }));
    cluster.advance(30_000);
    expect(cluster.pod('web').status).toMatchObject({ reason: 'Evicted', message: 'Pod was rejected: The node had condition: [DiskPressure]. ' });
    cluster.kubelets.inject({ kind: 'MendMachine', machine: 'n0', fault: 'FillDisk' });
    cluster.advance(320_000);
    expect(condition(cluster, 'DiskPressure')?.status).toBe('False');
  });
});

describe('local storage limits', () => {
  test.each<{ name: string; pod: Partial<PodSpec>; message: string }>([
    {
      name: 'of a container', pod: { containers: [{ name: 'c', image: 'app', resources: { limits: { 'ephemeral-storage': '100Mi' } } }, { name: 'd', image: 'app', resources: { limits: { 'ephemeral-storage': '1Gi' } } }] },
      message: 'Container c exceeded its local ephemeral storage limit "100Mi". ',
    },
    {
      name: 'of a pod', pod: spec({ limits: { 'ephemeral-storage': '100Mi' } }),
      message: 'Pod ephemeral local storage usage exceeds the total limit of containers 100Mi. ',
    },
    {
      name: 'of an emptyDir',
      pod: { containers: [{ name: 'c', image: 'app', volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }] }], volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '100Mi' } }] },
      message: 'Usage of EmptyDir volume "scratch" exceeds the limit "100Mi". ',
    },
  ])('$name', ({ pod, message }) => {
    const cluster = boot();
    cluster.addPod('web', pod);
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'WriteDisk', namespace: 'default', pod: 'web', container: 'c', bytesPerSecond: 10 * mebibyte });
    cluster.advance(5_000);
    expect(phase(cluster, 'web')).toBe('Running');
    cluster.advance(25_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Failed', reason: 'Evicted', message });
    expect(cluster.eventsAbout('web')).toContain(`Evicted: ${message}`);
  });

  test('a container that writes too much from its start', () => {
    const cluster = new FleetCluster({ images: [{ image: 'app', disk: '200Mi' }] }).bootMachines(1);
    cluster.addPod('web', spec({ limits: { 'ephemeral-storage': '100Mi' } }));
    cluster.advance(30_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Failed', reason: 'Evicted' });
  });
});

test('PID pressure: pods go by priority', () => {
  const cluster = boot();
  cluster.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 } as KubernetesObject);
  cluster.addPod('bomb', spec({}, { priorityClassName: 'high' }));
  cluster.addPod('low', spec({}));
  cluster.advance(5_000);
  cluster.kubelets.inject({ kind: 'SpawnProcesses', namespace: 'default', pod: 'bomb', container: 'c', perSecond: 1000 });
  cluster.advance(48_000);
  expect(condition(cluster, 'PIDPressure')).toMatchObject({ status: 'True', reason: 'KubeletHasInsufficientPID', message: 'kubelet has insufficient PID available' });
  expect(cluster.pod('low').status?.message).toMatch(/^The node was low on resource: pids\. Threshold quantity: 3276, available: \d+\. $/);
  cluster.advance(20_000);
  expect(phase(cluster, 'bomb')).toBe('Failed');
});

test('CPU that all want is shared by weight, and what is missing is shown', () => {
  const cluster = new FleetCluster({ images: [{ image: 'burner', cpu: '2', startSeconds: 0 }, { image: 'app', cpu: '100m', startSeconds: 0 }] }).bootMachines(1);
  const run = (name: string, image: string, cpu: string): Pod => cluster.addPod(name, { containers: [{ name: 'c', image, resources: { requests: { cpu } } }] });
  run('big', 'burner', '750m');
  run('small', 'burner', '250m');
  run('app', 'app', '100m');
  cluster.advance(10_000);
  const view = (name: string) => cluster.kubelets.podView(cluster.pod(name).metadata.uid ?? '')?.containers[0];
  expect(cluster.kubelets.usageOf('n0').cpuMilli).toBe(2000);
  expect(view('app')).toMatchObject({ usage: { cpuMilli: 100 }, throttledMilli: 0 });
  const [big, small] = [view('big'), view('small')].map((one) => one?.usage.cpuMilli ?? 0) as [number, number];
  expect(big / small).toBeCloseTo(3, 1);
  expect(big + small + 100 + 60).toBeCloseTo(2000, -1);
  expect(view('small')?.throttledMilli).toBe(2000 - small);
});
