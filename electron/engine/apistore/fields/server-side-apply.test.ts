import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../shared/json.ts';
import { fieldSetOf } from '../../../../shared/kubernetes/managed-fields/fields-v1.ts';
import { pathText } from '../../../../shared/kubernetes/managed-fields/path-element.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { World } from '../../world.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { makeDeployment } from '../../testing/builders.ts';
import type { ApiServer } from '../api-server.ts';
import type { PatchOptions } from '../write-options.ts';
import { managerFromUserAgent, updateManager } from './field-manager.ts';

const key = 'default/x';
const configMap = (data: Record<string, string>): JsonValue => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data });

/** `manager Operation subresource: paths`, in the order of the list. */
function owners(server: ApiServer, object: KubernetesObject | undefined): string[] {
  return (object ? server.withManagedFields(object).metadata.managedFields ?? [] : []).map(({ manager, operation, subresource, fieldsV1 }) => {
    const paths = [...fieldSetOf(fieldsV1 as JsonValue)?.paths() ?? []].map(pathText);
    return `${manager} ${operation}${subresource ? ` ${subresource}` : ''}: ${paths.join(' ')}`;
  });
}

function start(): { cluster: TestCluster; server: ApiServer; apply(manager: string, config: JsonValue, more?: Partial<PatchOptions>): string; now(): string[] } {
  const cluster = new TestCluster([]);
  const { server, store } = cluster.simulation;
  return {
    cluster, server,
    apply: (manager, config, more = {}) => {
      const answer = server.patch('configmaps', key, config, { patchType: 'apply', manager, ...more });
      return answer.ok ? 'ok' : `${answer.error.code} ${answer.error.message}`;
    },
    now: () => owners(server, store.get('configmaps', key)),
  };
}

describe('server-side apply', () => {
  it('gives, shares, refuses, takes by force and removes', () => {
    const { apply, now } = start();
    expect(apply('a', configMap({ k: '1', l: '1' }))).toBe('ok');
    expect(apply('b', configMap({ k: '1' }))).toBe('ok');
    expect(apply('b', configMap({ k: '2' }))).toBe('409 Apply failed with 1 conflict: conflict with "a": .data.k');
    expect(apply('b', configMap({ k: '2' }), { force: true })).toBe('ok');
    expect(now()).toEqual(['a Apply: .data.l', 'b Apply: .data.k']);
    expect(apply('a', configMap({}))).toBe('ok');
    expect(now()).toEqual(['a Apply: .data', 'b Apply: .data.k']);
  });

  it('keeps the version of an object that an apply does not change, and leaves no trace of a dry run', () => {
    const { cluster, apply, now } = start();
    apply('a', configMap({ k: '1' }));
    const { resourceVersion } = cluster.get('configmaps', key).metadata;
    cluster.simulation.runUntil(5000);
    expect(apply('a', configMap({ k: '1' }))).toBe('ok');
    expect(cluster.get('configmaps', key).metadata.resourceVersion).toBe(resourceVersion);
    expect(apply('c', configMap({ k: '1', z: '1' }), { dryRun: true })).toBe('ok');
    expect(now()).toEqual(['a Apply: .data.k']);
    expect(cluster.get('configmaps', key).metadata.managedFields).toBeUndefined();
  });

  it('stops tracking when the list is emptied, and says who was there before the first apply', () => {
    const { server, apply, now } = start();
    server.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'default' }, data: { k: '1' } } as KubernetesObject);
    expect(now()).toEqual(['clusterwright Update: .data .data.k']);
    const emptied = server.patch('configmaps', key, { metadata: { managedFields: [{}] } }, { patchType: 'merge', manager: 'x' });
    expect(emptied.ok && now()).toEqual([]);
    server.patch('configmaps', key, { data: { l: '1' } }, { patchType: 'merge', manager: 'x' });
    expect(now()).toEqual([]);
    expect(apply('a', configMap({ k: '2' }))).toBe('409 Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .data.k');
    expect(apply('a', configMap({ k: '1' }))).toBe('ok');
    expect(now()).toEqual(['a Apply: .data.k', 'before-first-apply Update: .data .data.k .data.l']);
  });

  it('puts the oldest of more than ten updaters together', () => {
    const { cluster, server, apply, now } = start();
    apply('a', configMap({ k: '1' }));
    for (let index = 0; index < 12; index += 1) {
      cluster.simulation.runUntil((index + 1) * 1000);
      server.patch('configmaps', key, { data: { [`u${index}`]: '1' } }, { patchType: 'merge', manager: `m${index}` });
    }
    expect(now()).toHaveLength(11);
    expect(now()).toContain('ancient-changes Update: .data.u0 .data.u1 .data.u2');
  });

  it('refuses what is no configuration of this object', () => {
    const { apply } = start();
    expect(apply('', configMap({}))).toMatch(/^422 .*fieldManager: Required value/);
    expect(apply('a'.repeat(129), configMap({}))).toMatch(/^422 .*fieldManager: Too long/);
    expect(apply('a', { ...configMap({}) as object, metadata: { name: 'x', managedFields: [] } })).toBe('400 metadata.managedFields must be nil');
    expect(apply('a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} })).toMatch(/^400 the name of the object .* was undeterminable/);
    expect(apply('a', { ...configMap({}) as object, metadata: { name: 'x', uid: 'u' } })).toMatch(/^409 .*uid mismatch/);
  });
});

describe('managers of ordinary writes', () => {
  it.each([
    ['kubectl/v1.36.0 (linux/amd64) kubernetes/abc', 'kubectl'], ['curl', 'curl'], ['', ''], ['a\u0007b/1', 'ab'], [`${'x'.repeat(200)}/1`, 'x'.repeat(128)],
  ])('are named after the product of the user agent: %j', (agent, name) => {
    expect(managerFromUserAgent(agent)).toBe(name);
    expect(updateManager(name, 'v1')).toBe(updateManager(name, 'v1'));
  });

  it('are the real components, and survive a snapshot', () => {
    const cluster = defaultCluster('owners', 1);
    cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'], type: 'm5.large' }];
    const { world } = World.create({ cluster, manifests: [makeDeployment('web', { replicas: 1 }) as unknown as Parameters<typeof World.create>[0]['manifests'][number]] });
    world.advance({ untilMs: 120_000 });
    const seen = (of: World): Record<string, string[]> => {
      const managersOf = (resource: string): string[] => [...new Set([...of.api.list<KubernetesObject>(resource)]
        .flatMap((object) => of.simulation.server.managedOfObject(object).map(({ by }) => `${by.manager}${by.subresource ? ` ${by.subresource}` : ''}`)))].toSorted();
      return Object.fromEntries(['deployments', 'replicasets', 'pods', 'nodes', 'leases', 'events', 'namespaces'].map((resource) => [resource, managersOf(resource)]));
    };
    const managers = seen(world);
    expect(managers).toMatchObject({
      deployments: ['clusterwright', 'kube-controller-manager status'],
      replicasets: ['kube-controller-manager', 'kube-controller-manager status'], pods: ['kube-controller-manager', 'kube-scheduler status', 'kubelet status'],
      namespaces: ['kube-apiserver'],
    });
    expect(managers['nodes']).toContain('kubelet');
    expect(managers['leases']).toContain('kubelet');
    expect(managers['events']).toEqual(expect.arrayContaining(['kube-controller-manager', 'kube-scheduler', 'kubelet']));
    const entriesOf = (of: World): unknown => ['deployments', 'pods', 'nodes', 'leases'].map((resource) =>
      [...of.api.list<KubernetesObject>(resource)].map((object) => of.simulation.server.withManagedFields(object)));
    const before = entriesOf(world);
    const restored = World.restore(structuredClone(world.snapshot()));
    expect(entriesOf(restored)).toEqual(before);
    expect(restored.stateHash()).toBe(world.stateHash());
    for (const each of [world, restored]) each.advance({ untilMs: 300_000 });
    expect(entriesOf(restored)).toEqual(entriesOf(world));
    expect(restored.stateHash()).toBe(world.stateHash());
  });

  it('own an Event that they recorded, and share it with who changes it', () => {
    const cluster = new TestCluster([]);
    const { server, store } = cluster.simulation;
    const deployment = cluster.create(makeDeployment('web', { replicas: 1 }));
    cluster.simulation.client('default-scheduler').recordEvent(deployment, { type: 'Normal', reason: 'R', action: 'A', message: 'm' });
    const event = [...store.list<Event>('events')][0];
    expect(owners(server, event)[0]).toMatch(/^kube-scheduler Update: \.action \.eventTime .*\.reason \.regarding /);
    const name = `default/${event?.metadata.name}`;
    server.patch('events', name, { metadata: { labels: { l: '1' } } }, { patchType: 'merge', manager: 'me' });
    expect(owners(server, store.get('events', name)).map((line) => line.slice(0, 12))).toEqual(['kube-schedul', 'me Update: .']);
  });
});
