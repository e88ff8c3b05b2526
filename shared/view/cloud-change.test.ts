import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeOfCloud, changeOfCost, withCloudChange, withCostChange } from './cloud-change.ts';
import type { CloudView } from './cloud.ts';
import type { CostView } from './cost.ts';
import { changeOfRows, withRowChange } from './row-change.ts';

const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), state: fc.constantFrom('pending', 'running'), volumes: fc.array(fc.constantFrom('v', 'w'), { maxLength: 2 }) }), { selector: ({ id }) => id });

it('turns any list into any other', () => {
  fc.assert(fc.property(rows, rows, (before, after) => {
    const change = changeOfRows(before, after);
    expect(change ? withRowChange(before, change) : before).toEqual(after);
  }));
});

it('is nothing for the same list, and only the row for one that changed', () => {
  fc.assert(fc.property(rows.filter((all) => all.length > 0), (before) => {
    expect(changeOfRows(before, structuredClone(before))).toBeUndefined();
    const [first, ...rest] = before;
    const after = [{ ...first, state: 'stopped' }, ...rest];
    expect(changeOfRows(before as { id: string }[], after as { id: string }[])).toEqual({ changed: [after[0]] });
  }));
});

it('says of a cloud what is otherwise', () => {
  const before = { region: 'r', vpc: { id: 'vpc-1' }, calls: 3, instances: [{ id: 'i-1', state: 'pending' }, { id: 'i-2', state: 'running' }], volumes: [], failures: [] } as unknown as CloudView;
  const after = { ...before, calls: 4, instances: [{ id: 'i-1', state: 'running' }, { id: 'i-2', state: 'running' }] } as unknown as CloudView;
  const change = changeOfCloud(before, after);
  expect(change).toEqual({ calls: 4, instances: { changed: [{ id: 'i-1', state: 'running' }] } });
  expect(change && withCloudChange(before, change)).toEqual(after);
  expect(changeOfCloud(after, structuredClone(after))).toBeUndefined();
});

it('leaves what costs on to grow by its price', () => {
  const row = { kind: 'Instance' as const, type: 'm5.large', pricePerHour: 0.5, perMonth: 365, sinceMs: 0 };
  const before: CostView = { currency: 'USD', atMs: 0, perHour: 1, perMonth: 730, soFar: 0, rows: [{ ...row, id: 'i-1', soFar: 0 }, { ...row, id: 'i-2', soFar: 0 }] };
  const later: CostView = { ...before, atMs: 7_200_000, soFar: 2, rows: before.rows.map((one) => ({ ...one, soFar: 1 })) };
  expect(changeOfCost(before, later)).toBeUndefined();
  const stopped: CostView = { ...later, perHour: 0.5, perMonth: 365, rows: [{ ...row, id: 'i-1', soFar: 1 }, { ...row, id: 'i-2', pricePerHour: 0, perMonth: 0, soFar: 1 }] };
  const change = changeOfCost(before, stopped);
  expect(change?.rows).toEqual({ changed: [stopped.rows[1]] });
  expect(change && withCostChange(before, change)).toEqual(stopped);
});
