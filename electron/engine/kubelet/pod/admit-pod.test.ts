import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const asking = (cpu: string, more: Partial<PodSpec> = {}): Partial<PodSpec> =>
  ({ containers: [{ name: 'c', image: 'app', resources: { requests: { cpu, memory: '16Mi' } } }], ...more });

test('a critical pod for which there is no room ends as few others as will do, and is let in when they are gone', () => {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.addPod('small', asking('400m'));
  cluster.addPod('big', asking('1200m'));
  cluster.addPod('besteffort', {});
  cluster.advance(10_000);
  const critical = cluster.create(Object.assign({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'critical', namespace: 'kube-system' },
    spec: { nodeName: 'n0', priorityClassName: 'system-node-critical', ...asking('700m') },
  }) as KubernetesObject);
  cluster.advance(10_000);
  const phases = ['small', 'big', 'besteffort'].map((name) => cluster.pod(name).status?.phase);
  expect(phases).toEqual(['Failed', 'Running', 'Running']);
  expect(cluster.pod('small').status).toMatchObject({ reason: 'Preempting', message: 'Preempted in order to admit critical pod' });
  expect(cluster.pod('small').status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
    status: 'True', reason: 'TerminationByKubelet', message: 'Pod was preempted by Kubelet to accommodate a critical pod.',
  });
  expect(cluster.eventsAbout('small')).toContain('Preempting: Preempted in order to admit critical pod');
  expect(cluster.api.get<KubernetesObject & { status?: { phase?: string } }>('pods', `kube-system/${critical.metadata.name}`)?.status?.phase).toBe('Running');
});

test('one that asks for more than all others have is refused like any other', () => {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.addPod('web', asking('400m'));
  cluster.advance(10_000);
  cluster.create(Object.assign({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'critical', namespace: 'kube-system' },
    spec: { nodeName: 'n0', priorityClassName: 'system-node-critical', ...asking('9') },
  }) as KubernetesObject);
  cluster.advance(10_000);
  expect(cluster.api.get<KubernetesObject & { status?: { reason?: string } }>('pods', 'kube-system/critical')?.status?.reason).toBe('OutOfcpu');
  expect(cluster.pod('web').status?.phase).toBe('Running');
});
