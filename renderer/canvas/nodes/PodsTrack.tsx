import { memo } from 'react';
import type { CardRow } from '../../../shared/view/rows.ts';
import { useText } from '../../i18n/use-text.ts';

/** How many of the wanted pods are ready, where nobody sets the number: a DaemonSet's follows the nodes, a Job's its completions. */
export const PodsTrack = memo(function PodsTrack({ label, replicas }: { label: string; replicas: NonNullable<CardRow['replicas']> }) {
  const { t } = useText();
  const { desired, ready } = replicas;
  const share = `${(ready / Math.max(1, desired)) * 100}%`;
  return (
    <div className="replicas">
      <span className="replicas-label">{label}</span>
      <span className="replicas-count">
        <b>{ready}</b>/{desired} {t('canvas:card.ready')}
      </span>
      <div className="replicas-track">
        <span className="replicas-ready" style={{ width: share }} />
        <span className="replicas-making" style={{ left: share, right: 0, width: desired > ready ? undefined : 0 }} />
      </div>
    </div>
  );
});
