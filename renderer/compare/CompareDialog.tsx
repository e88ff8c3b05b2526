import { Dialog } from '../design/Dialog.tsx';
import { useText } from '../i18n/use-text.ts';
import { CompareForm } from './CompareForm.tsx';
import { CompareReport } from './CompareReport.tsx';
import { Progress } from './Progress.tsx';
import { cancelComparison, useComparison } from './run.ts';
import './compare.css';

/** Puts two designs through the same failures and shows what each made of them. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const state = useComparison();
  const close = (): void => {
    cancelComparison();
    onClose();
  };
  return (
    <Dialog open onClose={close} title={t('failures:compare.title')} description={t('failures:compare.text')} width={960}>
      <div className="compare">
        {/* What was chosen stays while something else is shown. */}
        <div hidden={state.state === 'running' || state.state === 'done'}><CompareForm error={state.state === 'failed' ? state.error : undefined} /></div>
        {state.state === 'running' && <Progress done={state.done} />}
        {state.state === 'done' && <CompareReport comparison={state.comparison} />}
      </div>
    </Dialog>
  );
}
