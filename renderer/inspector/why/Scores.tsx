import { memo, useMemo } from 'react';
import type { SchedulingDecision } from '../../../shared/decisions.ts';
import { formatClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { scoreBars, scoringPlugins } from './score-bars.ts';

const mostBars = 12;
/** One hue: share of the accent for the first, second … part. */
const strengths = [100, 74, 54, 40, 30, 22, 16];

function shade(order: number): string {
  return `color-mix(in srgb, var(--accent) ${strengths[Math.min(order, strengths.length - 1)]}%, var(--pod))`;
}

/** Weighted scores of the feasible nodes, stacked per plugin, with totals. */
export const Scores = memo(function Scores({ decision, isCurrent }: { decision: SchedulingDecision; isCurrent: boolean }) {
  const { t } = useText();
  const bars = useMemo(() => scoreBars(decision), [decision]);
  const plugins = useMemo(() => scoringPlugins(decision, bars), [decision, bars]);
  if (bars.length === 0 || plugins.length === 0) return null;
  const highest = Math.max(...bars.map((bar) => bar.total), 1);
  return (
    <section className="scores" aria-label={t('inspector:why.scores')}>
      <h4 className="section-title why-title">
        {t('inspector:why.scores')}
        {!isCurrent && (
          <span className="scores-of">
            {t('inspector:why.lastFitted', { pod: decision.podKey.split('/').at(-1) ?? '', time: formatClock(decision.atMs) })}
          </span>
        )}
      </h4>
      {bars.slice(0, mostBars).map((bar) => (
        <div key={bar.node} className="score">
          <span className="score-node truncate">{bar.node}</span>
          <span
            className="score-track"
            role="img"
            aria-label={`${bar.node} ${bar.total}: ${plugins.map(({ name, index }) => `${name} ${bar.parts[index] ?? 0}`).join(', ')}`}
          >
            {plugins.map(({ name, index }, order) => (
              <span
                key={name}
                className="score-part"
                title={`${name} ${bar.parts[index] ?? 0}`}
                style={{ width: `${(Math.max(0, bar.parts[index] ?? 0) / highest) * 100}%`, background: shade(order) }}
              />
            ))}
          </span>
          <span className="score-total mono">{Math.round(bar.total)}</span>
          {bar.chosen ? <span className="score-chosen">{t('inspector:why.chosen')}</span> : <span />}
        </div>
      ))}
      {bars.length > mostBars && <p className="form-empty">{t('inspector:why.moreNodes', { count: bars.length - mostBars })}</p>}
      <ul className="scores-legend">
        {plugins.map(({ name }, order) => (
          <li key={name}>
            <span className="score-swatch" style={{ background: shade(order) }} />
            {name}
          </li>
        ))}
      </ul>
    </section>
  );
});
