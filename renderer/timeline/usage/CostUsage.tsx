import { useMemo } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import { resolveTheme } from '../../design/install-theme.ts';
import { formatMoney } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { soFarNow } from '../../inspector/cloud/cost-now.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { useCost, useListCount } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { useFollowed } from '../../store/use-followed.ts';
import { useThrottled } from '../use-throttled.ts';
import { CostTable } from './CostTable.tsx';
import { costTables } from './cost-data.ts';
import { spanMs, type Span } from './spans.ts';
import { UsagePlot, type UsageLine } from './UsagePlot.tsx';

const intervalMs = 400;
const readNow = (): number => mirror.clock.nowMs;

/** What the cluster costs over time, an hour and in all, and each thing that has a price. @param of only what this object has; its plots are the cluster's all the same */
export function CostUsage({ of, span }: { of?: ObjectRef | undefined; span: Span }) {
  const { t, language } = useText();
  const theme = resolveTheme(useUi((state) => state.preferences.theme));
  const cost = useCost();
  const nowMs = useThrottled('clock', readNow, intervalMs);
  const points = useFollowed(`${useListCount()}`, async () => {
    const answer = await request('cloud.costHistory', undefined);
    return answer.ok ? answer.value : undefined;
  }, { intervalMs: 500 });
  const tables = useMemo(() => {
    // The newest price may have been noticed before the history is looked at again.
    const known = [...(points ?? []), ...(cost && cost.atMs > (points?.at(-1)?.atMs ?? -1) ? [cost] : [])];
    return costTables(known, Math.max(known[0]?.atMs ?? nowMs, nowMs - spanMs[span]), nowMs);
  }, [points, cost, nowMs, span]);
  if (cost === undefined) return <p className="usage-empty">{t('cloud:cost.none')}</p>;
  const money = (amount: number, digits?: number): string => formatMoney(amount, cost.currency, language, digits);
  const key = of && refKey(of);
  const rows = key === undefined ? cost.rows : cost.rows.filter(({ subject }) => subject && refKey(subject) === key);
  const total = soFarNow(cost, nowMs);
  const line = (name: string): UsageLine[] => [{ label: name, colour: 'accent', isDashed: false }];
  return (
    <>
      <CostTable rows={rows} atMs={cost.atMs} nowMs={nowMs} currency={cost.currency} />
      <UsagePlot
        title={t('cloud:cost.perHourPlot')} dashed={money(cost.perHour, 3)} isValue spoken={t('cloud:cost.perHourSpoken', { price: money(cost.perHour, 3) })} lines={line(t('inspector:cost.perHour'))}
        table={tables.perHour} theme={theme} format={(value) => money(value, value < 10 ? 3 : 2)} onCursor={() => undefined}
      />
      <UsagePlot
        title={t('cloud:cost.soFarPlot')} dashed={money(total, total < 1 ? 4 : 2)} isValue isSloped spoken={t('cloud:cost.soFarSpoken', { amount: money(total) })} lines={line(t('inspector:cost.soFar'))}
        table={tables.soFar} theme={theme} format={(value) => money(value, value < 1 ? 4 : 2)} onCursor={() => undefined}
      />
    </>
  );
}
