import { expect, it } from 'vitest';
import type { Manifest } from '../../../shared/topology/types.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import { World } from '../../engine/world.ts';
import { findObjects } from './find-objects.ts';

const manifest = (apiVersion: string, kind: string, name: string, more: object = {}): Manifest => ({ apiVersion, kind, metadata: { name }, ...more }) as unknown as Manifest;
const { world } = World.create({
  cluster: defaultCluster('found', 1),
  manifests: [
    manifest('v1', 'ConfigMap', 'web-settings'), manifest('v1', 'Service', 'web', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } }),
    manifest('apps/v1', 'Deployment', 'web', {
      spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } } },
    }),
    manifest('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'backups.example.com', {
      spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'backups', kind: 'Backup' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] },
    }),
  ],
});
world.advance({ untilMs: 60_000 });
const found = (query: string, limit = 20): string[] => findObjects(world.api, query, limit).map(({ kind, name }) => `${kind} ${name}`);

it.each([
  ['default namespace', 'Namespace default'],
  ['default serviceaccount', 'ServiceAccount default'],
  ['kube-root ca', 'ConfigMap kube-root-ca.crt'],
  ['web endpointslice', /^EndpointSlice web-/],
  ['web replicaset', /^ReplicaSet web-/],
  ['system-node priority', 'PriorityClass system-node-critical'],
  ['backups custom', 'CustomResourceDefinition backups.example.com'],
  ['web event', /^Event web/],
])('%s', (query, expected) => {
  expect(found(query)[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

it('puts the name itself before longer names, keeps to the limit and leaves pods and machines to the window', () => {
  expect(found('web', 2)).toEqual(expect.arrayContaining(['Service web', 'Deployment web']));
  expect(found('web').length).toBeGreaterThan(2);
  expect(found('web').filter((name) => name.startsWith('Pod '))).toEqual([]);
  expect(found('web').filter((name) => name.startsWith('Event '))).toEqual([]);
  expect(found('nothing of the kind')).toEqual([]);
});
