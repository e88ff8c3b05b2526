import { objectsOfFailure } from '../../shared/network/failure-objects.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { TraceView } from '../../shared/view/trace.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { goTo } from '../inspector/go-to.ts';

/** A list of what is to be mended stays short. */
const mostObjects = 8;

/** What became of the request: who answered, or why it failed, what the client sees of that, and where to mend it. */
export function Outcome({ outcome: { served, headline, details, symptom }, trace }: Pick<TraceView, 'outcome' | 'trace'>) {
  const { t, localize } = useText();
  const objects = trace.outcome.kind === 'Failed' ? objectsOfFailure(trace.outcome.cause).slice(0, mostObjects) : [];
  return (
    <div className="follow-outcome" data-family={served ? 'ready' : 'bad'} role="status">
      <p className="follow-headline">
        <StateMark family={served ? 'ready' : 'bad'} size={14} label={t(served ? 'inspector:follow.served' : 'inspector:follow.failed')} />
        <span>{localize(headline)}</span>
      </p>
      {details.map((detail, index) => <p key={index}>{localize(detail)}</p>)}
      {symptom && <p>{localize(symptom)}</p>}
      {objects.length > 0 && (
        <ul className="follow-objects" aria-label={t('inspector:follow.mend')}>
          {objects.map((ref) => (
            <li key={refKey(ref)}>
              <button type="button" className="follow-object" onClick={() => goTo(ref)}>
                <KindIcon kind={ref.kind} size={13} />
                <span className="truncate">{ref.kind} {ref.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
