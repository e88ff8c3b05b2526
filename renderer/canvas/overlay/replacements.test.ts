import { describe, expect, it } from 'vitest';
import { replacePod } from '../../gestures/replace-pod.ts';
import { replacementOf } from './replacements.ts';

describe('replacementOf', () => {
  it('joins the old pod of a replacing gesture with the new one', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cache', namespace: 'shop' }, ...{ spec: { containers: [] } } };
    expect(replacementOf(replacePod(pod, new Set(), { key: 'x' }, () => undefined))).toEqual({
      from: 'v1/Pod/shop/cache',
      to: 'v1/Pod/shop/cache-2',
    });
  });

  it('finds none in other edits', () => {
    expect(
      replacementOf({ changes: [{ op: 'delete', ref: { apiVersion: 'v1', kind: 'Pod', name: 'a' } }], label: { key: 'x' } }),
    ).toBeUndefined();
  });
});
