import { expect, test } from 'vitest';
import { machineKey, parseRefKey, podKey, refKey } from './ref-key.ts';

test.each([
  { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
  { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name: 'etcd-control-1' },
  { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'worker-1' },
])('$kind survives key and back', (ref) => {
  expect(parseRefKey(refKey(ref))).toEqual(ref);
});

test('short forms are the same keys; other text is none', () => {
  expect(parseRefKey(podKey('default', 'web'))).toEqual({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web' });
  expect(parseRefKey(machineKey('worker-1'))).toEqual({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'worker-1' });
  expect(parseRefKey('worker-1')).toBeUndefined();
});
