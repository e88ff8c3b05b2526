import { RefreshCw } from 'lucide-react';
import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import type { ObjectForm } from './form/use-object-form.ts';

/** Changes that a running pod does not take wait here until the person lets it be replaced. */
export function StagedBar({ form, name }: { form: ObjectForm; name: string }) {
  const { t } = useText();
  return (
    <div className="inspector-staged" role="status">
      <p>{t('inspector:staged.text', { name })}</p>
      <p className="inspector-staged-fields mono">{form.staged.join(', ')}</p>
      <div className="inspector-actions">
        <Button variant="primary" icon={<RefreshCw size={14} />} onClick={form.replace}>{t('inspector:staged.replace')}</Button>
        <Button variant="quiet" onClick={form.discard}>{t('inspector:staged.discard')}</Button>
      </div>
    </div>
  );
}

/** Values that the API refused stay in the form until they are mended or discarded. */
export function RefusedBar({ refusals, onDiscard }: { refusals: Readonly<Record<string, string>>; onDiscard: () => void }) {
  const { t } = useText();
  return (
    <div className="inspector-staged" role="status">
      <p>{t('inspector:refused.text')}</p>
      <ul className="inspector-staged-fields">
        {Object.entries(refusals).map(([field, message]) => (
          <li key={field}>
            <span className="mono">{field}</span> {message}
          </li>
        ))}
      </ul>
      <div className="inspector-actions">
        <Button variant="quiet" onClick={onDiscard}>{t('inspector:staged.discard')}</Button>
      </div>
    </div>
  );
}
