import { formatRate } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import type { TrafficCurves } from './use-traffic-curves.ts';

/** Beside the lane of traffic: what its lines are, and where each of them stands now. */
export function TrafficName({ curves: { rps, failedRps, pods, machines } }: { curves: TrafficCurves }) {
  const { t } = useText();
  const failing = (failedRps.at(-1)?.value ?? 0) > 0;
  return (
    <div className="lanes-name lanes-name-traffic">
      <span className="truncate">{t('timeline:lane.traffic')}</span>
      <span className="lanes-rate mono" data-failing={failing ? '' : undefined}>{formatRate(rps.at(-1)?.value ?? 0)}</span>
      <span className="lanes-legend">
        <span className="lanes-key" data-area="asked">{t('timeline:cross.asked')}</span>
        <span className="lanes-key" data-area="failing">{t('timeline:cross.failing')}</span>
      </span>
      <span className="lanes-legend">
        <span className="lanes-key">{t('timeline:scaling.pods', { count: pods.at(-1)?.value ?? 0 })}</span>
        <span className="lanes-key" data-dashed="">{t('timeline:scaling.machines', { count: machines.at(-1)?.value ?? 0 })}</span>
      </span>
    </div>
  );
}
