import { memo } from 'react';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCluster } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';

/** The provider's control plane: outside the cluster frame, because no machine of the cluster runs it. */
export const ManagedControlPlane = memo(function ManagedControlPlane() {
  const { t } = useText();
  const cluster = useCluster();
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const isReachable = cluster?.apiReachable ?? false;
  return (
    <div
      className="managed"
      data-kind="ManagedControlPlane"
      data-level={middle ? 'middle' : 'near'}
      role="group"
      aria-label={t('canvas:managed.title')}
    >
      <div className="managed-head">
        <KindIcon kind="ControlPlane" size={17} />
        <b>{t('canvas:managed.title')}</b>
      </div>
      <span className="managed-text">{t('canvas:managed.text')}</span>
      <span className="card-fact" data-family={isReachable ? 'ready' : 'bad'}>
        <StateMark family={isReachable ? 'ready' : 'bad'} size={10} />
        {t(isReachable ? 'canvas:managed.up' : 'canvas:managed.down')}
      </span>
    </div>
  );
});
