import type { Comparison, DesignReport, FaultReport } from './comparison.ts';

/** How a number is written. */
export type MetricUnit = 'share' | 'seconds' | 'ms' | 'count' | 'money';
export type Side = 'a' | 'b';

/** One line of a comparison. `undefined`: the design has no such number; `Infinity`: it did not come to it by the end. */
export interface Metric {
  id: string;
  unit: MetricUnit;
  /** Of money. */
  currency?: string;
  /** What a fault of the line was. */
  fault?: { atMs: number; what: string };
  a: number | undefined;
  b: number | undefined;
  /** Absent: the same, or not to be compared. */
  better?: Side;
}

interface Kind {
  id: string;
  unit: MetricUnit;
  prefers: 'more' | 'less';
  /** Smaller differences are none. */
  step: number;
  of(design: DesignReport): number | undefined;
}

const kinds: readonly Kind[] = [
  { id: 'served', unit: 'share', prefers: 'more', step: 1e-6, of: ({ overall }) => served(overall, overall.availability) },
  { id: 'errorRate', unit: 'share', prefers: 'less', step: 1e-6, of: ({ overall }) => served(overall, overall.errorRate) },
  { id: 'worstMinute', unit: 'share', prefers: 'more', step: 1e-6, of: ({ overall }) => served(overall, overall.worstMinute.availability) },
  { id: 'outage', unit: 'seconds', prefers: 'less', step: 1, of: ({ overall }) => served(overall, overall.outageSeconds) },
  { id: 'p50', unit: 'ms', prefers: 'less', step: 0.1, of: ({ overall }) => answered(overall, overall.latency.p50Ms) },
  { id: 'p95', unit: 'ms', prefers: 'less', step: 0.1, of: ({ overall }) => answered(overall, overall.latency.p95Ms) },
  { id: 'worstP95', unit: 'ms', prefers: 'less', step: 0.1, of: ({ overall }) => answered(overall, overall.latency.worstSecondP95Ms) },
  { id: 'apiAvailability', unit: 'share', prefers: 'more', step: 1e-6, of: ({ apiServer }) => apiServer.availability },
  { id: 'apiOutage', unit: 'seconds', prefers: 'less', step: 1, of: ({ apiServer }) => apiServer.outageSeconds },
  { id: 'leaderChanges', unit: 'count', prefers: 'less', step: 1, of: ({ etcd }) => etcd?.leaderChanges },
  { id: 'withoutLeader', unit: 'seconds', prefers: 'less', step: 1, of: ({ etcd }) => etcd?.secondsWithoutLeader },
  { id: 'withoutQuorum', unit: 'seconds', prefers: 'less', step: 1, of: ({ etcd }) => etcd?.secondsWithoutQuorum },
  { id: 'restarts', unit: 'count', prefers: 'less', step: 1, of: ({ restarts }) => restarts },
  { id: 'evictions', unit: 'count', prefers: 'less', step: 1, of: ({ evictions }) => Object.values(evictions).reduce((sum, count) => sum + count, 0) },
  { id: 'costPerMonth', unit: 'money', prefers: 'less', step: 0.005, of: ({ cost }) => cost?.perMonth },
  { id: 'costSoFar', unit: 'money', prefers: 'less', step: 0.00005, of: ({ cost }) => cost?.soFar },
];

/** Every number of two designs side by side, each with the better one. What neither has is left out. */
export function metricsOf({ a, b }: Comparison): Metric[] {
  const currency = a.cost?.currency ?? b.cost?.currency;
  return kinds.flatMap(({ id, unit, prefers, step, of }) => {
    const [ofA, ofB] = [of(a), of(b)];
    if (ofA === undefined && ofB === undefined) return [];
    return [{ id, unit, ...(unit === 'money' && currency !== undefined ? { currency } : {}), a: ofA, b: ofB, ...better(ofA, ofB, prefers, step) }];
  });
}

/** How long each design took to recover from each fault that struck it. The same fault is one line; `undefined`: it struck nothing there. */
export function recoveriesOf({ a, b }: Comparison): Metric[] {
  const lines = new Map<string, { fault: { atMs: number; what: string }; a?: number; b?: number }>();
  for (const [side, { faults }] of [['a', a], ['b', b]] as const) {
    const seen = new Map<string, number>();
    for (const fault of faults) {
      if (fault.mends) continue;
      const plain = `${fault.atMs} ${fault.what}`;
      const count = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, count);
      const line = lines.get(`${plain} ${count}`) ?? { fault: { atMs: fault.atMs, what: fault.what } };
      const took = recoverySeconds(fault);
      lines.set(`${plain} ${count}`, { ...line, ...(took === undefined ? {} : { [side]: took }) });
    }
  }
  return [...lines.values()].map(({ fault, a: ofA, b: ofB }) => ({ id: 'recovery', unit: 'seconds', fault, a: ofA, b: ofB, ...better(ofA, ofB, 'less', 1) }));
}

function recoverySeconds({ error, recoveredAfterMs }: FaultReport): number | undefined {
  if (error !== undefined) return undefined;
  return typeof recoveredAfterMs === 'number' ? recoveredAfterMs / 1_000 : Infinity;
}

function better(a: number | undefined, b: number | undefined, prefers: 'more' | 'less', step: number): { better?: Side } {
  if (a === undefined || b === undefined || a === b || Math.abs(a - b) < step * 0.999_999) return {};
  return { better: a > b === (prefers === 'more') ? 'a' : 'b' };
}

/** Where nothing was asked for there is no share of it. */
function served({ sent }: DesignReport['overall'], value: number): number | undefined {
  return sent > 0 ? value : undefined;
}

function answered(overall: DesignReport['overall'], value: number): number | undefined {
  return overall.served > 0 ? value : undefined;
}
