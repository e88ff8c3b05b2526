import { memo } from 'react';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCluster } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';
import { managedCard } from '../geometry/sizes.ts';

/** Screen pixels that name and answer need at the middle zoom, and the name in one line. */
const factPx = { width: 92, height: 40 };
const namePx = 66;

/** The provider's control plane: outside the cluster frame, because no machine of the cluster runs it. */
export const ManagedControlPlane = memo(function ManagedControlPlane() {
  const { t } = useText();
  const cluster = useCluster();
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const textScale = useCanvas((state) => (middle ? state.textScale : 1));
  const widthPx = managedCard.width / textScale;
  const hasFact = !middle || (widthPx >= factPx.width && managedCard.height / textScale >= factPx.height);
  const isReachable = cluster?.apiReachable ?? false;
  return (
    <div
      className="managed"
      data-kind="ManagedControlPlane"
      data-level={middle ? 'middle' : 'near'}
      data-narrow={widthPx < namePx || undefined}
      role="group"
      aria-label={t('canvas:managed.title')}
    >
      <div className="managed-head">
        <KindIcon kind="ControlPlane" size={17} />
        <b>{t('canvas:managed.title')}</b>
      </div>
      <span className="managed-text">{t('canvas:managed.text')}</span>
      {hasFact && (
        <span className="card-fact" data-family={isReachable ? 'ready' : 'bad'}>
          <StateMark family={isReachable ? 'ready' : 'bad'} size={10} />
          <span className="truncate">{t(isReachable ? 'canvas:managed.up' : 'canvas:managed.down')}</span>
        </span>
      )}
    </div>
  );
});
