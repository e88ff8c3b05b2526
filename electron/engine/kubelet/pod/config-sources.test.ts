import { describe, expect, test } from 'vitest';
import type { ConfigMap, Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { Container, PodSpec, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

/** `settings` and `keys` are there, with one key each; nothing else is. */
function boot(): FleetCluster {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.create<ConfigMap>({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { mode: 'fast' }, binaryData: { blob: 'AAAA' } });
  cluster.create<Secret>({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys', namespace: 'default' }, data: { token: 'eA==' } });
  return cluster;
}

function add(cluster: FleetCluster, container: Partial<Container>, spec: Partial<PodSpec> = {}): void {
  cluster.addPod('web', { containers: [{ name: 'c', image: 'app:v1', ...container }], ...spec });
  cluster.advance(15_000);
}

const from = (field: string, source: Record<string, unknown>): Partial<Container> => ({ env: [{ name: 'X', valueFrom: { [field]: source } }] });

describe('the environment of a container', () => {
  test.each<[string, Partial<Container>]>([
    ['a key of a ConfigMap', from('configMapKeyRef', { name: 'settings', key: 'mode' })],
    ['a key of a Secret', from('secretKeyRef', { name: 'keys', key: 'token' })],
    ['all of a ConfigMap', { envFrom: [{ configMapRef: { name: 'settings' } }] }],
    ['all of a Secret', { envFrom: [{ prefix: 'P_', secretRef: { name: 'keys' } }] }],
    ['an optional ConfigMap that is not there', from('configMapKeyRef', { name: 'none', key: 'k', optional: true })],
    ['an optional key that is not there', from('secretKeyRef', { name: 'keys', key: 'k', optional: true })],
    ['an optional source that is not there', { envFrom: [{ secretRef: { name: 'none', optional: true } }] }],
  ])('%s: it starts', (_name, container) => {
    const cluster = boot();
    add(cluster, container);
    expect(cluster.pod('web').status?.phase).toBe('Running');
  });

  test.each<[string, Partial<Container>, message: string]>([
    ['no such ConfigMap', from('configMapKeyRef', { name: 'none', key: 'k' }), 'configmap "none" not found'],
    ['no such Secret', from('secretKeyRef', { name: 'none', key: 'k' }), 'secret "none" not found'],
    ['no such key in the ConfigMap', from('configMapKeyRef', { name: 'settings', key: 'k' }), "couldn't find key k in ConfigMap default/settings"],
    ['a binary key of the ConfigMap', from('configMapKeyRef', { name: 'settings', key: 'blob' }), "couldn't find key blob in ConfigMap default/settings"],
    ['no such key in the Secret', from('secretKeyRef', { name: 'keys', key: 'k' }), "couldn't find key k in Secret default/keys"],
    ['no such ConfigMap to take all of', { envFrom: [{ configMapRef: { name: 'none' } }] }, 'configmap "none" not found'],
    ['sources of all come before single ones', { envFrom: [{ secretRef: { name: 'none' } }], ...from('configMapKeyRef', { name: 'other', key: 'k' }) }, 'secret "none" not found'],
  ])('%s: CreateContainerConfigError', (_name, container, message) => {
    const cluster = boot();
    add(cluster, container);
    const { status } = cluster.pod('web');
    expect(status?.phase).toBe('Pending');
    expect(status?.containerStatuses?.[0]).toMatchObject({ restartCount: 0, state: { waiting: { reason: 'CreateContainerConfigError', message } } });
    expect(cluster.eventsAbout('web')).toContain(`Failed: Error: ${message}`);
  });

  test('starts by itself once the key is there', () => {
    const cluster = boot();
    add(cluster, from('configMapKeyRef', { name: 'settings', key: 'k' }));
    cluster.edit<ConfigMap>('configmaps', 'default/settings', (map) => { map.data = { k: 'v' }; });
    cluster.advance(15_000);
    expect(cluster.pod('web').status?.phase).toBe('Running');
  });
});

describe('volumes that are filled from objects', () => {
  test.each<[string, Partial<Volume>, message: string | undefined]>([
    ['a ConfigMap', { configMap: { name: 'settings' } }, undefined],
    ['a binary key of it', { configMap: { name: 'settings', items: [{ key: 'blob', path: 'b' }] } }, undefined],
    ['an optional Secret that is not there', { secret: { secretName: 'none', optional: true } }, undefined],
    ['no such ConfigMap', { configMap: { name: 'none' } }, 'configmap "none" not found'],
    ['no such Secret', { secret: { secretName: 'none' } }, 'secret "none" not found'],
    ['no such key of the ConfigMap', { configMap: { name: 'settings', items: [{ key: 'k', path: 'k' }] } }, 'references non-existent config key: k'],
    ['no such key of the Secret', { secret: { secretName: 'keys', items: [{ key: 'k', path: 'k' }] } }, 'references non-existent secret key: k'],
  ])('%s', (_name, source, message) => {
    const cluster = boot();
    add(cluster, { volumeMounts: [{ name: 'v', mountPath: '/v' }] }, { volumes: [{ name: 'v', ...source }] });
    const failures = cluster.eventsAbout('web').filter((text) => text.startsWith('FailedMount'));
    expect(failures).toEqual(message === undefined ? [] : [`FailedMount: MountVolume.SetUp failed for volume "v" : ${message}`]);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.state).toMatchObject(message === undefined ? { running: {} } : { waiting: { reason: 'ContainerCreating' } });
  });
});
