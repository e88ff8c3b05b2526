import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldSelectorMatches, fieldSelectorString, parseFieldSelector } from './field-selector.ts';

describe('field selectors', () => {
  it.each([
    ['metadata.name=a', 'metadata.name=a'], ['b!=1,a==2', 'a=2,b!=1'], ['', ''], [',,', ''], ['a=b\\,c', 'a=b\\,c'], ['=', ''],
    ['a=', 'a='],
  ])('%j reads as %j', (text, canonical) => {
    const parsed = parseFieldSelector(text);
    expect(parsed.ok && fieldSelectorString(parsed.value)).toBe(canonical);
  });

  it.each(['a', 'a=b=c', 'a=\\x', 'a=b\\', 'a in (b)'])('%j is refused', (text) => {
    expect(parseFieldSelector(text).ok).toBe(false);
  });

  it('takes an absent field for the empty string', () => {
    const parsed = parseFieldSelector('spec.nodeName=,status.phase!=Running');
    expect(parsed.ok && fieldSelectorMatches(parsed.value, {})).toBe(true);
    expect(parsed.ok && fieldSelectorMatches(parsed.value, { 'spec.nodeName': 'n1' })).toBe(false);
    expect(parsed.ok && fieldSelectorMatches(parsed.value, { 'status.phase': 'Running' })).toBe(false);
  });

  it('finds any value again after printing', () => {
    fc.assert(fc.property(fc.string(), (value) => {
      const parsed = parseFieldSelector(fieldSelectorString([{ field: 'f', operator: '=', value }]));
      expect(parsed).toEqual({ ok: true, value: [{ field: 'f', operator: '=', value }] });
    }));
  });
});
