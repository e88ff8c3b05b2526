import { describe, expect, it } from 'vitest';
import { percentOf, scaledIntOrPercent } from './intstr.ts';

describe('scaledIntOrPercent', () => {
  it.each<[number | string, number, 'up' | 'down', number]>([
    [3, 10, 'up', 3], ['25%', 10, 'up', 3], ['25%', 10, 'down', 2], ['0%', 10, 'up', 0], ['100%', 7, 'down', 7], ['150%', 2, 'up', 3],
    ['25%', 0, 'up', 0], ['-10%', 5, 'up', 0],
  ])('%s of %i rounded %s is %i', (value, total, round, expected) => {
    expect(scaledIntOrPercent(value, total, round)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['3', 'invalid value for IntOrString: invalid type: string is not a percentage'],
    ['a%', 'invalid value for IntOrString: invalid value "a%": strconv.Atoi: parsing "a": invalid syntax'],
  ])('%s is refused', (value, error) => {
    expect(scaledIntOrPercent(value, 1, 'up')).toEqual({ ok: false, error });
  });

  it('tells percentages from numbers', () => {
    expect([percentOf('30%'), percentOf(30), percentOf('30')]).toEqual([30, undefined, undefined]);
  });
});
