import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniqueName } from './names.ts';

describe('uniqueName', () => {
  it.each([
    ['web', [], false, 'web'],
    ['web', ['web'], false, 'web-2'],
    ['web', ['web', 'web-2'], false, 'web-3'],
    ['worker', [], true, 'worker-1'],
    ['worker', ['worker-1', 'worker-3'], true, 'worker-2'],
    ['cache-2', ['cache', 'cache-2'], false, 'cache-3'],
    ['cache-2', [], false, 'cache-2'],
  ] as const)('%s beside %j', (base, taken, numbered, expected) => {
    expect(uniqueName(base, new Set(taken), numbered)).toBe(expected);
  });

  it('is never taken', () => {
    const name = fc.constantFrom('a', 'a-1', 'a-2', 'a-3', 'b', 'b-1');
    fc.assert(fc.property(name, fc.array(name), fc.boolean(), (base, taken, numbered) => {
      expect(taken).not.toContain(uniqueName(base, new Set(taken), numbered));
    }));
  });
});
