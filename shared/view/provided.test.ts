import { expect, test } from 'vitest';
import { parseRefKey, refKey, type ObjectRef } from '../kubernetes/registry.ts';
import { balancerRef, isProvided, subjectOf } from './provided.ts';

const service: ObjectRef = { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' };
const ingress: ObjectRef = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'shop', name: 'web' };

test.each([service, ingress])('a load balancer is found by the object for which it is, and leads back to it', (subject) => {
  const key = refKey(balancerRef(subject));
  const back = parseRefKey(key);
  expect(back && subjectOf(back)).toEqual(subject);
  expect(back && isProvided(back)).toBe(true);
  expect(isProvided(subject)).toBe(false);
});

test('those of objects of one name are told apart', () => {
  expect(refKey(balancerRef(service))).not.toBe(refKey(balancerRef(ingress)));
});
