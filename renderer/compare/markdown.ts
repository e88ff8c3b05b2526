import type { Comparison } from '../../shared/compare/comparison.ts';
import { metricsOf, recoveriesOf, type Metric } from '../../shared/compare/metrics.ts';
import { clockText } from '../failures/time-text.ts';
import type { Text } from '../i18n/use-text.ts';
import { metricName, metricValue } from './report-words.ts';

/** The report as Markdown, in the language of the window. */
export function comparisonMarkdown(comparison: Comparison, text: Text): string {
  const { t } = text;
  const { a, b, seed, fromMs, untilMs } = comparison;
  const line = (metric: Metric): string[] => [metricName(metric, text), metricValue(metric, metric.a, a, text), metricValue(metric, metric.b, b, text), metric.better?.toUpperCase() ?? ''];
  const head = (first: string): string[] => [first, `A: ${a.name}`, `B: ${b.name}`, t('failures:compare.better')];
  const recoveries = recoveriesOf(comparison);
  const notes = [['A', a] as const, ['B', b] as const].flatMap(([letter, { refused, faults }]) => [
    ...refused.map((what) => t('failures:compare.without', { design: letter, what })),
    ...faults.flatMap(({ atMs, error }) => (error === undefined ? [] : [t('failures:compare.note', { design: letter, time: clockText(atMs), error })])),
  ]);
  return [
    `# ${t('failures:compare.reportTitle', { a: a.name, b: b.name })}`, '', t('failures:compare.period', { from: clockText(fromMs), until: clockText(untilMs), seed }), '',
    ...table([head(''), ...metricsOf(comparison).map(line)]),
    ...(recoveries.length > 0 ? ['', `## ${t('failures:compare.recovery')}`, '', ...table([head(''), ...recoveries.map(line)])] : []),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
    '', t('failures:compare.simulated'), '',
  ].join('\n');
}

function table([head = [], ...rows]: string[][]): string[] {
  const cells = (row: readonly string[]): string => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [cells(head), `| --- | ${head.slice(1).map(() => '---:').join(' | ')} |`, ...rows.map(cells)];
}
