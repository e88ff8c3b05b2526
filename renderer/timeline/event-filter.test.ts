import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../shared/view/rows.ts';
import { filterEvents, mergeEvents, visibleRows } from './event-filter.ts';

const row = (uid: string, fields: Partial<EventRow> = {}): EventRow => ({
  uid,
  type: 'Normal',
  reason: 'Scheduled',
  message: 'Successfully assigned',
  component: 'default-scheduler',
  count: 1,
  firstMs: 0,
  lastMs: 0,
  object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-1' },
  ...fields,
});

describe('events', () => {
  it('keeps the newer of two rows of one event, newest first', () => {
    const merged = mergeEvents([row('a', { lastMs: 5 }), row('b', { lastMs: 9 })], [row('a', { lastMs: 12, count: 4 })]);
    expect(merged.map(({ uid, count }) => [uid, count])).toEqual([
      ['a', 4],
      ['b', 1],
    ]);
  });

  it.each([
    ['', false, ['a', 'b']],
    ['', true, ['b']],
    ['pod/WEB-1 sched', false, ['a']],
    ['back-off', false, ['b']],
    ['nothing like it', false, []],
  ])('filters by “%s”, warnings only %s', (text, warningsOnly, uids) => {
    const rows = [
      row('a'),
      row('b', {
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
        component: 'kubelet',
        object: { apiVersion: 'v1', kind: 'Pod', name: 'api' },
      }),
    ];
    expect(filterEvents(rows, { text, warningsOnly }).map(({ uid }) => uid)).toEqual(uids);
  });

  it('mounts every row in view and only a few more', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(5_000_000), fc.integer({ min: 1, max: 2_000 }), (count, scrollTop, height) => {
        const { from, to } = visibleRows(count, 26, scrollTop, height);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 26) + 13);
        const firstInView = Math.floor(scrollTop / 26);
        if (firstInView < count) expect(from <= firstInView && firstInView < to).toBe(true);
      }),
    );
  });
});
