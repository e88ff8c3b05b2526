import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { timesOf, plannedFaultsProblem, type PlannedFault } from '../../shared/planned-faults.ts';
import { draftOf, entryOf, newDraft, ofKind } from './draft.ts';
import { canEnd, faultGroups, faultKinds, fieldsOf, kindsOf } from './fault-kinds.ts';
import { added, endingAt, listChange, movedTo, removed, replaced } from './fault-edits.ts';
import { clockText, lengthText, readTime } from './time-text.ts';

const samples: Readonly<Record<string, string>> = {
  machine: 'worker-1', a: 'worker-1', b: 'worker-2', zone: 'a', pod: 'shop/web', container: '', image: 'nginx:1', action: '', type: '', bytes: '4Mi', number: '5',
};
const filled = Object.fromEntries(faultKinds.map((kind) => [kind, Object.fromEntries(fieldsOf(kind).map(({ name, widget, choices }) => [name, choices?.[0] ?? samples[name] ?? samples[widget] ?? '']))]));

describe('every fault that there is', () => {
  test('stands in one group, and can be planned by its form', () => {
    expect(faultGroups.flatMap(kindsOf).sort()).toEqual([...faultKinds].sort());
    for (const kind of faultKinds) {
      const outcome = entryOf(newDraft(kind, 60_000, filled[kind] ?? {}));
      expect(outcome, kind).toHaveProperty('entry');
      if ('entry' in outcome) {
        expect(plannedFaultsProblem([outcome.entry]), kind).toBeUndefined();
        expect('for' in outcome.entry).toBe(canEnd(kind));
        expect(entryOf(draftOf(outcome.entry), outcome.entry)).toEqual(outcome);
      }
    }
  });

  test('a change of kind keeps what both ask for', () => {
    const draft = newDraft('PowerOff', 60_000, { machine: 'worker-2' });
    expect(ofKind(draft, 'FillDisk', { machine: 'worker-1', percent: '95' }).fields).toEqual({ machine: 'worker-2', percent: '95' });
    expect(ofKind(draft, 'StopComponent', { machine: 'master-1', component: 'etcd' }, { machine: 'worker-2' }).fields).toEqual({ machine: 'master-1', component: 'etcd' });
    expect(ofKind(draft, 'RestartMachine', {}).for).toBe('');
    expect(ofKind(newDraft('FailProbe', 1_000, { probe: 'liveness' }), 'StopComponent', { component: 'etcd' }).fields).toEqual({ machine: '', component: 'etcd' });
  });
});

test.each([
  ['at', { at: 'soon' }, 'failures:error.time'], ['at', { at: '' }, 'failures:error.time'], ['at', { at: '1:75' }, 'failures:error.time'], ['for', { for: 'x' }, 'failures:error.time'],
  ['for', { for: '0' }, 'failures:error.noLength'], ['machine', { fields: { machine: ' ', percent: '5' } }, 'failures:error.required'],
  ['percent', { fields: { machine: 'm', percent: 'much' } }, 'failures:error.number'], ['percent', { fields: { machine: 'm', percent: '101' } }, 'failures:error.most'],
  ['percent', { fields: { machine: 'm', percent: '-1' } }, 'failures:error.least'],
])('a bad %s is told of: %j', (field, change, key) => {
  const outcome = entryOf({ ...newDraft('FillDisk', 60_000, { machine: 'm', percent: '95' }), ...change });
  expect(outcome).toMatchObject({ errors: { [field]: { key } } });
});

test.each([
  ['SlowDisk', 'fsyncMs', '1.5', 'failures:error.whole'], ['LeakMemory', 'bytesPerSecond', '4Q', 'failures:error.bytes'], ['BurnCpu', 'milliCpu', '0', 'failures:error.above'], ['CutLink', 'b', 'worker-1', 'failures:error.same'],
] as const)('%s: %s of %s', (kind, field, text, key) => {
  const draft = newDraft(kind, 1_000, { ...filled[kind] });
  expect(entryOf({ ...draft, fields: { ...draft.fields, [field]: text } })).toMatchObject({ errors: { [field]: { key } } });
});

describe('times', () => {
  it.each([['2:30', 150_000], ['1:02:30', 3_750_000], ['90', 90_000], ['90.5', 90_500], ['2m30s', 150_000], ['2m 30s', 150_000], ['00:05', 5_000], ['75:00', 4_500_000]])('%s', (text, ms) => {
    expect(readTime(text)).toBe(ms);
  });

  it('what is written is read back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e8 }), fc.boolean(), (value, whole) => {
      const ms = whole ? value * 1_000 : value;
      expect(readTime(clockText(ms))).toBe(ms);
      expect(readTime(lengthText(ms))).toBe(ms);
    }));
  });
});

describe('edits of the list', () => {
  const anyEntry = fc.record({ at: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom('90s', '2m')), for: fc.option(fc.constantFrom(30, '45s'), { nil: undefined }), note: fc.constantFrom('x', 'y') })
    .map(({ at, for: length, note }): PlannedFault => ({ at, kind: 'PowerOff', machine: 'm', note, ...(length === undefined ? {} : { for: length }) } as PlannedFault));

  it('touch one entry, keep the others and what it says besides', () => {
    fc.assert(fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 6 }), fc.nat(5), fc.integer({ min: 0, max: 9_999 }), (list, pick, seconds) => {
      const index = pick % list.length;
      const entry = list[index] as PlannedFault;
      const moved = movedTo(entry, seconds * 1_000);
      const length = timesOf(entry).endMs;
      expect(timesOf(moved).atMs).toBe(seconds * 1_000);
      expect(timesOf(moved).endMs).toBe(length === undefined ? undefined : seconds * 1_000 + length - timesOf(entry).atMs);
      expect(typeof moved.at).toBe(typeof entry.at);
      const { at: _at, ...rest } = entry;
      expect(moved).toMatchObject(rest);
      expect(replaced(list, index, moved).filter((_, at) => at !== index)).toEqual(list.filter((_, at) => at !== index));
      expect(removed(added(list, moved), list.length)).toEqual(list);
      expect(plannedFaultsProblem(replaced(list, index, moved))).toBeUndefined();
      const endMs = timesOf(moved).atMs + 7_000;
      expect(timesOf(endingAt(moved, endMs)).endMs).toBe(endMs);
      expect(endingAt(moved, undefined)).not.toHaveProperty('for');
    }));
  });

  it('a form that is not changed writes what stood there', () => {
    const entry = { at: '90s', kind: 'HangContainer', namespace: 'shop', pod: 'web', for: 90, note: 'of another program', name: 'n' } as unknown as PlannedFault;
    expect(entryOf(draftOf(entry), entry)).toEqual({ entry });
  });

  it('an empty list leaves the file', () => {
    expect(listChange([])).toEqual({ op: 'cluster', patch: { spec: { faults: null } } });
  });
});
