import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { formatMoney } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock, useCost } from '../../store/hooks.ts';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { rowSoFarNow } from './cost-now.ts';

/** What one object costs, thing by thing that it has with the provider; nothing where it has none. */
export function ObjectCost({ target }: { target: ObjectRef }) {
  const { t, language } = useText();
  const cost = useCost();
  const { nowMs } = useClock();
  const key = refKey(target);
  const rows = cost?.rows.filter(({ subject }) => subject && refKey(subject) === key) ?? [];
  if (cost === undefined || rows.length === 0) return null;
  const money = (amount: number, digits?: number): string => formatMoney(amount, cost.currency, language, digits);
  const total = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  return (
    <Section title={t('inspector:cost.title')} aside={rows.map(({ type }) => type).join(' + ')}>
      <Facts>
        <Fact label={t('inspector:cost.perHour')} mono>{money(total((row) => row.pricePerHour), 4)}</Fact>
        <Fact label={t('inspector:cost.perMonth')} mono>{money(total((row) => row.perMonth))}</Fact>
        <Fact label={t('inspector:cost.soFar')} mono>{money(total((row) => rowSoFarNow(row, cost.atMs, nowMs)), 4)}</Fact>
      </Facts>
    </Section>
  );
}
