import { X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../design/IconButton.tsx';
import { commandContext } from '../commands/context.ts';
import { commandById, runCommand } from '../commands/run.ts';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { ui, useUi, type Toast } from '../store/ui.ts';
import { useEditorLayout } from './use-editor-layout.ts';
import './toasts.css';

const infoMs = 6_000;
/** What is left to a toast when a newer one comes. */
const supersededMs = 1_800;

/** What a gesture wrote, or why it was refused. Refusals stay until they are dismissed; the rest goes after a while. */
export function Toasts() {
  const toasts = useUi((state) => state.toasts);
  const { t } = useText();
  const inEditor = useUi((state) => state.screen === 'editor');
  const layout = useEditorLayout();
  return (
    <ol className="toasts" {...(inEditor ? { style: layout.style } : {})} aria-label={t('shell:notifications')} aria-live="polite">
      {toasts.map((toast) => <ToastRow key={toast.id} toast={toast} newest={toast === toasts.at(-1)} />)}
    </ol>
  );
}

function ToastRow({ toast, newest }: { toast: Toast; newest: boolean }) {
  const { t, localize } = useText();
  const { id, tone, text, detail, hint, command, written } = toast;
  useEffect(() => {
    if (tone === 'error') return undefined;
    const timer = setTimeout(() => ui.dismissToast(id), newest ? infoMs : supersededMs);
    return () => clearTimeout(timer);
  }, [id, tone, newest]);
  return (
    <li className="toast" data-tone={tone} {...(tone === 'error' ? { role: 'alert' } : {})}>
      {tone === 'error' && <StateMark family="bad" name="Error" size={14} />}
      <div className="toast-text">
        <span>{localize(text)}</span>
        {detail !== undefined && <span className="toast-detail">{detail}</span>}
        {hint !== undefined && <span className="toast-hint">{localize(hint)}</span>}
      </div>
      {command !== undefined && (
        <button type="button" className="toast-action" onClick={() => { ui.dismissToast(id); runCommand(command); }}>{t(commandById(command).title, commandById(command).titleParams?.(commandContext()))}</button>
      )}
      {written !== undefined && (
        <button type="button" className="toast-action" onClick={() => { ui.dismissToast(id); ui.openDialog({ kind: 'written', result: written }); }}>{t('shell:showYaml')}</button>
      )}
      <IconButton label={t('shell:dismiss')} icon={<X size={14} />} side="top" onClick={() => ui.dismissToast(id)} />
    </li>
  );
}
