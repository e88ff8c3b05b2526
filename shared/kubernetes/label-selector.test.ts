import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSelector, matcherOf } from './label-selector-matcher.ts';
import { parseLabelSelector } from './label-selector-parse.ts';
import { validateLabelSelector } from './label-selector-validation.ts';
import type { Labels, Requirement, SelectionOperator } from './label-selector.ts';
import {
  everything, formatLabels, newRequirement, nothing, selectorFromObject, selectorFromSet, selectorMatches, selectorOf, selectorString,
} from './label-selector.ts';
import type { LabelSelector } from './types/meta.ts';

const key = fc.constantFrom('app', 'tier', 'example.com/role', 'constructor', 'in', 'notin');
const value = fc.constantFrom('', 'web', 'db', '1', '10', '-', 'v1.2', 'in').filter((text) => text !== '-');
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, value, { noNullPrototype: true });

const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  fc.tuple(key, fc.constantFrom<SelectionOperator>('in', 'notin'), fc.uniqueArray(value, { minLength: 1, maxLength: 3 })),
  fc.tuple(key, fc.constantFrom<SelectionOperator>('=', '==', '!='), value.map((text) => [text])),
  fc.tuple(key, fc.constantFrom<SelectionOperator>('exists', '!'), fc.constant<string[]>([])),
  fc.tuple(key, fc.constantFrom<SelectionOperator>('gt', 'lt'), fc.constantFrom('1', '10').map((text) => [text])),
).map(([name, operator, values]) => ({ key: name, operator, values }));

const selector = fc.array(requirement, { maxLength: 4 }).map(selectorOf);

const object: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(key, value, { noNullPrototype: true }),
  matchExpressions: fc.array(fc.oneof(
    fc.record({
      key, operator: fc.constantFrom<'In' | 'NotIn'>('In', 'NotIn'), values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ key, operator: fc.constantFrom<'Exists' | 'DoesNotExist'>('Exists', 'DoesNotExist') }),
  ), { maxLength: 3 }),
}, { requiredKeys: [] });

/** The definition, written a second time in the plainest way. */
function objectMatches({ matchLabels = {}, matchExpressions = [] }: LabelSelector, of: Labels): boolean {
  const has = (name: string): boolean => Object.keys(of).includes(name);
  return Object.entries(matchLabels).every(([name, wanted]) => has(name) && of[name] === wanted)
    && matchExpressions.every(({ key: name, operator, values = [] }) => {
      if (operator === 'In') return has(name) && values.includes(of[name] ?? '');
      if (operator === 'NotIn') return !has(name) || !values.includes(of[name] ?? '');
      return has(name) === (operator === 'Exists');
    });
}

describe('string form', () => {
  it.each([
    ['app=web', 'app=web'], ['b,a', 'a,b'], ['x in (b,a,a)', 'x in (a,b)'], ['x in (,a)', 'x in (,a)'], ['x notin ()', 'x notin ()'],
    ['!x , y==1', '!x,y==1'], ['a=', 'a='], ['a>5', 'a>5'], ['in in (in)', 'in in (in)'], [' ', ''], ['a\n=\tb', 'a=b'],
  ])('%j reads as %j', (text, canonical) => {
    const parsed = parseLabelSelector(text);
    expect(parsed.ok && selectorString(parsed.value)).toBe(canonical);
  });

  it.each([
    ['a,', "found '', expected: identifier after ','"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['a>b', "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer"],
  ])('%j is refused', (text, error) => {
    expect(parseLabelSelector(text)).toEqual({ ok: false, error });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ab=!,<>() \0in]{0,20}$/)), (text) => {
      const parsed = parseLabelSelector(text);
      expect(typeof parsed.ok).toBe('boolean');
    }));
  });

  it('prints what parses to the same selector', () => {
    fc.assert(fc.property(selector, (original) => {
      const parsed = parseLabelSelector(selectorString(original));
      expect(parsed.ok && selectorString(parsed.value)).toBe(selectorString(original));
    }));
  });
});

describe('matching', () => {
  it('compiled and interpreted selectors agree', () => {
    fc.assert(fc.property(selector, labels, (of, candidate) => {
      expect(compileSelector(of)(candidate)).toBe(selectorMatches(of, candidate));
    }));
  });

  it('objects match by the definition, and the conversion agrees', () => {
    fc.assert(fc.property(object, labels, (of, candidate) => {
      const converted = selectorFromObject(of);
      expect(converted.ok && selectorMatches(converted.value, candidate)).toBe(objectMatches(of, candidate));
      expect(matcherOf(of)(candidate)).toBe(objectMatches(of, candidate));
      expect(validateLabelSelector(of, 'spec.selector')).toEqual([]);
    }));
  });

  it('knows nothing, everything and absent labels', () => {
    expect(matcherOf(null)({ a: 'b' })).toBe(false);
    expect(matcherOf(undefined)({})).toBe(false);
    expect(matcherOf({})(undefined)).toBe(true);
    expect(compileSelector(nothing)({})).toBe(false);
    expect(compileSelector(everything)({})).toBe(true);
    expect(selectorMatches(nothing, {})).toBe(false);
    expect(matcherOf({ matchLabels: { app: 'x y' } })({ app: 'x y' })).toBe(false);
  });

  it('does not take members of Object.prototype for labels', () => {
    const exists = parseLabelSelector('constructor');
    expect(exists.ok && compileSelector(exists.value)({})).toBe(false);
  });
});

describe('requirements', () => {
  it.each<[string, SelectionOperator, string[], string]>([
    ['a', 'in', [], "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty"],
    ['a', 'exists', ['b'], 'values: Invalid value: ["b"]: values set must be empty for exists and does not exist'],
    ['a', '=', ['b', 'c'], 'values: Invalid value: ["b","c"]: exact-match compatibility requires one single value'],
    ['a', 'gt', ['1.5'], "values[0]: Invalid value: \"1.5\": for 'Gt', 'Lt' operators, the value must be an integer"],
  ])('%s %s %j is refused', (name, operator, values, error) => {
    expect(newRequirement(name, operator, values)).toEqual({ ok: false, error });
  });

  it('selects by a set of labels', () => {
    expect(selectorString(selectorFromSet({ b: '2', a: '1' }))).toBe('a=1,b=2');
    expect(formatLabels({ b: '2', a: '1' })).toBe('a=1,b=2');
    expect(formatLabels(undefined)).toBe('<none>');
  });
});

describe('field validation', () => {
  it('names the field of each error', () => {
    const causes = validateLabelSelector({
      matchLabels: { app: '-' },
      matchExpressions: [
        { key: 'a', operator: 'In' }, { key: 'b', operator: 'Exists', values: ['x'] }, { key: '', operator: 'NotIn', values: ['*'] },
      ],
    }, 'spec.selector');
    expect(causes.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'spec.selector.matchLabels FieldValueInvalid',
      'spec.selector.matchExpressions[0].values FieldValueRequired',
      'spec.selector.matchExpressions[1].values FieldValueForbidden',
      'spec.selector.matchExpressions[2].key FieldValueInvalid',
      'spec.selector.matchExpressions[2].key FieldValueInvalid',
      'spec.selector.matchExpressions[2].values[0] FieldValueInvalid',
    ]);
    const invalidValue: LabelSelector = { matchExpressions: [{ key: 'a', operator: 'In', values: ['*'] }] };
    expect(validateLabelSelector(invalidValue, 's', { allowInvalidLabelValueInSelector: true })).toEqual([]);
  });
});
