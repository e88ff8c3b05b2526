import { describe, expect, test } from 'vitest';
import { effectivePullPolicy, parseImageName } from './image-name.ts';

describe('names', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  test.each<[string, string | undefined]>([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['bitnami/redis:7', 'docker.io/bitnami/redis:7'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost:5000/team/app', 'localhost:5000/team/app:latest'],
    ['localhost/app', 'localhost/app:latest'],
    [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
    [`nginx:1@${digest}`, `docker.io/library/nginx@${digest}`],
    ['UPPER', undefined],
    ['my image', undefined],
    ['nginx:', undefined],
    ['', undefined],
  ])('%s is %s', (reference, full) => {
    const name = parseImageName(reference);
    expect(name && `${name.repository}${name.suffix}`).toBe(full);
  });
});

test.each([
  ['nginx', undefined, 'Always'], ['nginx:latest', undefined, 'Always'],
  ['nginx:1', undefined, 'IfNotPresent'], ['nginx', 'Never', 'Never'],
])('%s with policy %s: %s', (image, policy, effective) => expect(effectivePullPolicy(image, policy)).toBe(effective));
