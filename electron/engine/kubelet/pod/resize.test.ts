import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../shared/json.ts';
import { countedSpec } from '../../../../shared/kubernetes/pod-requests-status.ts';
import type { Container, ResourceRequirements } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [{ image: 'app:v1', startSeconds: 0, cpu: '400m', memory: '64Mi', size: '1Mi' }];

/** One machine of 2 CPUs and 8Gi with a pod of one container. */
function boot(resources: ResourceRequirements, more: Partial<Container> = {}): FleetCluster {
  const cluster = new FleetCluster({ images }).bootMachines(1);
  cluster.addPod('web', { containers: [{ name: 'c', image: 'app:v1', resources, ...more }] });
  return cluster.advance(10_000);
}

function resize(cluster: FleetCluster, resources: JsonValue, name = 'web') {
  const pod = cluster.pod(name);
  const containers = structuredClone(pod.spec.containers).map((container) => ({ ...container, resources })) as unknown as JsonValue;
  return cluster.simulation.server.patch('pods', `default/${name}`, { spec: { containers } }, { patchType: 'merge', subresource: 'resize' });
}

const resizing = (cluster: FleetCluster, name = 'web') => cluster.pod(name).status?.conditions?.filter(({ type }) => type.startsWith('PodResize'))
  .map(({ type, reason = '', message = '' }) => `${type} ${reason} ${message}`.trim());
const container = (cluster: FleetCluster, name = 'web') => cluster.pod(name).status?.containerStatuses?.[0];
const started = (cluster: FleetCluster, name = 'web') => cluster.eventsAbout(name).filter((event) => event.startsWith('Resize')).map((event) => event.replace(/:.*/u, ''));
const small = { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } };
const large = { requests: { cpu: '150m', memory: '100Mi' }, limits: { cpu: '400m', memory: '256Mi' } };

describe('what the API lets through', () => {
  test.each<{ name: string; to: JsonValue; errors: string }>([
    { name: 'another QoS class', to: { requests: { cpu: '200m', memory: '128Mi' }, limits: small.limits }, errors: 'spec: Pod QOS Class may not change as a result of resizing' },
    { name: 'a request taken away', to: { requests: { cpu: '100m' }, limits: { cpu: '200m' } }, errors: 'resource requests cannot be removed' },
    { name: 'a limit taken away', to: { requests: small.requests, limits: { cpu: '200m' } }, errors: 'spec.containers[0].resources.limits: resource limits cannot be removed' },
    { name: 'another resource', to: { requests: { ...small.requests, 'ephemeral-storage': '1Gi' }, limits: small.limits }, errors: 'spec: only cpu and memory resources are mutable' },
    { name: 'a request above its limit', to: { requests: { cpu: '300m', memory: '64Mi' }, limits: small.limits }, errors: 'must be less than or equal to cpu limit of 200m' },
  ])('$name is refused', ({ to, errors }) => {
    const answer = resize(boot(small), to);
    expect(answer.ok).toBe(false);
    const causes = answer.ok ? [] : answer.error.details?.causes ?? [];
    const [path, text] = errors.startsWith('spec') ? errors.split(': ') : ['', errors];
    expect(causes.some(({ field, message }) => (path === '' || field === path) && message.includes(text ?? ''))).toBe(true);
  });

  test('nothing but resources is written, and the generation moves', () => {
    const cluster = boot(small);
    const before = cluster.pod('web');
    const answer = cluster.simulation.server.patch('pods', 'default/web', {
      metadata: { labels: { a: 'b' } }, spec: { activeDeadlineSeconds: 5, containers: [{ ...before.spec.containers[0], image: 'other', resources: large }] },
    } as unknown as JsonValue, { patchType: 'merge', subresource: 'resize' });
    expect(answer.ok).toBe(true);
    const { metadata, spec } = cluster.pod('web');
    expect({ labels: metadata.labels, deadline: spec.activeDeadlineSeconds, image: spec.containers[0]?.image, generation: metadata.generation })
      .toEqual({ labels: before.metadata.labels, deadline: undefined, image: 'app:v1', generation: (before.metadata.generation ?? 0) + 1 });
    expect(cluster.simulation.server.withManagedFields(cluster.pod('web')).metadata.managedFields?.map(({ subresource }) => subresource)).toContain('resize');
    expect(cluster.simulation.server.patch('nodes', 'n0', {}, { patchType: 'merge', subresource: 'resize' }).ok).toBe(false);
  });
});

describe('what the kubelet makes of it', () => {
  test('it is granted and carried out without a restart', () => {
    const cluster = boot(small);
    const uid = cluster.pod('web').metadata.uid ?? '';
    expect(container(cluster)).toMatchObject({ allocatedResources: small.requests, resources: small });
    expect(cluster.kubelets.podView(uid)?.containers[0]).toMatchObject({ usage: { cpuMilli: 200 }, throttledMilli: 200 });
    resize(cluster, large);
    cluster.advance(100);
    expect(resizing(cluster)).toEqual(['PodResizeInProgress']);
    cluster.advance(2_000);
    expect(resizing(cluster)).toEqual([]);
    expect(container(cluster)).toMatchObject({ allocatedResources: large.requests, resources: large, restartCount: 0 });
    expect(cluster.kubelets.podView(uid)?.containers[0]).toMatchObject({ usage: { cpuMilli: 400 }, throttledMilli: 0 });
    expect(started(cluster)).toEqual(['ResizeStarted', 'ResizeCompleted']);
    expect(cluster.eventsAbout('web')).toContain('ResizeStarted: Pod resize started: {"containers":[{"name":"c","resources":{"limits":{"cpu":"400m","memory":"256Mi"},'
      + '"requests":{"cpu":"150m","memory":"100Mi"}}}],"generation":2}');
  });

  test('a container whose policy asks for it is restarted, for that resource alone', () => {
    const cluster = boot(small, { resizePolicy: [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }, { resourceName: 'cpu', restartPolicy: 'NotRequired' }] });
    resize(cluster, { requests: small.requests, limits: { ...small.limits, cpu: '300m' } });
    cluster.advance(5_000);
    expect(container(cluster)).toMatchObject({ restartCount: 0, resources: { limits: { cpu: '300m' } } });
    resize(cluster, large);
    cluster.advance(40_000);
    expect(container(cluster)).toMatchObject({ restartCount: 1, ready: true, resources: large });
    expect(cluster.eventsAbout('web')).toContain('Killing: Container c resize requires restart');
    expect(started(cluster).at(-1)).toBe('ResizeCompleted');
    expect(resizing(cluster)).toEqual([]);
  });

  test('more than the node has is infeasible: the pod goes on with what it has', () => {
    const cluster = boot(small);
    resize(cluster, { requests: { cpu: '3', memory: '64Mi' }, limits: { cpu: '4', memory: '128Mi' } });
    cluster.advance(3_000);
    expect(resizing(cluster)).toEqual(["PodResizePending Infeasible Node didn't have enough capacity: cpu, requested: 3000, capacity: 2000"]);
    expect(container(cluster)).toMatchObject({ allocatedResources: small.requests, resources: small });
    expect(started(cluster)).toEqual(['ResizeInfeasible']);
    expect(countedSpec(cluster.pod('web')).containers[0]?.resources?.requests?.['cpu']).toBe('100m');
    resize(cluster, large);
    cluster.advance(3_000);
    expect(resizing(cluster)).toEqual([]);
    expect(container(cluster)?.resources).toEqual(large);
  });

  test('more than is free is deferred until another pod has ended', () => {
    const cluster = boot(small);
    cluster.addPod('other', { terminationGracePeriodSeconds: 1, containers: [{ name: 'c', image: 'app:v1', resources: { requests: { cpu: '1500m' } } }] });
    cluster.advance(5_000);
    resize(cluster, { requests: { cpu: '1', memory: '64Mi' }, limits: { cpu: '2', memory: '128Mi' } });
    cluster.advance(3_000);
    expect(resizing(cluster)).toEqual(["PodResizePending Deferred Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000"]);
    expect(countedSpec(cluster.pod('web')).containers[0]?.resources?.requests?.['cpu']).toBe('1');
    cluster.delete('pods', 'default/other');
    cluster.advance(10_000);
    expect(resizing(cluster)).toEqual([]);
    expect(started(cluster)).toEqual(['ResizeDeferred', 'ResizeStarted', 'ResizeCompleted']);
  });

  test('a memory limit is not set below what is in use', () => {
    const cluster = boot(small);
    resize(cluster, { requests: { cpu: '100m', memory: '32Mi' }, limits: { cpu: '200m', memory: '48Mi' } });
    cluster.advance(3_000);
    expect(resizing(cluster)).toEqual([`PodResizeInProgress Error attempting to set container "c" memory limit (${48 * 1024 ** 2}) below current usage (${64 * 1024 ** 2})`]);
    expect(container(cluster)).toMatchObject({ allocatedResources: { memory: '32Mi' }, resources: { limits: { memory: '128Mi' } }, restartCount: 0 });
  });

  test('what was asked for while the kubelet was down is found by it, and a snapshot goes on the same', () => {
    const cluster = boot(small);
    cluster.kubelets.inject({ kind: 'StopKubelet', machine: 'n0' });
    resize(cluster, large);
    cluster.advance(5_000);
    expect(container(cluster)?.resources).toEqual(small);
    const restored = new FleetCluster({ images, saved: JSON.parse(JSON.stringify(cluster.simulation.save())) });
    for (const one of [cluster, restored]) {
      one.kubelets.inject({ kind: 'StartKubelet', machine: 'n0' });
      one.advance(10_000);
      expect(container(one)).toMatchObject({ resources: large, restartCount: 0 });
    }
    expect(JSON.stringify(restored.simulation.save())).toBe(JSON.stringify(cluster.simulation.save()));
  });
});
