import { Copy } from 'lucide-react';
import type { EditResult } from '../../shared/ipc/design.ts';
import { writeClipboard } from '../commands/clipboard-text.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { KindIcon } from '../design/KindIcon.tsx';
import { useText } from '../i18n/use-text.ts';
import { refKey } from '../store/ref-key.ts';
import './written.css';

/** The YAML that a gesture wrote, per object, with the fields it set. */
export function WrittenDialog({ result, onClose }: { result: EditResult; onClose: () => void }) {
  const { t } = useText();
  const all = result.written.map((written) => written.yaml.trimEnd()).join('\n---\n');
  return (
    <Dialog open onClose={onClose} title={t('shell:written.title')} description={t('shell:written.text')} width={640}
      footer={<Button icon={<Copy size={14} aria-hidden />} onClick={() => void writeClipboard(`${all}\n`)}>{t('shell:written.copy')}</Button>}>
      <div className="written">
        {result.written.map((written) => (
          <section key={refKey(written.ref)}>
            <h3><KindIcon kind={written.ref.kind} size={14} />{`${written.ref.kind} ${written.ref.name}`}</h3>
            {written.changedFields.length > 0 && <ul className="written-fields">{written.changedFields.map((field) => <li key={field} className="mono">{field}</li>)}</ul>}
            {/* Scrolls by keyboard, so it takes the focus. */}
            <pre className="mono" tabIndex={0}>{written.yaml.trimEnd() === '' ? t('shell:written.nothing') : written.yaml.trimEnd()}</pre>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
