import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeState, encodeState } from './state-codec.ts';

const { state } = fc.letrec<{ state: unknown }>((tie) => ({
  state: fc.oneof({ depthSize: 'small' },
    fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(Infinity), fc.constant(-Infinity),
    fc.array(tie('state'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string({ minLength: 1 }), fc.constant('$')).filter((key) => key !== '__proto__'), tie('state'), { maxKeys: 3, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('state')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { maxLength: 3 }).map((values) => new Set(values))),
}));

it('brings any plain state back through JSON, Map and Set order included', () => {
  fc.assert(fc.property(state, (value) => {
    const back = decodeState(JSON.parse(JSON.stringify(encodeState(value))));
    expect(back).toEqual(value);
    if (value instanceof Map) expect([...(back as Map<unknown, unknown>).keys()]).toEqual([...value.keys()]);
  }));
});

it('refuses what is not plain data', () => {
  expect(() => encodeState({ when: new Date(0) })).toThrow('plain data');
});
