import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import './process-band.css';

/** Says that the control plane process is coming back. The canvas keeps its last picture; nothing is lost, the journal has it. */
export function ProcessBand() {
  const { t } = useText();
  const process = useUi((state) => state.process);
  if (process === 'ready' || process === 'starting') return null;
  const failed = process === 'failed';
  return (
    <div className="process-band" role="status" data-family={failed ? 'bad' : 'working'}>
      <StateMark family={failed ? 'bad' : 'working'} size={14} turning={!failed} />
      {t(failed ? 'shell:process.failed' : 'shell:process.restarting')}
    </div>
  );
}
