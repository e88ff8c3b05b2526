import { expect, test } from 'vitest';
import { availabilityOf, together, type Second } from './availability.ts';
import { recoveries } from './recovery.ts';

test.each<[string, number[], number[], (number | undefined)[]]>([
  ['nothing is disturbed', [10], [], [0]],
  ['until the last disturbance, calm between them or not', [10], [12, 13, 17], [7]],
  ['not by the end', [10], [12, 100], [undefined]],
  ['each until the next', [10, 50], [20, 60], [10, 10]],
  ['what the next fault finds undone is done with it', [10, 50], [20, 49, 51, 70], [60, 20]],
  ['a look at the moment of a fault sees that fault', [10, 50], [20, 50, 60], [10, 10]],
  ['two at once', [10, 10], [15], [5, 5]],
  ['before the fault is no matter of it', [10], [5], [0]],
])('time to recover: %s', (_name, faults, disturbed, expected) => {
  expect(recoveries(faults, disturbed, 100, 1)).toEqual(expected);
});

const second = (served: number, sent = 10, p95Ms = 5): Second => ({ sent, served, p95Ms });

test('counts what was served, the worst minute and the seconds of outage', () => {
  const seconds = [...Array.from({ length: 100 }, () => second(10)), ...Array.from({ length: 30 }, () => second(0, 10, 0)), ...Array.from({ length: 70 }, () => second(10, 10, 20))];
  const found = availabilityOf(seconds, 60_000);
  expect(found).toMatchObject({ sent: 2_000, served: 1_700, availability: 0.85, outageSeconds: 30, worstMinute: { fromMs: 130_000, availability: 0.5 }, p95Ms: { worst: 20 } });
  expect(found.p95Ms.mean).toBeCloseTo((100 * 5 + 70 * 20) / 170);
});

test('where nothing is asked for nothing fails; less than a minute is its own worst one', () => {
  expect(availabilityOf([second(0, 0, 0)], 0)).toMatchObject({ availability: 1, errorRate: 0, outageSeconds: 0, worstMinute: { fromMs: 0, availability: 1 } });
  expect(availabilityOf([second(10), second(5)], 7_000).worstMinute).toEqual({ fromMs: 7_000, availability: 0.75 });
});

test('sources add up', () => {
  expect(together([[second(10)], [second(5, 10, 11)]], 1)).toEqual([{ sent: 20, served: 15, p95Ms: 7 }]);
});
