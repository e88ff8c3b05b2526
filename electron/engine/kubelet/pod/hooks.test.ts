import { describe, expect, test } from 'vitest';
import type { Container, LifecycleHandler } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'app', startSeconds: 0, readySeconds: 0, stopSeconds: 1 },
  { image: 'late', startSeconds: 5, readySeconds: 5, stopSeconds: 1 },
  { image: 'slowhook', startSeconds: 0, stopSeconds: 1, postStart: { seconds: 6 }, preStop: { seconds: 4 } },
  { image: 'badhook', startSeconds: 0, stopSeconds: 1, postStart: { code: 3 }, preStop: { seconds: 1, code: 1 } },
];
const exec: LifecycleHandler = { exec: { command: ['/bin/warm', 'up'] } };
const http: LifecycleHandler = { httpGet: { port: 80, path: '/warm' } };

function run(container: Partial<Container>, ms: number): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { containers: [{ name: 'c', image: 'app', ...container }, { name: 'd', image: 'app' }] });
  return cluster.advance(ms);
}
const status = (cluster: FleetCluster, index = 0) => cluster.pod('web').status?.containerStatuses?.[index];

describe('postStart', () => {
  test.each<{ name: string; container: Partial<Container>; seconds: number }>([
    { name: 'exec', container: { image: 'slowhook', lifecycle: { postStart: exec } }, seconds: 6 },
    { name: 'sleep', container: { lifecycle: { postStart: { sleep: { seconds: 8 } } } }, seconds: 8 },
  ])('$name holds up the containers after it, and nothing is told meanwhile', ({ container, seconds }) => {
    const cluster = run(container, 5_500);
    expect(status(cluster)?.state).toEqual({ waiting: { reason: 'ContainerCreating' } });
    cluster.advance(10_000);
    const [first = '', second = ''] = [0, 1].map((index) => status(cluster, index)?.state?.running?.startedAt);
    const gap = (Date.parse(second) - Date.parse(first)) / 1000;
    expect(gap).toBeGreaterThanOrEqual(seconds);
    expect(gap).toBeLessThanOrEqual(seconds + 3);
  });

  test.each<{ name: string; container: Partial<Container> }>([
    { name: 'an exec hook with an error code', container: { image: 'badhook', lifecycle: { postStart: exec } } },
    { name: 'an HTTP hook before the process listens', container: { image: 'late', lifecycle: { postStart: http } } },
  ])('$name kills the container, which backs off', ({ container }) => {
    const cluster = run(container, 9_000);
    expect(cluster.eventsAbout('web')).toEqual(expect.arrayContaining(['FailedPostStartHook: PostStartHook failed', 'Killing: FailedPostStartHook']));
    expect(status(cluster)).toMatchObject({ ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 143 } } });
    cluster.advance(15_000);
    expect(status(cluster)?.restartCount).toBeGreaterThanOrEqual(1);
  });
});

describe('preStop', () => {
  /** Seconds from the deletion until the object is gone. */
  function goneAfter(cluster: FleetCluster): number {
    const from = cluster.nowMs;
    cluster.delete('pods', 'default/web');
    while (cluster.api.get('pods', 'default/web') && cluster.nowMs - from < 100_000) cluster.advance(100);
    return (cluster.nowMs - from) / 1000;
  }

  test('its time counts from the grace period, SIGTERM comes after it', () => {
    const seconds = goneAfter(run({ image: 'slowhook', lifecycle: { preStop: exec } }, 10_000));
    expect(seconds).toBeGreaterThanOrEqual(5);
    expect(seconds).toBeLessThanOrEqual(5.5);
  });

  test('a failing one is told when it fails, and changes nothing else', () => {
    const cluster = run({ image: 'badhook', lifecycle: { preStop: exec } }, 10_000);
    cluster.delete('pods', 'default/web');
    cluster.advance(900);
    expect(cluster.eventsAbout('web')).not.toContain('FailedPreStopHook: PreStopHook failed');
    cluster.advance(300);
    expect(cluster.eventsAbout('web')).toContain('FailedPreStopHook: PreStopHook failed');
    cluster.advance(1_500);
    expect(cluster.api.get('pods', 'default/web')).toBeUndefined();
  });

  test('an HTTP one to a process that hangs takes the whole grace period, and two seconds more', () => {
    const cluster = run({ lifecycle: { preStop: http } }, 10_000);
    cluster.kubelets.inject({ kind: 'HangContainer', namespace: 'default', pod: 'web', container: 'c' });
    const seconds = goneAfter(cluster);
    expect(seconds).toBeGreaterThanOrEqual(32);
    expect(seconds).toBeLessThanOrEqual(32.5);
  });
});

test('sidecars end after the others, last one first; their preStop hooks begin with the rest', () => {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  const sidecar = (name: string, seconds: number): Container => ({ name, image: 'app', restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds } } } });
  cluster.addPod('web', { initContainers: [sidecar('one', 3), sidecar('two', 1)], containers: [{ name: 'main', image: 'slowhook', lifecycle: { preStop: exec } }] });
  cluster.advance(15_000);
  cluster.delete('pods', 'default/web');
  const startMs = cluster.nowMs;
  const ended: Record<string, number> = {};
  while (cluster.api.get('pods', 'default/web') && cluster.nowMs - startMs < 60_000) {
    cluster.advance(50);
    for (const { name, running } of cluster.kubelets.podView(cluster.pod('web').metadata.uid ?? '')?.containers ?? []) if (!running) ended[name] ??= (cluster.nowMs - startMs) / 1000;
    if (Object.keys(ended).length === 3) break;
  }
  expect(ended['main']).toBeCloseTo(5, 0);
  expect(ended['two']).toBeCloseTo(6, 0);
  expect(ended['one']).toBeCloseTo(7, 0);
  expect(cluster.eventsAbout('web').filter((event) => event.startsWith('Killing'))).toHaveLength(3);
});
