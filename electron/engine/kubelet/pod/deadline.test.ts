import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'app', startSeconds: 0, readySeconds: 0, stopSeconds: 1, stopCode: 0, size: '1Mi' },
  { image: 'ends', exit: { afterSeconds: 3, code: 0 }, size: '1Mi' },
  { image: 'fails', exit: { afterSeconds: 1, code: 1 }, size: '1Mi' },
  { image: 'deaf', stopSeconds: 100, size: '1Mi' },
  { image: 'huge', size: '4Gi' },
];

function play(spec: Partial<PodSpec> & { image: string }): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('p', { activeDeadlineSeconds: 20, ...spec });
  return cluster;
}

const over = { phase: 'Failed', reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' };

describe('activeDeadlineSeconds', () => {
  test.each<[string, Partial<PodSpec> & { image: string }]>([
    ['of a pod that runs', { image: 'app' }],
    ['of one that is started again and again', { image: 'fails' }],
    ['of one that never got its image', { image: 'huge' }],
    ['of one whose volume cannot be mounted', { image: 'app', volumes: [{ name: 'v', secret: { secretName: 'none' } }] }],
    ['of one that never restarts', { image: 'app', restartPolicy: 'Never' }],
  ])('%s: it counts from when the kubelet saw the pod, and fails it', (_name, spec) => {
    const cluster = play(spec);
    cluster.advance(19_000);
    expect(cluster.pod('p').status?.phase).not.toBe('Failed');
    cluster.advance(5_000);
    expect(cluster.pod('p').status).toMatchObject(over);
    expect(cluster.eventsAbout('p')).toContain(`DeadlineExceeded: ${over.message}`);
    cluster.advance(120_000);
    expect(cluster.pod('p').status).toMatchObject(over);
    expect(cluster.api.get('pods', 'default/p')).toBeDefined();
  });

  test('a pod that ended in time has nothing to do with it', () => {
    const cluster = play({ image: 'ends', restartPolicy: 'Never' });
    cluster.advance(60_000);
    expect(cluster.pod('p').status?.phase).toBe('Succeeded');
    expect(cluster.pod('p').status?.reason).toBeUndefined();
  });

  test('one that does not hear has its grace period before it is killed, and is Failed only then', () => {
    const cluster = play({ image: 'deaf', terminationGracePeriodSeconds: 10 });
    cluster.advance(25_000);
    expect(cluster.pod('p').status?.phase).toBe('Running');
    cluster.advance(10_000);
    expect(cluster.pod('p').status).toMatchObject({ ...over, containerStatuses: [{ state: { terminated: { exitCode: 137 } } }] });
  });

  test('the kubelet that was away notices when it is back', () => {
    const cluster = play({ image: 'app' });
    cluster.advance(5_000);
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    cluster.advance(60_000);
    expect(cluster.pod('p').status?.phase).toBe('Running');
    cluster.kubelets.inject({ kind: 'StartKubelet', machine: 'n0' });
    cluster.advance(15_000);
    expect(cluster.pod('p').status).toMatchObject(over);
  });
});
