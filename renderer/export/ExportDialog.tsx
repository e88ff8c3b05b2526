import { useEffect, useState } from 'react';
import { exportTargets, type ExportFile, type ExportNote, type ExportTargetId } from '../../shared/export/index.ts';
import { showError } from '../commands/show-error.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Segments } from '../design/Segments.tsx';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { ui, useUi } from '../store/ui.ts';
import { CodePreview } from './CodePreview.tsx';
import './export-dialog.css';

/** The design as the configuration of a tool that builds it for real: which tool, the text of each file, what it cannot say, and saving it. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const designId = useUi((state) => state.designId);
  const [target, setTarget] = useState<ExportTargetId>('manifests');
  const [preview, setPreview] = useState<{ files: ExportFile[]; notes: ExportNote[] }>();
  const [path, setPath] = useState<string>();
  useEffect(() => {
    if (designId === undefined) return undefined;
    let wanted = true;
    void request('export.preview', { designId, target }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setPreview(answer.value);
      else showError(answer.error);
    });
    return () => { wanted = false; };
  }, [designId, target]);
  const save = async (): Promise<void> => {
    if (designId === undefined) return;
    const answer = await request('export.save', { designId, target });
    if (!answer.ok) {
      showError(answer.error);
      return;
    }
    onClose();
    ui.toast({ tone: 'info', text: { key: 'shell:toast.exported', params: { file: answer.value.name } } });
  };
  const files = preview?.files ?? [];
  const shown = files.find((file) => file.path === path) ?? files[0];
  return (
    <Dialog open onClose={onClose} title={t('export:title')} description={t('export:text')} width={860}
      footer={<Button variant="primary" disabled={files.length === 0} onClick={() => void save()}>{t('export:save')}</Button>}>
      <div className="export">
        <Segments label={t('export:target')} value={target} options={exportTargets.map(({ id, title }) => ({ value: id, text: title }))} onChange={setTarget} />
        {files.length > 1 && shown !== undefined && (
          <Segments label={t('export:files')} value={shown.path} options={files.map((file) => ({ value: file.path, text: file.path }))} onChange={setPath} />
        )}
        {shown !== undefined && <CodePreview path={shown.path} text={shown.text} label={t('export:preview', { file: shown.path })} />}
        {preview !== undefined && shown === undefined && <p className="export-nothing">{t('export:nothing')}</p>}
        {preview !== undefined && <Notes notes={preview.notes} />}
      </div>
    </Dialog>
  );
}

function Notes({ notes }: { notes: readonly ExportNote[] }) {
  const { t } = useText();
  const words = ({ code, subjects, value }: ExportNote): string => {
    const said = t(`export:note.${code}`);
    const note = value === undefined ? said : t('export:withValue', { note: said, value });
    return subjects.length === 0 ? note : t('export:about', { note, subjects: subjects.join(', ') });
  };
  return (
    <section className="export-notes" aria-label={t('export:notes')} tabIndex={0}>
      <h3>{t('export:notes')}</h3>
      {notes.length === 0 ? <p>{t('export:noNotes')}</p> : <ul>{notes.map((note) => <li key={note.code}>{words(note)}</li>)}</ul>}
    </section>
  );
}
