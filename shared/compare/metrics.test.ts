import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import type { Comparison, DesignReport } from './comparison.ts';
import { metricsOf, recoveriesOf } from './metrics.ts';

function design(more: Partial<DesignReport> = {}, served = 90): DesignReport {
  const availability = served / 100;
  const overall = { sent: 100, served, availability, errorRate: 1 - availability, worstMinute: { fromMs: 0, availability }, outageSeconds: 100 - served, latency: { p50Ms: 5, p95Ms: 10, worstSecondP95Ms: 12 } };
  return { name: 'd', file: 'd', stateHash: '', overall, sources: {}, faults: [], restarts: 0, evictions: {}, apiServer: { availability: 1, outageSeconds: 0 }, curve: { fromMs: 0, stepMs: 1_000, served: [], failed: [] }, refused: [], ...more };
}

const compared = (a: DesignReport, b: DesignReport): Comparison => ({ seed: 1, fromMs: 0, untilMs: 100_000, a, b });
const better = (comparison: Comparison): Record<string, string | undefined> => Object.fromEntries(metricsOf(comparison).map((metric) => [metric.id, metric.better]));

test('the better one is named, whether more or less is better', () => {
  expect(better(compared(design({}, 80), design({ restarts: 2 }, 99)))).toMatchObject({ served: 'b', errorRate: 'b', worstMinute: 'b', outage: 'b', restarts: 'a', p95: undefined, apiAvailability: undefined });
});

test('what neither has is left out, and what one has is compared with nothing', () => {
  const silent = { ...design(), overall: { ...design().overall, sent: 0, served: 0 } };
  expect(metricsOf(compared(silent, silent)).map(({ id }) => id)).toEqual(['apiAvailability', 'apiOutage', 'restarts', 'evictions']);
  const [line] = metricsOf(compared(design({ etcd: { leaderChanges: 1, secondsWithoutLeader: 2, secondsWithoutQuorum: 0 } }), silent)).filter(({ id }) => id === 'leaderChanges');
  expect(line).toEqual({ id: 'leaderChanges', unit: 'count', a: 1, b: undefined });
});

test('differences that are not printed are none', () => {
  const other = design();
  other.overall.latency = { p50Ms: 5.04, p95Ms: 10.3, worstSecondP95Ms: 12 };
  expect(better(compared(design(), other))).toMatchObject({ p50: undefined, p95: 'a' });
});

it('is even-handed: with the designs the other way round the other one is better', () => {
  const any = fc.tuple(fc.nat(100), fc.nat(3), fc.nat(3)).map(([served, restarts, evicted]) => design({ restarts, evictions: { x: evicted } }, served));
  fc.assert(fc.property(any, any, (a, b) => {
    const turned = { a: 'b', b: 'a' } as const;
    const there = metricsOf(compared(a, b));
    const back = metricsOf(compared(b, a));
    expect(back.map(({ id, better: side }) => [id, side && turned[side]])).toEqual(there.map(({ id, better: side }) => [id, side]));
  }));
});

test('a fault that struck both is one line; what is not over by the end is worse than anything', () => {
  const fault = (atMs: number, what: string, recoveredAfterMs: number | null | undefined, error?: string) => ({ atMs, what, mends: false, ...(recoveredAfterMs === undefined ? {} : { recoveredAfterMs }), ...(error === undefined ? {} : { error }) });
  const a = design({ faults: [fault(1_000, 'x', 5_000), fault(1_000, 'x', 9_000), fault(2_000, 'y', null), { atMs: 3_000, what: 'x', mends: true }] });
  const b = design({ faults: [fault(1_000, 'x', 3_000), fault(2_000, 'y', 400_000), fault(4_000, 'z', undefined, 'not found')] });
  expect(recoveriesOf(compared(a, b)).map(({ fault: of, a: ofA, b: ofB, better: side }) => [of?.what, ofA, ofB, side])).toEqual([
    ['x', 5, 3, 'b'], ['x', 9, undefined, undefined], ['y', Infinity, 400, 'b'], ['z', undefined, undefined, undefined],
  ]);
});
