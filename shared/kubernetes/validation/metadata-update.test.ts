import { describe, expect, it } from 'vitest';
import type { Json } from './testing/validation-errors.ts';
import { errorsOf, placesOfChange, podOf } from './testing/validation-errors.ts';

const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const selector = { matchLabels: { a: 'b' } };
const workload = { spec: { selector, template } };
const object = (apiVersion: string, kind: string, rest: Json = {}, namespaced = true): Json => ({
  apiVersion, kind, metadata: { name: 'x', uid: 'u', ...(namespaced ? { namespace: 'ns' } : {}) }, ...rest,
});
const job = object('batch/v1', 'Job', {
  spec: { manualSelector: true, selector, template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
});

/**
 * How often the API server says what is wrong with the metadata of an update: of labels, which are looked at as in a new object and as in a changed
 * one, and of another uid. Both are first asked of every kind, and then by the kind itself once more, or not.
 */
const kinds: [json: Json, labels: number, uid: number][] = [
  [object('v1', 'ConfigMap'), 4, 2],
  [object('v1', 'Secret'), 4, 2],
  [object('v1', 'ServiceAccount'), 4, 2],
  [podOf({}, {}, { uid: 'u' }), 4, 2],
  [object('v1', 'Namespace', {}, false), 4, 2],
  [object('v1', 'Node', {}, false), 4, 2],
  [object('v1', 'LimitRange'), 3, 1],
  [object('v1', 'ResourceQuota'), 3, 2],
  [object('v1', 'Event', { involvedObject: { namespace: 'ns' } }), 2, 1],
  [object('v1', 'PersistentVolume', { spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/x' } } }, false), 4, 1],
  [object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }), 5, 2],
  [object('v1', 'Service', { spec: { clusterIP: 'None', clusterIPs: ['None'] } }), 3, 2],
  [object('apps/v1', 'Deployment', workload), 3, 2],
  [object('apps/v1', 'ReplicaSet', workload), 3, 2],
  [object('apps/v1', 'StatefulSet', workload), 3, 2],
  [object('apps/v1', 'DaemonSet', workload), 3, 2],
  [object('apps/v1', 'ControllerRevision', { data: {} }), 4, 2],
  [job, 4, 2],
  [object('policy/v1', 'PodDisruptionBudget', { spec: {} }), 2, 1],
  [object('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4' }), 3, 1],
  [object('coordination.k8s.io/v1', 'Lease'), 3, 2],
  [object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.io/b' }, false), 4, 2],
  [object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, false), 3, 2],
  [object('rbac.authorization.k8s.io/v1', 'Role'), 4, 2],
  [object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }), 3, 2],
  [object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'a.io/b' } }, false), 4, 2],
  [object('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'x', port: { number: 80 } } } } }), 4, 2],
];

describe('metadata of an update', () => {
  it.each(kinds.map((one) => [one[0]['kind'], ...one] as const))('%s', (_kind, json, labels, uid) => {
    expect(placesOfChange(json, (one) => { (one['metadata'] as Json)['labels'] = { a: 'b c' }; })).toEqual(Array(labels).fill('metadata.labels Invalid'));
    const ofUid = placesOfChange(json, (one) => { (one['metadata'] as Json)['uid'] = 'other'; });
    expect(ofUid.filter((place) => place === 'metadata.uid Invalid')).toHaveLength(uid);
  });

  it('a deletion that nobody asked for is refused', () => {
    const old = object('policy/v1', 'PodDisruptionBudget', { spec: {} });
    expect(placesOfChange(old, (one) => { (one['metadata'] as Json)['deletionTimestamp'] = '2026-01-01T00:00:00Z'; })).toEqual([
      'metadata.deletionTimestamp Invalid',
    ]);
  });
});

describe('owners', () => {
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' };
  const owned = (...ownerReferences: Json[]): string[] => errorsOf({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'ns', ownerReferences },
  });
  it.each(['', 'a/b/c', 'a/'])('apiVersion %j has no version', (apiVersion) => {
    expect(owned({ ...owner, apiVersion })).toEqual([`metadata.ownerReferences.apiVersion: Invalid value: ${JSON.stringify(apiVersion)}: version must not be empty`]);
  });
  it('only one controls, and kinds are named', () => {
    const [error] = owned({ ...owner, controller: true }, { ...owner, name: 'q', controller: true });
    expect(error).toContain('Only one reference can have Controller set to true. Found "true" in references for Pod/p and Pod/q');
  });
});
