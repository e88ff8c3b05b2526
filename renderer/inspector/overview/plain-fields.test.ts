import { describe, expect, it } from 'vitest';
import { plainFields } from './plain-fields.ts';

describe('plain fields of any object', () => {
  it('shows scalars and lists of scalars, named by path', () => {
    const object = {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'a' },
      data: { color: 'red' },
      spec: { size: 3, nested: { on: true }, tags: ['a', 'b'], items: [{ deep: 1 }] },
      status: { conditions: [], phase: 'Ready' },
    };
    expect(plainFields(object)).toEqual([
      { name: 'data.color', text: 'red' },
      { name: 'size', text: '3' },
      { name: 'nested.on', text: 'true' },
      { name: 'tags', text: 'a, b' },
      { name: 'phase', text: 'Ready' },
    ]);
  });

  it('is bounded', () => {
    const spec = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, index]));
    expect(plainFields({ apiVersion: 'v1', kind: 'X', metadata: { name: 'a' }, ...{ spec } }).length).toBe(24);
  });
});
