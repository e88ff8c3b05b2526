import { Copy } from 'lucide-react';
import type { EditResult } from '../../shared/ipc/design.ts';
import { writeClipboard } from '../commands/clipboard-text.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { KindIcon } from '../design/KindIcon.tsx';
import { useText } from '../i18n/use-text.ts';
import { refKey } from '../store/ref-key.ts';
import { linesOfFields } from './written-lines.ts';
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
            <WrittenYaml yaml={written.yaml.trimEnd()} changedFields={written.changedFields} />
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** The text, with the lines of the fields that were set marked at their left edge. */
function WrittenYaml({ yaml, changedFields }: { yaml: string; changedFields: readonly string[] }) {
  const { t } = useText();
  if (yaml === '') return <p className="written-removed">{t('shell:written.nothing')}</p>;
  const changed = linesOfFields(yaml, changedFields);
  return (
    // Scrolls by keyboard, so it takes the focus.
    <pre className="mono" tabIndex={0}>
      {yaml.split('\n').map((line, index) => (
        // Lines have no identity but their number.
        <span key={index} className="written-line" data-changed={changed.has(index + 1) ? '' : undefined}>{line === '' ? ' ' : line}</span>
      ))}
    </pre>
  );
}
