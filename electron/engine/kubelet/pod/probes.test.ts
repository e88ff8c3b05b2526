import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Container, Pod, Probe } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'slow', startSeconds: 8, readySeconds: 20, stopSeconds: 0, stopCode: 0 },
  { image: 'fast', startSeconds: 0, readySeconds: 0 },
  { image: 'broken', startSeconds: 0, neverReady: true },
];

function run(container: Partial<Container>, ms: number): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { containers: [{ name: 'c', image: 'slow', ports: [{ name: 'http', containerPort: 8080 }], ...container }] });
  return cluster.advance(ms);
}

/** Seconds from the start of the container until it was first reported ready. */
function readyAfterSeconds(cluster: FleetCluster): number | undefined {
  for (const { resource, object } of cluster.commits) {
    if (resource !== 'pods') continue;
    const status = (object as Pod).status?.containerStatuses?.[0];
    const since = (object as Pod).status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
    if (status?.ready) return (Date.parse(since) - Date.parse(status.state?.running?.startedAt ?? '')) / 1000;
  }
  return undefined;
}

function unhealthy(cluster: FleetCluster): [message: string, count: number][] {
  const events = cluster.list<Event>('events').filter(({ reason }) => reason === 'Unhealthy');
  return events.map(({ message = '', count = 0 }) => [message, count]);
}

const http: Probe = { httpGet: { path: '/healthz', port: 'http' } };

describe('readiness', () => {
  test.each<{ name: string; image: string; probe: Probe; from: number; to: number }>([
    { name: 'first success after readySeconds, on the probe’s grid', image: 'slow', probe: { ...http, periodSeconds: 5 }, from: 20, to: 26 },
    { name: 'initial delay', image: 'fast', probe: { ...http, initialDelaySeconds: 7 }, from: 7, to: 8 },
    { name: 'success threshold', image: 'fast', probe: { ...http, periodSeconds: 4, successThreshold: 3 }, from: 8, to: 10 },
  ])('$name', ({ image, probe, from, to }) => {
    const seconds = readyAfterSeconds(run({ image, readinessProbe: probe }, 60_000));
    expect(seconds).toBeGreaterThanOrEqual(from);
    expect(seconds).toBeLessThanOrEqual(to);
  });

  test('failures are told in the words of the kubelet', () => {
    const cluster = run({ readinessProbe: { ...http, periodSeconds: 4 } }, 60_000);
    const ip = cluster.pod('web').status?.podIP ?? '';
    const messages = unhealthy(cluster);
    expect(messages.map(([message]) => message)).toEqual([
      `Readiness probe failed: Get "http://${ip}:8080/healthz": dial tcp ${ip}:8080: connect: connection refused`,
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    ]);
    // Every 4 s: refused until 8 s after the start, unavailable until 20 s.
    expect(messages.reduce((sum, [, count]) => sum + count, 0)).toBe(5);
  });

  test.each<[name: string, container: Partial<Container>, message: string | undefined]>([
    ['a port that the image does not open', { image: 'nginx', readinessProbe: { httpGet: { port: 8080, path: '/ready' } } }, 'Get "http://IP:8080/ready": dial tcp IP:8080: connect: connection refused'],
    ['one asked for a mere connection', { image: 'nginx', readinessProbe: { tcpSocket: { port: 8080 } } }, 'dial tcp IP:8080: connect: connection refused'],
    ['a port by its name', { image: 'nginx', ports: [{ name: 'web', containerPort: 8080 }], readinessProbe: { httpGet: { port: 'web', scheme: 'HTTPS' } } }, 'Get "https://IP:8080/": dial tcp IP:8080: connect: connection refused'],
    ['the port that it opens', { image: 'nginx', readinessProbe: { httpGet: { port: 80 } } }, undefined],
    ['a program that was told where to listen', { image: 'nginx', args: ['-p', '8080'], readinessProbe: { httpGet: { port: 8080 } } }, undefined],
    ['a program of which nothing is known', { image: 'fast', readinessProbe: { httpGet: { port: 9000 } } }, undefined],
    ['a port beside the declared ones', { image: 'fast', ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 9000 } } }, undefined],
    ['another host', { image: 'nginx', readinessProbe: { httpGet: { port: 8080, host: '10.0.0.9' } } }, undefined],
  ])('of %s', (_, container, message) => {
    const cluster = run({ ports: [], ...container }, 200_000);
    const ip = cluster.pod('web').status?.podIP ?? '';
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.ready).toBe(message === undefined);
    expect(unhealthy(cluster).map(([text]) => text)).toEqual(message === undefined ? [] : [`Readiness probe failed: ${message.replaceAll('IP', ip)}`]);
    expect(cluster.simulation.isQuiet()).toBe(true);
  });

  test('one that never succeeds leaves the pod running and not ready, and the world quiet', () => {
    const cluster = run({ image: 'broken', readinessProbe: http }, 200_000);
    expect(cluster.pod('web').status).toMatchObject({
      phase: 'Running', containerStatuses: [{ ready: false, started: true, restartCount: 0 }],
      conditions: [
        {}, {}, { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [c]' }, {}, {},
      ],
    });
    expect(cluster.simulation.isQuiet()).toBe(true);
  });

  test('after success nothing more is written, and no probe runs for nothing', () => {
    const cluster = run({ image: 'fast', readinessProbe: http, livenessProbe: http }, 60_000);
    const before = cluster.commits.filter(({ resource }) => resource !== 'leases').length;
    cluster.advance(200_000);
    expect(cluster.commits.filter(({ resource }) => resource !== 'leases')).toHaveLength(before);
  });
});

test('a changed profile is heeded by containers that run', () => {
  const cluster = run({ image: 'fast', readinessProbe: http, livenessProbe: http }, 30_000);
  expect(cluster.pod('web').status?.containerStatuses?.[0]?.ready).toBe(true);
  cluster.kubelets.setImages([{ image: 'fast', neverReady: true }]);
  cluster.advance(40_000);
  expect(cluster.pod('web').status?.containerStatuses?.[0]).toMatchObject({ ready: false, restartCount: 0 });
  cluster.kubelets.setImages(images);
  cluster.advance(20_000);
  expect(cluster.pod('web').status?.containerStatuses?.[0]?.ready).toBe(true);
});

describe('liveness', () => {
  test('a process that listens too late is restarted after failureThreshold failures', () => {
    const cluster = run({ livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 2, failureThreshold: 3 } }, 14_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(cluster.eventsAbout('web')).toContain('Killing: Container c failed liveness probe, will be restarted');
  });

  test('one that listens in time is left alone', () => {
    const cluster = run({ livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 5, failureThreshold: 3 } }, 60_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.restartCount).toBe(0);
  });
});

describe('startup', () => {
  test('holds back the other probes until it succeeds', () => {
    const cluster = run({
      startupProbe: { ...http, periodSeconds: 3, failureThreshold: 30 },
      livenessProbe: { ...http, periodSeconds: 1, failureThreshold: 1 },
      readinessProbe: http,
    }, 60_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]).toMatchObject({ restartCount: 0, started: true, ready: true });
    expect(unhealthy(cluster).every(([message]) => message.startsWith('Startup probe failed: '))).toBe(true);
  });

  test('a container that never starts is killed', () => {
    const cluster = run({ image: 'broken', startupProbe: { ...http, periodSeconds: 2, failureThreshold: 2 } }, 14_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.restartCount).toBeGreaterThanOrEqual(1);
    expect(cluster.eventsAbout('web')).toContain('Killing: Container c failed startup probe, will be restarted');
  });
});
