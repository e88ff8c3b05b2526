import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { cancelComparison } from './run.ts';

/** How far a comparison is, and the way out of it. */
export function Progress({ done }: { done: number }) {
  const { t } = useText();
  const percent = Math.floor(done * 100);
  return (
    <div className="compare-progress">
      <p>{t(done < 0.5 ? 'failures:compare.runningA' : 'failures:compare.runningB')}</p>
      <div className="compare-bar" role="progressbar" aria-label={t('failures:compare.progress')} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
        <span style={{ width: `${done * 100}%` }} />
      </div>
      <span className="mono">{percent} %</span>
      <Button autoFocus onClick={cancelComparison}>{t('shell:cancel')}</Button>
    </div>
  );
}
