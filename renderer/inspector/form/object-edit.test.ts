import { describe, expect, it } from 'vitest';
import { changeFor, formBase, isMutableInPod } from './object-edit.ts';

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2 } };
const live = { ...manifest, metadata: { name: 'web', uid: '1' }, spec: { replicas: 2, paused: false }, status: { replicas: 2 } };

describe('edits of the form', () => {
  it('puts the whole manifest where there is one', () => {
    const next = { ...manifest, spec: { replicas: 5 } };
    expect(changeFor({ ref, manifest, live }, next)).toEqual({ op: 'put', manifest: next });
  });

  it('patches only the difference of what controllers made', () => {
    const base = formBase({ ref, live });
    expect(base).not.toHaveProperty('status');
    expect(changeFor({ ref, live }, { ...base, spec: { replicas: 5, paused: false } })).toEqual({
      op: 'patch',
      ref,
      patch: { spec: { replicas: 5 } },
    });
  });

  it('writes nothing when nothing changed', () => {
    expect(changeFor({ ref, manifest, live }, { ...manifest })).toBeUndefined();
  });

  const pod = { spec: { tolerations: [{ key: 'a' }] } };
  it.each([
    [['metadata', 'labels', 'app'], 'x', true],
    [['metadata', 'name'], 'x', false],
    [['spec', 'containers', 0, 'image'], 'nginx:1.28', true],
    [['spec', 'containers', 0, 'image'], undefined, false],
    [['spec', 'containers', 0, 'ports', 0, 'containerPort'], 81, false],
    [['spec', 'nodeSelector', 'zone'], 'a', false],
    [['spec', 'tolerations'], [{ key: 'a' }, { key: 'b' }], true],
    [['spec', 'tolerations'], [{ key: 'b' }], false],
    [['spec', 'activeDeadlineSeconds'], 30, true],
  ])('a running pod takes a change of %j to %j: %s', (path, value, expected) => {
    expect(isMutableInPod(path, pod, value)).toBe(expected);
  });
});
