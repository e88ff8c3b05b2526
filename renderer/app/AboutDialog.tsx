import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { useCluster } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { BrandMark } from './BrandMark.tsx';
import './about.css';

/** Version, and that the cluster is simulated: said here once, not on every screen. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const version = useUi((state) => state.version);
  const kubernetes = useCluster()?.version ?? 'v1.36';
  return (
    <Dialog open onClose={onClose} title={t('commands:about')}>
      <div className="about">
        <BrandMark size={40} />
        <div>
          <strong>Clusterwright {version}</strong>
          <p>{t('shell:about.simulated', { version: kubernetes })}</p>
          <p>{t('shell:about.offline')}</p>
        </div>
      </div>
    </Dialog>
  );
}
