import { describe, expect, test } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';
import type { ContainerView } from '../views.ts';

const mebibyte = 1024 ** 2;
const images = [
  { image: 'small', startSeconds: 0, memory: '20Mi', size: '1Mi' },
  { image: 'large', startSeconds: 2, memory: '100Mi', size: '1Mi' },
  { image: 'leaks', startSeconds: 0, memory: '20Mi', memoryPerSecond: '1Mi', size: '1Mi' },
  { image: 'scratch', startSeconds: 0, memory: '20Mi', diskPerSecond: '1Mi', size: '1Mi' },
];

type Containers = [image: string, limit?: string, request?: string][];

/** Containers `a`, `b` … of a pod with a memory limit of its own. */
function start(containers: Containers, whole: string | undefined, more: Partial<PodSpec> = {}): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  const list = containers.map(([image, limit, request], place) => ({
    name: 'ab'[place] ?? '', image, resources: { ...(limit ? { limits: { memory: limit } } : {}), ...(request ? { requests: { memory: request } } : {}) },
    ...(more.volumes ? { volumeMounts: [{ name: 'v', mountPath: '/v' }] } : {}),
  }));
  cluster.addPod('p', { containers: list, ...(whole ? { resources: { limits: { memory: whole } } } : {}), ...more });
  return cluster;
}

function view(cluster: FleetCluster, name = 'a'): ContainerView | undefined {
  return cluster.kubelets.podView(cluster.pod('p').metadata.uid ?? '')?.containers.find((container) => container.name === name);
}

function kills(cluster: FleetCluster): number[] {
  return ['a', 'b'].flatMap((name) => view(cluster, name)?.oomKills ?? []);
}

describe('the memory limit of a pod as a whole', () => {
  test.each<[string, Containers, string, seconds: number, expected: number[]]>([
    ['is not reached by one container alone', [['leaks']], '64Mi', 40, [0]],
    ['is reached by one container alone', [['leaks']], '64Mi', 50, [1]],
    ['is reached by two together, sooner', [['leaks'], ['leaks']], '64Mi', 16, [1, 0]],
    ['takes the larger one', [['small'], ['leaks']], '64Mi', 30, [0, 1]],
    ['spares the one that requests what it uses', [['leaks', undefined, '60Mi'], ['leaks']], '64Mi', 16, [0, 1]],
    ['lets each have what the sum allows', [['large'], ['large']], '256Mi', 60, [0, 0]],
    ['stops one that needs more than is left while it starts', [['small'], ['large']], '64Mi', 8, [0, 2]],
    ['comes after a lower one of a container', [['leaks', '32Mi'], ['small']], '256Mi', 16, [1, 0]],
  ])('%s', (_name, containers, whole, seconds, expected) => {
    const cluster = start(containers, whole);
    cluster.advance(2_500 + seconds * 1_000);
    expect(kills(cluster)).toEqual(expected);
    const killed = cluster.pod('p').status?.containerStatuses?.filter(({ state, lastState }) => (lastState?.terminated ?? state?.terminated)?.reason === 'OOMKilled');
    expect(killed).toHaveLength(expected.filter((count) => count > 0).length);
  });

  test('never kills for what is only guessed about images that nobody described', () => {
    const cluster = new FleetCluster().bootMachines(1);
    const containers = ['a', 'b', 'c'].map((name) => ({ name, image: 'registry.example/unknown:1' }));
    cluster.addPod('p', { containers, resources: { limits: { memory: '64Mi' } } });
    cluster.advance(300_000);
    expect(kills(cluster)).toEqual([0, 0]);
    expect(cluster.pod('p').status?.containerStatuses?.every(({ ready }) => ready)).toBe(true);
  });

  test('is looked at anew when a container ends: the other may go on', () => {
    const cluster = start([['leaks'], ['leaks']], '64Mi');
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'p', container: 'a' });
    cluster.advance(8_000);
    expect(kills(cluster)).toEqual([0, 0]);
  });
});

describe('an emptyDir in memory', () => {
  const volumes = (sizeLimit?: string): Partial<PodSpec> => ({ volumes: [{ name: 'v', emptyDir: { medium: 'Memory', ...(sizeLimit ? { sizeLimit } : {}) } }] });

  test('counts as memory of the container that writes to it, not as disk', () => {
    const cluster = start([['scratch']], undefined, volumes());
    cluster.advance(12_000);
    const seen = view(cluster);
    expect((seen?.usage.memoryBytes ?? 0) / mebibyte).toBeGreaterThan(28);
    expect(cluster.kubelets.usageOf('n0').memoryBytes).toBe(420 * mebibyte + (seen?.usage.memoryBytes ?? 0));
    expect(cluster.get<Node>('nodes', 'n0').status?.conditions?.find(({ type }) => type === 'DiskPressure')?.status).toBe('False');
  });

  test.each<[string, Containers, sizeLimit: string | undefined, seconds: number, kills: number, mebibytes: number]>([
    ['fills up to its sizeLimit and no further: writes fail, nobody is evicted', [['scratch']], '16Mi', 60, 0, 36],
    ['is at most as large as the memory limits of the pod: the container is killed', [['scratch', '32Mi']], undefined, 16, 1, 12],
    ['keeps what was written when its container is killed, which is not charged again: the third one fills it in peace', [['scratch', '32Mi']], undefined, 120, 2, 52],
    ['is full before the limit is reached', [['scratch', '64Mi']], '8Mi', 60, 0, 28],
  ])('%s', (_name, containers, sizeLimit, seconds, count, atLeast) => {
    const cluster = start(containers, undefined, volumes(sizeLimit));
    cluster.advance(2_500 + seconds * 1_000);
    expect(cluster.pod('p').status?.phase).toBe('Running');
    expect(kills(cluster)).toEqual([count]);
    const used = (view(cluster)?.usage.memoryBytes ?? 0) / mebibyte;
    expect(used).toBeGreaterThanOrEqual(atLeast);
    if (sizeLimit) expect(used).toBeLessThanOrEqual(atLeast + 0.1);
  });

  test('is gone with its pod, and with the power', () => {
    const cluster = start([['scratch']], undefined, volumes());
    const idle = (): number => cluster.kubelets.usageOf('n0').memoryBytes / mebibyte;
    cluster.advance(30_000);
    expect(idle()).toBeGreaterThan(460);
    cluster.delete('pods', 'default/p');
    cluster.advance(40_000);
    expect(idle()).toBe(420);

    const second = start([['scratch']], undefined, volumes());
    second.advance(60_000);
    second.provider.inject({ kind: 'PowerOff', machine: 'n0' });
    second.provider.inject({ kind: 'PowerOn', machine: 'n0' });
    second.advance(20_000);
    expect((view(second)?.usage.memoryBytes ?? 0) / mebibyte).toBeLessThan(45);
    expect(second.kubelets.usageOf('n0').memoryBytes).toBe(420 * mebibyte + (view(second)?.usage.memoryBytes ?? 0));
  });
});
