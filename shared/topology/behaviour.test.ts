import { expect, test } from 'vitest';
import { defaultProfile, effectiveProfile, imageWithoutTag } from './behaviour.ts';

test.each([
  ['nginx', 'nginx'],
  ['nginx:1.27', 'nginx'],
  ['localhost:5000/app', 'localhost:5000/app'],
  ['localhost:5000/app:v1', 'localhost:5000/app'],
  ['app@sha256:0123', 'app'],
  ['app:v1@sha256:0123', 'app'],
])('%s without its tag is %s', (image, name) => expect(imageWithoutTag(image)).toBe(name));

test.each([
  ['exact before name', [{ image: 'app', size: '1Mi' }, { image: 'app:v2', size: '2Mi' }], 'app:v2', '2Mi'],
  ['name before wildcard', [{ image: 'ap*', size: '1Mi' }, { image: 'app', size: '2Mi' }], 'app:v1', '2Mi'],
  ['wildcard', [{ image: 'ap*', size: '1Mi' }], 'app:v1', '1Mi'],
  ['first of two that match alike', [{ image: 'a*', size: '1Mi' }, { image: 'ap*', size: '2Mi' }], 'app:v1', '1Mi'],
  ['none', [{ image: 'other', size: '1Mi' }], 'app:v1', defaultProfile.size],
])('%s', (_name, profiles, image, size) => expect(effectiveProfile(profiles, image).size).toBe(size));

test('what is known about an image says what a request costs', () => {
  expect(effectiveProfile([{ image: 'postgres', maxConcurrent: 20 }], 'postgres:17')).toMatchObject({ listens: [5432], cpuPerRequest: '1m', maxConcurrent: 20, calls: [] });
  expect(effectiveProfile([], 'registry.k8s.io/ingress-nginx/controller:v1.14.0').ingressController).toBe('k8s.io/ingress-nginx');
});

test('a profile of the design overrides what is known about an image field by field', () => {
  expect(effectiveProfile([{ image: 'nginx', cpu: '1' }], 'nginx:1.27')).toMatchObject({ cpu: '1', size: '69Mi', stopCode: 0 });
});
