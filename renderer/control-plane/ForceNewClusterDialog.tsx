import { inject } from '../commands/inject.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';

/** Says what `etcd --force-new-cluster` does before it is done. */
export function ForceNewClusterDialog({ machine, onClose }: { machine: string; onClose: () => void }) {
  const { t } = useText();
  const go = (): void => {
    onClose();
    void inject({ kind: 'ForceNewCluster', machine });
  };
  return (
    <Dialog open onClose={onClose} title={t('inspector:etcd.force.title', { machine })} description={t('inspector:etcd.force.text', { machine })} width={460}
      footer={<><Button onClick={onClose}>{t('shell:cancel')}</Button><Button variant="primary" onClick={go}>{t('inspector:etcd.force.do')}</Button></>} />
  );
}
