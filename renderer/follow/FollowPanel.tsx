import { Shuffle, X } from 'lucide-react';
import { useState } from 'react';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { TraceView } from '../../shared/view/trace.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { request } from '../ipc/client.ts';
import { useFollowed } from '../store/use-followed.ts';
import { useUi } from '../store/ui.ts';
import { Hops } from './Hops.tsx';
import { requestOf, useQuestion } from './question.ts';
import { QuestionForm } from './QuestionForm.tsx';
import './follow.css';

const intervalMs = 500;

/** One request, followed hop by hop as the cluster is now. Stands in the inspector's place. */
export function FollowPanel() {
  const { t } = useText();
  const question = useQuestion();
  const asked = requestOf(question);
  const [draw, setDraw] = useState(0);
  const key = asked && JSON.stringify({ ...asked, draw });
  const ask = async (): Promise<{ view?: TraceView; error?: AppError } | undefined> => {
    const answer = asked && await request('network.trace', { ...asked, draw });
    return answer && (answer.ok ? { view: answer.value } : { error: answer.error });
  };
  const { view, error } = useFollowed(key, ask, { intervalMs }) ?? {};
  return (
    <section className="follow" aria-label={t('inspector:follow.title')}>
      <header className="follow-head">
        <h2 className="follow-title">{t('inspector:follow.title')}</h2>
        <IconButton label={t('inspector:problems.close')} icon={<X size={16} />} side="left" onClick={() => useUi.setState({ inspectorView: 'object' })} />
      </header>
      <div className="follow-body">
        <QuestionForm />
        {key === undefined && <p className="follow-note">{t('inspector:follow.incomplete')}</p>}
        {error && <p className="follow-note" role="alert">{t('inspector:follow.refused')}</p>}
        {view && question.failing && view.outcome.served && <p className="follow-note">{t('inspector:follow.noneFails')}</p>}
        {view && <Hops key={key} view={view} />}
        {view && (
          <div className="follow-again">
            <Button icon={<Shuffle size={14} strokeWidth={1.7} aria-hidden />} onClick={() => setDraw(view.draw + 1)}>{t('inspector:follow.another')}</Button>
            <label className="follow-failing">
              <input type="checkbox" checked={question.failing} onChange={(event) => useQuestion.setState({ failing: event.target.checked })} />
              {t('inspector:follow.onlyFailing')}
            </label>
          </div>
        )}
      </div>
    </section>
  );
}
