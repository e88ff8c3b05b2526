import type { Availability, Comparison, DesignReport } from '../../shared/compare/comparison.ts';
import { metricsOf, recoveriesOf, type Metric } from '../../shared/compare/metrics.ts';

/** What the lines are called; the ids are those of `shared/compare/metrics.ts`. */
const labels: Readonly<Record<string, string>> = {
  served: 'all requests: served', errorRate: 'all requests: error rate', worstMinute: 'all requests: worst minute', outage: 'all requests: outage (< 99 %)', p50: 'all requests: p50', p95: 'all requests: p95',
  worstP95: 'all requests: p95 of the worst second', apiAvailability: 'API server answers', apiOutage: 'API server silent', leaderChanges: 'etcd: changes of leader', withoutLeader: 'etcd: without leader',
  withoutQuorum: 'etcd: without quorum', restarts: 'container restarts', evictions: 'evictions', costPerMonth: 'cost per month', costSoFar: 'cost so far',
};

/** The comparison for people: a line for each number, a column for each design, and which is better. */
export function comparisonText(comparison: Comparison): string {
  const { seed, fromMs, untilMs, a, b } = comparison;
  const line = (metric: Metric, label: string): string[] => [label, written(metric, metric.a, a), written(metric, metric.b, b), metric.better?.toUpperCase() ?? ''];
  const sources = [...new Set([...Object.keys(a.sources), ...Object.keys(b.sources)])].sort();
  const rows = [
    ['', `A: ${a.name}`, `B: ${b.name}`, 'BETTER'],
    ...metricsOf(comparison).map((metric) => line(metric, labels[metric.id] ?? metric.id)),
    ...(sources.length > 1 ? sources.flatMap((source) => sourceRows(source, a.sources[source], b.sources[source])) : []),
  ];
  const faults = recoveriesOf(comparison).map((metric) => line(metric, `${seconds(metric.fault?.atMs ?? 0)}: ${metric.fault?.what}`));
  const refused = [['A', a] as const, ['B', b] as const].flatMap(([letter, design]) => design.refused.map((text) => `${letter} without ${text}`));
  const notes = [['A', a] as const, ['B', b] as const].flatMap(([letter, design]) => design.faults.flatMap(({ atMs, what, error }) => (error === undefined ? [] : [`${letter} at ${seconds(atMs)}: ${what}: ${error}`])));
  return `${[
    `${seconds(fromMs)} to ${seconds(untilMs)} simulated, seed ${seed}`, '', ...table(rows),
    ...(faults.length > 0 ? ['', ...table([['TIME TO RECOVER FROM', 'A', 'B', 'BETTER'], ...faults])] : []), ...(refused.length + notes.length > 0 ? ['', ...refused, ...notes] : []),
  ].join('\n')}\n`;
}

function written({ id, unit, currency, fault }: Metric, value: number | undefined, design: DesignReport): string {
  if (value === undefined) return fault ? 'not struck' : '-';
  if (value === Infinity) return 'not by the end';
  if (id === 'errorRate') return errorPercent(value);
  if (id === 'worstMinute') return `${percent(value)} from ${seconds(design.overall.worstMinute.fromMs)}`;
  if (id === 'evictions') return counts(design.evictions);
  switch (unit) {
    case 'share': return percent(value);
    case 'ms': return `${value.toFixed(1)} ms`;
    case 'seconds': return `${value} s`;
    case 'money': return `${value.toFixed(id === 'costSoFar' ? 4 : 2)} ${currency ?? ''}`;
    case 'count': return String(value);
  }
}

function sourceRows(source: string, a: Availability | undefined, b: Availability | undefined): string[][] {
  const row = (what: string, value: (availability: Availability) => string): string[] => [`${source}: ${what}`, a ? value(a) : '-', b ? value(b) : '-', ''];
  return [
    row('served', ({ availability }) => percent(availability)), row('error rate', ({ errorRate }) => errorPercent(errorRate)),
    row('worst minute', ({ worstMinute }) => `${percent(worstMinute.availability)} from ${seconds(worstMinute.fromMs)}`),
    row('outage (< 99 %)', ({ outageSeconds }) => `${outageSeconds} s`), row('p50', ({ latency }) => `${latency.p50Ms.toFixed(1)} ms`), row('p95', ({ latency }) => `${latency.p95Ms.toFixed(1)} ms`),
  ];
}

function counts(byReason: Readonly<Record<string, number>>): string {
  return Object.entries(byReason).sort(([one], [other]) => (one < other ? -1 : 1)).map(([reason, count]) => `${count} ${reason}`).join(', ') || '0';
}

/** Never rounded up to 100 %. */
function percent(share: number): string {
  return `${share === 1 ? '100' : (Math.floor(share * 10_000) / 100).toFixed(2)} %`;
}

/** What `percent` leaves: never rounded down to 0. */
function errorPercent(share: number): string {
  return `${share === 0 ? '0' : (100 - Math.floor((1 - share) * 10_000) / 100).toFixed(2)} %`;
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
