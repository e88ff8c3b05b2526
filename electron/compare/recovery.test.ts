import { expect, test } from 'vitest';
import type { EtcdView } from '../../shared/view/control-plane.ts';
import { availabilityOf, together, type Second } from './availability.ts';
import { curveOf } from './curve.ts';
import { EtcdRecord } from './etcd-record.ts';
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

const second = (served: number, sent = 10, ms = 5): Second => ({ sent, served, answers: [{ count: served, p50Ms: ms, p95Ms: ms }] });

test('counts what was served, the worst minute and the seconds of outage', () => {
  const seconds = [...Array.from({ length: 100 }, () => second(10)), ...Array.from({ length: 30 }, () => second(0, 10, 0)), ...Array.from({ length: 70 }, () => second(10, 10, 20))];
  const found = availabilityOf(seconds, 60_000);
  expect(found).toMatchObject({ sent: 2_000, served: 1_700, availability: 0.85, outageSeconds: 30, worstMinute: { fromMs: 130_000, availability: 0.5 } });
  expect(found.latency.p50Ms).toBeCloseTo(5, 4);
  expect(found.latency.p95Ms).toBeCloseTo(20, 4);
  expect(found.latency.worstSecondP95Ms).toBeCloseTo(20, 4);
});

test('where nothing is asked for nothing fails; less than a minute is its own worst one', () => {
  expect(availabilityOf([second(0, 0, 0)], 0)).toMatchObject({ availability: 1, errorRate: 0, outageSeconds: 0, worstMinute: { fromMs: 0, availability: 1 }, latency: { p50Ms: 0, p95Ms: 0 } });
  expect(availabilityOf([second(10), second(5)], 7_000).worstMinute).toEqual({ fromMs: 7_000, availability: 0.75 });
});

test('sources add up, each with the latency of its own answers', () => {
  expect(together([[second(10)], [second(5, 10, 11)]], 1)).toEqual([{ sent: 20, served: 15, answers: [{ count: 10, p50Ms: 5, p95Ms: 5 }, { count: 5, p50Ms: 11, p95Ms: 11 }] }]);
});

test('a curve is as long as the time, and in few points when that is long', () => {
  expect(curveOf([second(10), second(4)], 7_000)).toEqual({ fromMs: 7_000, stepMs: 1_000, served: [10, 4], failed: [0, 6] });
  const long = curveOf(Array.from({ length: 1_201 }, (_, index) => second(index % 3 === 0 ? 0 : 9, 9)), 0);
  expect({ stepMs: long.stepMs, points: long.served.length, last: long.served.at(-1) }).toEqual({ stepMs: 3_000, points: 401, last: 0 });
  expect(long.served[0]).toBe(6);
});

test('a new leader of etcd is a change, the first one is none', () => {
  const record = new EtcdRecord();
  const view = (leader: string | undefined, have: number, history: [number, string][]): EtcdView => ({
    members: [], term: 1, ...(leader === undefined ? {} : { leader }), quorum: { needed: 2, have }, history: history.map(([atMs, member]) => ({ atMs, kind: 'BecameLeader', member, term: 1 })),
  });
  record.look(view('a', 3, [[1, 'a']]), false);
  record.look(view('a', 3, [[1, 'a']]), true);
  record.look(view(undefined, 1, [[1, 'a']]), true);
  record.look(view('b', 2, [[1, 'a'], [9, 'b']]), true);
  expect(record.report()).toEqual({ etcd: { leaderChanges: 1, secondsWithoutLeader: 1, secondsWithoutQuorum: 1 } });
  expect(new EtcdRecord().report()).toEqual({});
});
