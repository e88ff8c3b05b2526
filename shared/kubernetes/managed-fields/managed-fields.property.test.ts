import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { applyFields } from './apply-fields.ts';
import { compareFields } from './compare-fields.ts';
import { FieldSet } from './field-set.ts';
import type { FieldType } from './field-type.ts';
import { fieldSetOf, fieldsV1Of } from './fields-v1.ts';
import { decodeManagedFields, encodeManagedFields, managerId, sameManaged, type Managed, type Manager } from './managers.ts';
import { pathText } from './path-element.ts';
import { removeFields } from './remove-fields.ts';
import { toFieldSet } from './to-field-set.ts';
import { updateFields, type FieldsOfKind } from './update-fields.ts';

const text: FieldType = { scalar: 'string' };
const struct = (fields: Record<string, FieldType>): FieldType => ({
  map: { fields: new Map(Object.entries(fields).map(([name, type]) => [name, { type }])), atomic: false },
});
const texts: FieldType = { map: { fields: new Map(), rest: text, atomic: false } };
const item = struct({ k: text, v: text });
const type = struct({
  spec: struct({
    n: { scalar: 'numeric' }, set: { list: { items: text, kind: 'set', keys: [] } }, map: { list: { items: item, kind: 'map', keys: ['k'] } },
    plain: { list: { items: text, kind: 'atomic', keys: [] } }, gran: texts, atom: { map: { ...texts.map, fields: new Map(), atomic: true } },
  }),
});
const kind: FieldsOfKind = { typeIn: (version) => (version === 'v1' ? type : undefined), inVersion: (object) => object, ignored: FieldSet.empty };

const value = fc.constantFrom('1', '2');
const spec = fc.record({
  n: fc.integer({ min: 1, max: 2 }), set: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  map: fc.uniqueArray(fc.record({ k: fc.constantFrom('A', 'B', 'C'), v: value }, { requiredKeys: ['k'] }), { selector: ({ k }) => k, maxLength: 3 }),
  plain: fc.array(value, { maxLength: 2 }), gran: fc.dictionary(fc.constantFrom('m', 'n'), value), atom: fc.dictionary(fc.constantFrom('m', 'n'), value),
}, { requiredKeys: [] });
// Empty lists and maps are not stored, so that applying one is a change each time.
const config: fc.Arbitrary<JsonObject> = spec.map((fields) => stored({ spec: fields }));

const applier = (manager: string): Manager => ({ manager, operation: 'Apply', apiVersion: 'v1', subresource: '' });
const updater = (manager: string): Manager => ({ manager, operation: 'Update', apiVersion: 'v1', subresource: '' });

/** As a typed object comes back from the storage: without nulls and empty lists and maps. */
function stored(value: JsonValue | undefined): JsonObject {
  const kept = (member: JsonValue | undefined): JsonValue | undefined => {
    if (Array.isArray(member)) return member.length > 0 ? member.map((entry) => kept(entry) ?? entry) : undefined;
    if (!isJsonObject(member)) return member ?? undefined;
    const members = Object.entries(member).flatMap(([key, inner]) => {
      const left = kept(inner);
      return left === undefined ? [] : [[key, left]];
    });
    return members.length > 0 ? Object.fromEntries(members) as JsonObject : undefined;
  };
  return (kept(value) ?? {}) as JsonObject;
}

interface State { object: JsonObject; managed: Managed }
type Step = { by: string; config: JsonObject; how: 'apply' | 'update' };
const step: fc.Arbitrary<Step> = fc.record({ by: fc.constantFrom('p', 'q', 'r'), config, how: fc.constantFrom('apply', 'update') });

function applied(state: State, by: string, wanted: JsonObject): State {
  const outcome = applyFields(kind, type, state.object, wanted, state.managed, applier(by), true, '2026-01-01T00:00:00Z');
  if (!outcome.ok) throw new Error('a forced apply is never refused');
  return { object: stored(outcome.value.object), managed: outcome.value.managed };
}

function run(steps: readonly Step[]): State {
  return steps.reduce<State>((state, { by, config: next, how }) => (how === 'apply' ? applied(state, by, next)
    : { object: stored(next), managed: updateFields(kind, state.object, stored(next), state.managed, updater(by), '2026-01-01T00:00:00Z') }), { object: {}, managed: [] });
}

const history = fc.array(step, { maxLength: 6 });

describe('ownership', () => {
  it('is as before when a configuration is applied again', () => {
    fc.assert(fc.property(history, config, (steps, wanted) => {
      const once = applied(run(steps), 'p', wanted);
      const twice = applied(once, 'p', wanted);
      expect(twice.object).toEqual(once.object);
      expect(sameManaged(twice.managed, once.managed, true)).toBe(true);
    }));
  });

  it('of an applier is what it applied, whatever happened before', () => {
    fc.assert(fc.property(history, config, (steps, wanted) => {
      const { managed } = applied(run(steps), 'p', wanted);
      const mine = managed.find(({ by }) => managerId(by) === managerId(applier('p')))?.set ?? FieldSet.empty;
      expect([...mine.paths()].map(pathText)).toEqual([...toFieldSet(type, wanted).paths()].map(pathText));
    }));
  });

  it('is shared only where the values agree: the next one to apply the same meets no conflict', () => {
    fc.assert(fc.property(history, config, (steps, wanted) => {
      const state = applied(run(steps), 'p', wanted);
      const outcome = applyFields(kind, type, state.object, wanted, state.managed, applier('q'), false, '2026-01-01T00:00:00Z');
      expect(outcome.ok).toBe(true);
    }));
  });

  it('refuses an apply exactly when a forced one would take fields from others', () => {
    fc.assert(fc.property(history, config, (steps, wanted) => {
      const state = run(steps);
      const refused = !applyFields(kind, type, state.object, wanted, state.managed, applier('p'), false, '').ok;
      const after = applied(state, 'p', wanted);
      const { modified, added } = compareFields(type, state.object, after.object);
      const others = state.managed.filter(({ by }) => managerId(by) !== managerId(applier('p')));
      expect(refused).toBe(others.some(({ set }) => !set.intersection(modified.union(added)).isEmpty));
    }));
  });

  it('does not depend on the order in which managers that agree apply', () => {
    fc.assert(fc.property(config, config, (one, two) => {
      const agreed: JsonObject = stored({ spec: { ...two['spec'] as JsonObject | undefined, ...one['spec'] as JsonObject | undefined } });
      const a = applied(applied({ object: {}, managed: [] }, 'p', agreed), 'q', agreed);
      const b = applied(applied({ object: {}, managed: [] }, 'q', agreed), 'p', agreed);
      expect(a.object).toEqual(b.object);
      expect(sameManaged(a.managed, b.managed, true)).toBe(true);
    }));
  });

  it('goes with the last who gives a field up, and the field goes too', () => {
    fc.assert(fc.property(config, (wanted) => {
      const both = applied(applied({ object: {}, managed: [] }, 'p', wanted), 'q', wanted);
      const one = applied(both, 'p', {});
      expect(one.object).toEqual(both.object);
      expect(applied(one, 'q', {}).managed).toEqual([]);
      expect(toFieldSet(type, applied(one, 'q', {}).object).intersection(toFieldSet(type, wanted)).isEmpty).toBe(true);
    }));
  });

  it('keeps at most ten updaters', () => {
    fc.assert(fc.property(fc.array(fc.record({ by: fc.integer({ min: 0, max: 30 }), config }), { minLength: 12, maxLength: 30 }), (steps) => {
      const { managed } = steps.reduce<State>((state, { by, config: next }, index) => ({
        object: next, managed: updateFields(kind, state.object, next, state.managed, updater(`m${by}`), `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`),
      }), { object: {}, managed: [] });
      expect(managed.length).toBeLessThanOrEqual(10);
    }));
  });
});

describe('sets of fields', () => {
  const set = history.map((steps) => run(steps).managed.reduce((all, owned) => all.union(owned.set), FieldSet.empty));

  it('survive being written as FieldsV1', () => {
    fc.assert(fc.property(history, (steps) => {
      const { managed } = run(steps);
      expect(sameManaged(decodeManagedFields(encodeManagedFields(managed)) ?? [], managed, false)).toBe(true);
      for (const owned of managed) expect(fieldSetOf(fieldsV1Of(owned.set))?.equals(owned.set)).toBe(true);
    }));
  });

  it('obey the rules of sets', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      expect(a.difference(b).union(a.intersection(b)).equals(a)).toBe(true);
      expect(a.difference(b).intersection(b).isEmpty).toBe(true);
      expect(a.union(b).equals(b.union(a))).toBe(true);
      expect(a.union(b).size).toBe(a.size + b.difference(a).size);
      for (const path of a.paths()) expect(a.has(path) && a.union(b).has(path)).toBe(true);
    }));
  });

  it('of a comparison lead from one state to the other and do not overlap', () => {
    fc.assert(fc.property(config, config, (before, after) => {
      const { added, modified, removed } = compareFields(type, before, after);
      expect([added.intersection(modified), modified.intersection(removed), added.intersection(removed)].every(({ isEmpty }) => isEmpty)).toBe(true);
      const back = compareFields(type, after, before);
      expect([back.added.equals(removed), back.removed.equals(added), back.modified.equals(modified)]).toEqual([true, true, true]);
    }));
  });

  it('are gone from a value without them', () => {
    fc.assert(fc.property(config, config, (object, other) => {
      const fields = toFieldSet(type, other);
      const rest = toFieldSet(type, stored(removeFields(type, stored(object), fields)));
      expect(rest.intersection(fields).isEmpty).toBe(true);
      // What was not asked to go is there still.
      expect(toFieldSet(type, stored(object)).withoutSubtrees(fields).difference(rest).difference(FieldSet.of(['f:spec'])).isEmpty).toBe(true);
    }));
  });
});
