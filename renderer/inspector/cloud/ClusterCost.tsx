import type { CostRow } from '../../../shared/view/cost.ts';
import { formatMoney } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { costOwner } from '../../store/cloud-refs.ts';
import { useClock, useCost } from '../../store/hooks.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { rowSoFarNow, soFarNow } from './cost-now.ts';
import './cloud.css';

/** Rows shown; the dearest come first. */
const shownRows = 50;

/** What the cluster costs: an hour, a month at that rate, since the beginning; and of what that is made. */
export function ClusterCost() {
  const { t, language } = useText();
  const cost = useCost();
  const { nowMs } = useClock();
  if (cost === undefined || cost.rows.length === 0) return null;
  const money = (amount: number, digits?: number): string => formatMoney(amount, cost.currency, language, digits);
  return (
    <Section title={t('inspector:cost.title')} aside={t('inspector:cost.onDemand')}>
      <Facts>
        <Fact label={t('inspector:cost.perHour')} mono>{money(cost.perHour, 4)}</Fact>
        <Fact label={t('inspector:cost.perMonth')} mono>{money(cost.perMonth)}</Fact>
        <Fact label={t('inspector:cost.soFar')} mono>{money(soFarNow(cost, nowMs), 4)}</Fact>
      </Facts>
      <ul className="cost-rows" aria-label={t('inspector:cost.rows')}>
        {cost.rows.slice(0, shownRows).map((row) => (
          <Row key={row.id} row={row} perHour={money(row.pricePerHour, 4)} soFar={money(rowSoFarNow(row, cost.atMs, nowMs), 4)} />
        ))}
      </ul>
      {cost.rows.length > shownRows && <p className="form-empty">{t('inspector:cost.more', { count: cost.rows.length - shownRows })}</p>}
    </Section>
  );
}

function Row({ row, perHour, soFar }: { row: CostRow; perHour: string; soFar: string }) {
  const { t } = useText();
  const isGone = row.untilMs !== undefined;
  const owner = costOwner(row);
  return (
    <li className="cost-row" data-gone={isGone ? '' : undefined}>
      <span className="truncate">{owner && !isGone ? <ObjectLink to={owner} /> : owner?.name ?? t('inspector:cost.cluster')}</span>
      <span className="cost-price mono">{isGone ? t('inspector:cost.gone') : t('inspector:cost.anHour', { price: perHour })}</span>
      <span className="cost-what truncate">{[t(`inspector:cost.kind.${row.kind}`), row.type, row.zone].filter(Boolean).join(' · ')}</span>
      <span className="cost-what cost-price mono">{t('inspector:cost.rowSoFar', { amount: soFar })}</span>
    </li>
  );
}
