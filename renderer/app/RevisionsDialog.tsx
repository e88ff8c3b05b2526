import { useEffect, useState } from 'react';
import type { RevisionEntry } from '../../shared/ipc/library.ts';
import { showError } from '../commands/show-error.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { formatAge } from '../library/format-age.ts';
import { ui, useUi } from '../store/ui.ts';
import './revisions.css';

/** Earlier states of the open design, newest first, and the way back to one. */
export function RevisionsDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useText();
  const designId = useUi((state) => state.designId);
  const [revisions, setRevisions] = useState<readonly RevisionEntry[]>();
  useEffect(() => {
    if (designId === undefined) return undefined;
    let wanted = true;
    void request('library.revisions', { designId }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setRevisions(answer.value);
      else showError(answer.error);
    });
    return () => { wanted = false; };
  }, [designId]);
  const restore = async (revision: number): Promise<void> => {
    if (designId === undefined) return;
    onClose();
    const answer = await request('library.restoreRevision', { designId, revision });
    if (answer.ok) ui.toast({ tone: 'info', text: { key: 'shell:revisions.done', params: { revision } } });
    else showError(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={t('commands:revisions').replace(/…$/, '')} description={t('shell:revisions.text')} width={560}>
      {revisions !== undefined && revisions.length === 0 && <p className="revisions-none">{t('shell:revisions.none')}</p>}
      <ol className="revisions">
        {revisions?.map(({ revision, savedAt, label, machines, manifests }) => (
          <li key={revision}>
            <div>
              <strong>{formatAge(savedAt, Date.now(), language)}</strong>
              <span>{`${t(`shell:revisions.label.${label}`)} · ${t('shell:revisions.size', { machines, manifests })}`}</span>
            </div>
            <Button onClick={() => void restore(revision)}>{t('shell:revisions.restore')}</Button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
