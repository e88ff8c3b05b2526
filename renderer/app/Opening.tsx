import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import './opening.css';

/** Stands where the canvas will be, until the first list is here. Shown after a moment only: most designs open sooner. */
export function Opening() {
  const { t } = useText();
  const process = useUi((state) => state.process);
  return (
    <div className="opening" role="status">
      <StateMark family="working" size={20} turning />
      <span>{t(process === 'starting' ? 'shell:process.starting' : process === 'ready' ? 'shell:process.opening' : 'shell:process.restarting')}</span>
    </div>
  );
}
