import type { CardRow } from '../../../shared/view/rows.ts';
import { useText } from '../../i18n/use-text.ts';
import './rollout.css';

interface RolloutProgressProps {
  replicas: NonNullable<CardRow['replicas']>;
  /** Deployments also tell how many pods are of the newest revision. */
  isRollout: boolean;
}

/** Ready, being made, still missing: of the wanted number. */
export function RolloutProgress({ replicas: { desired, ready, current, updated }, isRollout }: RolloutProgressProps) {
  const { t } = useText();
  const whole = Math.max(desired, current, 1);
  const share = (count: number): string => `${(count / whole) * 100}%`;
  return (
    <div className="rollout">
      <div className="rollout-track" role="img" aria-label={t('inspector:workload.readyOf', { ready, desired })}>
        <span className="rollout-made" style={{ width: share(current) }} />
        <span className="rollout-ready" style={{ width: share(ready) }} />
      </div>
      <dl className="rollout-counts">
        <Count name={t('inspector:workload.ready')} value={`${ready}/${desired}`} />
        {isRollout && <Count name={t('inspector:workload.updated')} value={`${updated}/${desired}`} />}
        <Count name={t('inspector:workload.existing')} value={String(current)} />
      </dl>
    </div>
  );
}

function Count({ name, value }: { name: string; value: string }) {
  return <div className="rollout-count"><dt>{name}</dt><dd className="mono">{value}</dd></div>;
}
