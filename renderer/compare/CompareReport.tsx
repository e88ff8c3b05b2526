import { Braces, Check, Copy, FileText, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Comparison, DesignReport } from '../../shared/compare/comparison.ts';
import { metricsOf, recoveriesOf, type Metric } from '../../shared/compare/metrics.ts';
import { writeClipboard } from '../commands/clipboard-text.ts';
import { showError } from '../commands/show-error.ts';
import { Button } from '../design/Button.tsx';
import { clockText } from '../failures/time-text.ts';
import { useText, type Text } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { ui } from '../store/ui.ts';
import { CurvePlot } from './CurvePlot.tsx';
import { comparisonMarkdown } from './markdown.ts';
import { faultName, metricName, metricValue } from './report-words.ts';
import { forgetComparison } from './run.ts';

/** What each design made of the failures, number by number, and which made more of it; and requests over time. */
export function CompareReport({ comparison }: { comparison: Comparison }) {
  const text = useText();
  const { t } = text;
  const [copied, setCopied] = useState(false);
  const { a, b, fromMs, untilMs, seed } = comparison;
  const recoveries = recoveriesOf(comparison);
  const save = async (format: 'json' | 'md'): Promise<void> => {
    const content = format === 'json' ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonMarkdown(comparison, text);
    const answer = await request('compare.save', { suggested: `${a.name} ${b.name}`, format, text: content });
    if (answer.ok) ui.toast({ tone: 'info', text: { key: 'shell:toast.exported', params: { file: answer.value.fileName } } });
    else if (answer.error.kind !== 'Cancelled') showError(answer.error);
  };
  const copy = (): void => void writeClipboard(comparisonMarkdown(comparison, text)).then(() => setCopied(true));
  const highest = Math.max(1, ...[a, b].flatMap(({ curve }) => curve.served.map((served, at) => served + (curve.failed[at] ?? 0))));
  const notes = [['A', a] as const, ['B', b] as const].flatMap(([design, report]) => [
    ...report.refused.map((what) => t('failures:compare.without', { design, what })),
    ...report.faults.flatMap(({ atMs, what, error }) => (error === undefined ? [] : [t('failures:compare.note', { design, time: clockText(atMs), error: `${faultName(what, text)}: ${error}` })])),
  ]);
  return (
    <section className="compare-report" aria-label={t('failures:compare.report')}>
      <p className="compare-period">{t('failures:compare.period', { from: clockText(fromMs), until: clockText(untilMs), seed })}</p>
      <Unequal comparison={comparison} text={text} />
      <div className="compare-curves">
        {([['A', a], ['B', b]] as const).map(([letter, design]) => <CurvePlot key={letter} title={`${letter}: ${design.name}`} design={design} fromMs={fromMs} untilMs={untilMs} highest={highest} />)}
      </div>
      <div className="compare-tables" tabIndex={0} role="group" aria-label={t('failures:compare.report')}>
        <Lines caption={t('failures:compare.numbers')} lines={metricsOf(comparison)} comparison={comparison} text={text} />
        {recoveries.length > 0 && <Lines caption={t('failures:compare.recovery')} lines={recoveries} comparison={comparison} text={text} />}
        {notes.length > 0 && <ul className="compare-notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      </div>
      <footer className="compare-foot">
        <Button icon={<Undo2 size={15} />} onClick={forgetComparison}>{t('failures:compare.again')}</Button>
        <span className="compare-gap" />
        <Button icon={copied ? <Check size={15} /> : <Copy size={15} />} onClick={copy}>{t(copied ? 'failures:compare.copied' : 'failures:compare.copy')}</Button>
        <Button icon={<FileText size={15} />} onClick={() => void save('md')}>{t('failures:compare.saveMarkdown')}</Button>
        <Button icon={<Braces size={15} />} onClick={() => void save('json')}>{t('failures:compare.saveJson')}</Button>
      </footer>
    </section>
  );
}

/** What struck nothing in one of the designs makes it no better: it is said before any number. */
function Unequal({ comparison: { a, b }, text: { t } }: { comparison: Comparison; text: Text }) {
  const missed = ({ faults }: DesignReport): number => faults.filter(({ mends, error }) => !mends && error !== undefined).length;
  const lines = [['A', missed(a)] as const, ['B', missed(b)] as const].filter(([, count]) => count > 0);
  return lines.map(([design, count]) => <p key={design} className="compare-unequal"><TriangleAlert size={15} aria-hidden />{t('failures:compare.unequal', { design, count })}</p>);
}

function Lines({ caption, lines, comparison: { a, b }, text }: { caption: string; lines: readonly Metric[]; comparison: Comparison; text: Text }) {
  const { t } = text;
  return (
    <table className="compare-table">
      <caption>{caption}</caption>
      <thead><tr><th scope="col"><span className="visually-hidden">{t('failures:compare.number')}</span></th><th scope="col">{`A: ${a.name}`}</th><th scope="col">{`B: ${b.name}`}</th><th scope="col">{t('failures:compare.better')}</th></tr></thead>
      <tbody>
        {lines.map((metric, at) => (
          <tr key={`${metric.id} ${at}`} data-metric={metric.id}>
            <th scope="row">{metricName(metric, text)}</th>
            <td data-better={metric.better === 'a' ? '' : undefined}>{metricValue(metric, metric.a, a, text)}</td>
            <td data-better={metric.better === 'b' ? '' : undefined}>{metricValue(metric, metric.b, b, text)}</td>
            <td className="compare-better">{metric.better === undefined ? t('failures:compare.same') : metric.better.toUpperCase()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
