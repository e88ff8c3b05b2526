import { describe, expect, it } from 'vitest';
import { editLabel } from './edit-label.ts';

describe('names of edits', () => {
  it.each([
    [['spec', 'replicas'], 2, 3, { key: 'inspector:edit.scale', params: { name: 'web', before: 2, after: 3 } }],
    [['spec', 'replicas'], undefined, 3, { key: 'inspector:edit.scaleTo', params: { name: 'web', after: 3 } }],
    [['spec', 'containers', 0, 'image'], 'a', 'b', { key: 'inspector:edit.value', params: { name: 'web', field: 'image', value: 'b' } }],
    [['spec', 'containers', 0, 'env'], undefined, [{ name: 'A' }], { key: 'inspector:edit.set', params: { name: 'web', field: 'env' } }],
    [['metadata', 'labels', 'tier'], 'x', undefined, { key: 'inspector:edit.unset', params: { name: 'web', field: 'tier' } }],
  ])('%j from %j to %j', (path, before, after, label) => expect(editLabel('web', path, before, after)).toEqual(label));
});
