import { useState, type FormEvent } from 'react';
import { showError } from '../commands/show-error.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { useUi } from '../store/ui.ts';

/** Another name for the open design. */
export function RenameDesignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const designId = useUi((state) => state.designId);
  const [name, setName] = useState(mirror.cluster?.name ?? '');
  const valid = name.trim() !== '' && designId !== undefined;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!valid) return;
    onClose();
    const answer = await request('library.rename', { designId, name: name.trim() });
    if (!answer.ok) showError(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={t('shell:rename.title')} width={400}
      footer={<><Button onClick={onClose}>{t('shell:cancel')}</Button><Button variant="primary" disabled={!valid} form="rename-form" type="submit">{t('shell:rename.apply')}</Button></>}>
      <form id="rename-form" onSubmit={(event) => void submit(event)}>
        <Field label={t('shell:rename.name')} autoFocus maxLength={200} value={name} onFocus={(event) => event.target.select()} onChange={(event) => setName(event.target.value)} />
      </form>
    </Dialog>
  );
}
