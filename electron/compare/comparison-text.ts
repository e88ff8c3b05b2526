import type { Availability, Comparison, DesignReport, FaultReport } from './comparison.ts';

/** The comparison for people: a line for each number, a column for each design. */
export function comparisonText({ seed, fromMs, untilMs, a, b }: Comparison): string {
  const both = (label: string, value: (design: DesignReport) => string): string[] => [label, value(a), value(b)];
  const sources = [...new Set([...Object.keys(a.sources), ...Object.keys(b.sources)])].sort();
  const rows = [
    ['', `A: ${a.name}`, `B: ${b.name}`],
    ...availabilityRows('all requests', (design) => design.overall, both),
    ...(sources.length > 1 ? sources.flatMap((source) => availabilityRows(source, (design) => design.sources[source], both)) : []),
    both('API server answers', ({ apiServer }) => percent(apiServer.availability)),
    both('container restarts', ({ restarts }) => String(restarts)),
    both('evictions', ({ evictions }) => counts(evictions)),
    ...(a.cost || b.cost ? [both('cost: per month, so far', ({ cost }) => (cost ? `${cost.perMonth.toFixed(2)} ${cost.currency}, ${cost.soFar.toFixed(4)} ${cost.currency}` : '-'))] : []),
  ];
  const faults = faultRows(a.faults, b.faults);
  const refused = [['A', a] as const, ['B', b] as const].flatMap(([letter, design]) => design.refused.map((line) => `${letter} without ${line}`));
  const notes = [['A', a] as const, ['B', b] as const].flatMap(([letter, design]) => design.faults.flatMap(({ atMs, what, error }) => (error === undefined ? [] : [`${letter} at ${seconds(atMs)}: ${what}: ${error}`])));
  return `${[
    `${seconds(fromMs)} to ${seconds(untilMs)} simulated, seed ${seed}`, '', ...table(rows),
    ...(faults.length > 0 ? ['', ...table([['TIME TO RECOVER FROM', 'A', 'B'], ...faults])] : []), ...(refused.length + notes.length > 0 ? ['', ...refused, ...notes] : []),
  ].join('\n')}\n`;
}

function availabilityRows(label: string, of: (design: DesignReport) => Availability | undefined, both: (label: string, value: (design: DesignReport) => string) => string[]): string[][] {
  const row = (what: string, value: (availability: Availability) => string): string[] => both(`${label}: ${what}`, (design) => { const found = of(design); return found ? value(found) : '-'; });
  return [
    row('served', ({ availability }) => percent(availability)),
    row('error rate', ({ errorRate }) => errorPercent(errorRate)),
    row('worst minute', ({ worstMinute }) => `${percent(worstMinute.availability)} from ${seconds(worstMinute.fromMs)}`),
    row('outage (< 99 %)', ({ outageSeconds }) => `${outageSeconds} s`),
    row('p95, mean and worst', ({ p95Ms }) => `${p95Ms.mean.toFixed(1)} ms, ${p95Ms.worst.toFixed(1)} ms`),
  ];
}

/** A line for each fault that struck either; the same fault is one line. */
function faultRows(a: readonly FaultReport[], b: readonly FaultReport[]): string[][] {
  const labels = new Map<string, [string, string]>();
  for (const [column, faults] of [a, b].entries()) {
    const seen = new Map<string, number>();
    for (const { atMs, what, mends, error, recoveredAfterMs } of faults) {
      if (mends) continue;
      const plain = `${seconds(atMs)}: ${what}`;
      const count = (seen.get(plain) ?? 0) + 1;
      seen.set(plain, count);
      const label = count > 1 ? `${plain} (${count})` : plain;
      const cells = labels.get(label) ?? ['-', '-'];
      cells[column] = error === undefined ? (typeof recoveredAfterMs === 'number' ? seconds(recoveredAfterMs) : 'not by the end') : 'not struck';
      labels.set(label, cells);
    }
  }
  return [...labels].map(([label, cells]) => [label, ...cells]);
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
