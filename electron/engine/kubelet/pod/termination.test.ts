import { describe, expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'quick', startSeconds: 0, stopSeconds: 0, stopCode: 0 },
  { image: 'app', startSeconds: 0, stopSeconds: 2, stopCode: 143 },
  { image: 'stubborn', startSeconds: 0, stopSeconds: 1000 },
  { image: 'gone', missing: true },
];

function boot(): FleetCluster {
  return new FleetCluster({ images }).bootMachines(1);
}

/** Milliseconds from the deletion until the object is gone. */
function goneAfterMs(cluster: FleetCluster, name: string): number {
  const startMs = cluster.nowMs;
  while (cluster.api.get('pods', `default/${name}`)) {
    if (cluster.nowMs - startMs > 200_000) throw new Error('It stays');
    cluster.advance(100);
  }
  return cluster.nowMs - startMs;
}

function lastState(cluster: FleetCluster, name: string): { exitCode: number; reason?: string; phase?: string } {
  const writes = cluster.commits.filter(({ resource, type, object }) =>
     resource === 'pods' && type === 'MODIFIED' && object.metadata.name === name);
  const last = writes.at(-1);
  const { phase, containerStatuses } = (last?.object as Pod).status ?? {};
  const { exitCode = -1, reason } = containerStatuses?.[0]?.state?.terminated ?? {};
  return { exitCode, ...(reason ? { reason } : {}), ...(phase ? { phase } : {}) };
}

describe('graceful termination', () => {
  interface Row {
    name: string;
    spec: Partial<PodSpec> & { image?: string };
    grace?: number;
    afterMs: number;
    exitCode: number;
    phase: string;
  }
  test.each<Row>([
    { name: 'ends by itself', spec: { image: 'app' }, afterMs: 2_000, exitCode: 143, phase: 'Failed' },
    { name: 'handles SIGTERM at once', spec: { image: 'quick' }, afterMs: 0, exitCode: 0, phase: 'Succeeded' },
    { name: 'is killed after the grace period', spec: { image: 'stubborn' }, afterMs: 30_000, exitCode: 137, phase: 'Failed' },
    {
      name: 'has its own grace period', spec: { image: 'stubborn', terminationGracePeriodSeconds: 5 },
      afterMs: 5_000, exitCode: 137, phase: 'Failed',
    },
    { name: 'is given another grace period', spec: { image: 'stubborn' }, grace: 3, afterMs: 3_000, exitCode: 137, phase: 'Failed' },
    {
      name: 'sleeps before SIGTERM', spec: { containers: [{ name: 'c', image: 'app', lifecycle: { preStop: { sleep: { seconds: 4 } } } }] },
      afterMs: 6_000, exitCode: 143, phase: 'Failed',
    },
    {
      name: 'sleeps past its grace period: two seconds are left',
      spec: { containers: [{ name: 'c', image: 'stubborn', lifecycle: { preStop: { sleep: { seconds: 20 } } } }] }, grace: 10,
      afterMs: 12_000, exitCode: 137, phase: 'Failed',
    },
  ])('a pod $name', ({ spec, grace, afterMs, exitCode, phase }) => {
    const cluster = boot();
    cluster.addPod('web', spec);
    cluster.advance(10_000);
    cluster.delete('pods', 'default/web', grace === undefined ? {} : { gracePeriodSeconds: grace });
    // Noticed by the next relist, then torn down.
    const tookMs = goneAfterMs(cluster, 'web');
    expect(tookMs).toBeGreaterThanOrEqual(afterMs);
    expect(tookMs).toBeLessThanOrEqual(afterMs + 1_300);
    expect(lastState(cluster, 'web')).toEqual({ exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', phase });
    expect(cluster.eventsAbout('web')).toContain('Killing: Stopping container c');
  });

  test('writes: the generation observed, the end, and the deletion', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'app' });
    cluster.advance(10_000);
    const before = cluster.history('web').length;
    cluster.delete('pods', 'default/web');
    cluster.advance(10_000);
    expect(cluster.history('web').slice(before)).toEqual([
      'Terminating Running ready', 'Terminating Running ready', 'Terminating Failed Error', 'DELETED',
    ]);
  });

  test('a second deletion may shorten the wait', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'stubborn' });
    cluster.advance(10_000);
    cluster.delete('pods', 'default/web');
    cluster.advance(5_000);
    cluster.delete('pods', 'default/web', { gracePeriodSeconds: 2 });
    expect(goneAfterMs(cluster, 'web')).toBeLessThanOrEqual(3_400);
  });

  test('grace 0 takes the object at once, the container a second later, and the address is free', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'stubborn' });
    cluster.advance(10_000);
    const busy = cluster.kubelets.usageOf('n0').cpuMilli;
    cluster.delete('pods', 'default/web', { gracePeriodSeconds: 0 });
    expect(cluster.api.get('pods', 'default/web')).toBeUndefined();
    cluster.advance(500);
    expect(cluster.kubelets.usageOf('n0').cpuMilli).toBe(busy);
    cluster.advance(3_000);
    expect(cluster.kubelets.usageOf('n0').cpuMilli).toBeLessThan(busy);
  });

  test.each(['gone', 'app'])('a pod that never ran (image %s) goes without waiting', (image) => {
    const cluster = boot();
    cluster.addPod('web', { image });
    cluster.advance(image === 'gone' ? 10_000 : 600);
    cluster.delete('pods', 'default/web');
    expect(goneAfterMs(cluster, 'web')).toBeLessThanOrEqual(200);
  });

  test('a pod recreated under the same name is another pod', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'app' });
    cluster.advance(10_000);
    cluster.delete('pods', 'default/web', { gracePeriodSeconds: 0 });
    const again = cluster.addPod('web', { image: 'app' });
    cluster.advance(10_000);
    expect(cluster.pod('web')).toMatchObject({
      metadata: { uid: again.metadata.uid }, status: { phase: 'Running', containerStatuses: [{ restartCount: 0 }] },
    });
  });
});
