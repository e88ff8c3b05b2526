import type { CostRow } from '../../../shared/view/cost.ts';
import { formatMoney } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock, useCost } from '../../store/hooks.ts';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { rowSoFarNow } from './cost-now.ts';

/** What some of the things with a price cost together; nothing where there are none. @param of which */
export function CostSection({ of }: { of: (row: CostRow) => boolean }) {
  const { t, language } = useText();
  const cost = useCost();
  const { nowMs } = useClock();
  const rows = cost?.rows.filter(of) ?? [];
  if (cost === undefined || rows.length === 0) return null;
  const money = (amount: number, digits?: number): string => formatMoney(amount, cost.currency, language, digits);
  const total = (read: (row: CostRow) => number): number => rows.reduce((sum, row) => sum + read(row), 0);
  const perHour = total((row) => row.pricePerHour);
  const soFar = total((row) => rowSoFarNow(row, cost.atMs, nowMs));
  return (
    <Section title={t('inspector:cost.title')} aside={[...new Set(rows.map(({ type }) => type))].join(' + ')}>
      <p className="cost-sentence">{t(perHour === 0 ? 'cloud:costPast' : 'cloud:costSentence', { perHour: money(perHour, perHour < 0.01 ? 4 : 3), soFar: money(soFar, soFar < 1 ? 4 : 2) })}</p>
      <Facts>
        <Fact label={t('inspector:cost.perMonth')} mono>{money(total((row) => row.perMonth))}</Fact>
      </Facts>
    </Section>
  );
}
