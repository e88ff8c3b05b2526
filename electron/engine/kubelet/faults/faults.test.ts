import { describe, expect, test } from 'vitest';
import type { Container } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const mebibyte = 1024 ** 2;
const images = [
  { image: 'app', startSeconds: 0, readySeconds: 0, stopSeconds: 1, cpu: '100m', memory: '50Mi' },
  { image: 'big', size: '400Mi' },
];
const ref = { namespace: 'default', pod: 'web', container: 'c' };

function running(container: Partial<Container> = {}): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { terminationGracePeriodSeconds: 20, containers: [{ name: 'c', image: 'app', ...container }] });
  return cluster.advance(10_000);
}

const view = (cluster: FleetCluster) => cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers[0];
const status = (cluster: FleetCluster) => cluster.pod('web').status?.containerStatuses?.[0];
const http = { httpGet: { port: 80 }, periodSeconds: 5, timeoutSeconds: 2 };

describe('a container that hangs', () => {
  test('answers no probe, is restarted by its liveness probe after the whole grace period, and is sound then', () => {
    const cluster = running({ livenessProbe: http });
    expect(cluster.kubelets.inject({ kind: 'HangContainer', ...ref })).toEqual({ ok: true, value: undefined });
    expect(view(cluster)?.faults).toEqual(['HangContainer']);
    cluster.advance(60_000);
    const ip = cluster.pod('web').status?.podIP;
    const silent = `Unhealthy: Liveness probe failed: Get "http://${ip}:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    expect(cluster.eventsAbout('web')).toContain(silent);
    expect(status(cluster)).toMatchObject({ restartCount: 1, ready: true, lastState: { terminated: { exitCode: 137, reason: 'Error' } } });
    const { startedAt = '', finishedAt = '' } = status(cluster)?.lastState?.terminated ?? {};
    expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeGreaterThanOrEqual(30_000);
    expect(view(cluster)?.faults).toEqual([]);
  });

  test('keeps its port open, so a TCP probe sees nothing', () => {
    const cluster = running({ readinessProbe: { tcpSocket: { port: 80 } } });
    cluster.kubelets.inject({ kind: 'HangContainer', ...ref });
    cluster.advance(120_000);
    expect(status(cluster)).toMatchObject({ ready: true, restartCount: 0 });
  });

  test('ignores SIGTERM, and hears it once it is mended', () => {
    const cluster = running();
    cluster.kubelets.inject({ kind: 'HangContainer', ...ref });
    cluster.delete('pods', 'default/web');
    cluster.advance(10_000);
    expect(view(cluster)?.running).toBe(true);
    cluster.kubelets.inject({ kind: 'MendContainer', ...ref });
    cluster.advance(2_000);
    expect(cluster.api.get('pods', 'default/web')).toBeUndefined();
  });
});

test.each(['startup', 'liveness', 'readiness'] as const)('a failing %s probe is mended', (probe) => {
  const cluster = running({ [`${probe}Probe`]: { ...http, failureThreshold: 2 } });
  cluster.kubelets.inject({ kind: 'FailProbe', ...ref, probe });
  if (probe === 'startup') cluster.kubelets.inject({ kind: 'CrashContainer', ...ref });
  cluster.advance(60_000);
  const failed = `Unhealthy: ${probe[0]?.toUpperCase()}${probe.slice(1)} probe failed: HTTP probe failed with statuscode: 503`;
  expect(cluster.eventsAbout('web')).toContain(failed);
  if (probe === 'readiness') expect(status(cluster)).toMatchObject({ ready: false, restartCount: 0 });
  else expect(status(cluster)?.restartCount).toBeGreaterThan(0);
  cluster.kubelets.inject({ kind: 'MendContainer', ...ref, fault: 'FailProbe' });
  cluster.advance(400_000);
  expect(status(cluster)?.ready).toBe(true);
});

test('a slow start delays readiness by so much', () => {
  const cluster = running({ readinessProbe: { ...http, periodSeconds: 1 } });
  cluster.kubelets.inject({ kind: 'SlowStart', ...ref, seconds: 30 });
  expect(status(cluster)?.ready).toBe(true);
  cluster.kubelets.inject({ kind: 'CrashContainer', ...ref });
  cluster.advance(25_000);
  expect(status(cluster)).toMatchObject({ ready: false, restartCount: 1 });
  cluster.advance(10_000);
  expect(status(cluster)?.ready).toBe(true);
});

describe('memory', () => {
  test('a leak grows until the limit kills the container, again and again, until it is mended', () => {
    const cluster = running({ resources: { limits: { memory: '100Mi' } } });
    cluster.kubelets.inject({ kind: 'LeakMemory', ...ref, bytesPerSecond: 5 * mebibyte });
    cluster.advance(4_000);
    expect(view(cluster)?.usage.memoryBytes).toBe(70 * mebibyte);
    const idle = cluster.kubelets.usageOf('n0').memoryBytes - 70 * mebibyte;
    cluster.advance(9_000);
    expect(status(cluster)).toMatchObject({ lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } } });
    cluster.advance(60_000);
    expect(status(cluster)?.restartCount).toBeGreaterThan(1);
    expect(cluster.eventsAbout('web').some((event) => event.startsWith('BackOff: Back-off restarting failed container c in pod web_default('))).toBe(true);
    cluster.kubelets.inject({ kind: 'MendContainer', ...ref, fault: 'LeakMemory' });
    cluster.advance(300_000);
    expect(status(cluster)).toMatchObject({ ready: true });
    expect(cluster.kubelets.usageOf('n0').memoryBytes - idle).toBe(view(cluster)?.usage.memoryBytes);
  });

  test.each([
    ['app', '30Mi', 'OOMKilled'],
    ['unknown', '30Mi', undefined],
  ])('image %s under a limit of %s: %s', (image, memory, reason) => {
    const cluster = running({ image, resources: { limits: { memory } } });
    expect((status(cluster)?.lastState ?? {}).terminated?.reason).toBe(reason);
  });
});

test('burning CPU is throttled at the limit', () => {
  const cluster = running({ resources: { limits: { cpu: '500m' } } });
  const before = cluster.kubelets.usageOf('n0').cpuMilli;
  cluster.kubelets.inject({ kind: 'BurnCpu', ...ref, milliCpu: 900 });
  expect(view(cluster)).toMatchObject({ usage: { cpuMilli: 500 }, throttledMilli: 500, faults: ['BurnCpu'] });
  expect(cluster.kubelets.usageOf('n0').cpuMilli - before).toBe(400);
  cluster.kubelets.inject({ kind: 'MendContainer', ...ref });
  expect(view(cluster)).toMatchObject({ usage: { cpuMilli: 100 }, throttledMilli: 0, faults: [] });
});

describe('images', () => {
  test('a missing image is noticed at the next start, and is there when mended', () => {
    const cluster = running();
    cluster.kubelets.inject({ kind: 'MissingImage', ...ref });
    cluster.kubelets.inject({ kind: 'CrashContainer', ...ref });
    cluster.advance(20_000);
    expect(status(cluster)?.state?.waiting?.reason).toMatch(/ErrImagePull|ImagePullBackOff/);
    cluster.kubelets.inject({ kind: 'MendContainer', ...ref });
    cluster.advance(60_000);
    expect(status(cluster)).toMatchObject({ ready: true, restartCount: 1 });
  });

  test('an image lost from the registry stays where it is', () => {
    const cluster = running({ image: 'app:v1', imagePullPolicy: 'IfNotPresent' });
    cluster.kubelets.inject({ kind: 'LoseImage', image: 'app' });
    cluster.kubelets.inject({ kind: 'CrashContainer', ...ref });
    cluster.addPod('other', { image: 'app:v2' });
    cluster.advance(20_000);
    expect(status(cluster)?.ready).toBe(true);
    expect(cluster.pod('other').status?.containerStatuses?.[0]?.state?.waiting?.message)
      .toContain('failed to resolve reference "docker.io/library/app:v2": docker.io/library/app:v2: not found');
    cluster.kubelets.inject({ kind: 'RestoreImage', image: 'app' });
    cluster.advance(60_000);
    expect(cluster.pod('other').status?.containerStatuses?.[0]?.ready).toBe(true);
  });

  test('a pull slows down, breaks off and ends with the registry', () => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    cluster.addPod('web', { image: 'big' });
    cluster.advance(5_000);
    const pulled = (): number => cluster.kubelets.machineView('n0')?.pulls[0]?.pulledBytes ?? 0;
    const before = pulled();
    cluster.kubelets.inject({ kind: 'SlowRegistry', bytesPerSecond: mebibyte });
    expect(pulled()).toBe(before);
    cluster.advance(10_000);
    expect(pulled() - before).toBeGreaterThan(8 * mebibyte);
    expect(pulled() - before).toBeLessThanOrEqual(10 * mebibyte);
    cluster.kubelets.inject({ kind: 'StopRegistry' });
    cluster.advance(2_000);
    expect(status(cluster)?.state?.waiting).toMatchObject({
      reason: expect.stringMatching(/ErrImagePull|ImagePullBackOff/) as string, message: expect.stringContaining('i/o timeout') as string,
    });
    cluster.kubelets.inject({ kind: 'MendRegistry' });
    cluster.advance(60_000);
    expect(status(cluster)?.ready).toBe(true);
  });
});

test('faults on what is not there are refused', () => {
  const cluster = running();
  const errors = [
    cluster.kubelets.inject({ kind: 'LeakMemory', ...ref, pod: 'x', bytesPerSecond: 1 }),
    cluster.kubelets.inject({ kind: 'LeakMemory', ...ref, container: 'x', bytesPerSecond: 1 }),
    cluster.kubelets.inject({ kind: 'HangContainer', ...ref, container: 'x' }),
    cluster.kubelets.inject({ kind: 'FillDisk', machine: 'x', percent: 90 }),
  ].map((result) => (result.ok ? 'ok' : result.error.reason));
  expect(errors).toEqual(['NotFound', 'NotFound', 'Conflict', 'NotFound']);
});
