import { Route, X } from 'lucide-react';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ProblemRow } from '../../shared/view/rows.ts';
import { runCommand } from '../commands/run.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { KindIcon } from '../design/KindIcon.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatClock, formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { goTo, selectionKeyOf } from '../inspector/go-to.ts';
import { useClock, useProblems } from '../store/hooks.ts';
import { canvas } from '../store/canvas-port.ts';
import { ui, useUi } from '../store/ui.ts';
import '../follow/follow.css';
import './problems.css';

/** Everything that is not as desired, oldest first: what fell over first is likeliest the cause. Stands in the inspector's place. */
export function ProblemsList() {
  const { t } = useText();
  const problems = useProblems();
  return (
    <section className="problems" aria-label={t('inspector:problems.title')}>
      <header className="problems-head">
        <h2 className="problems-title">{t('inspector:problems.count', { count: problems.length })}</h2>
        <IconButton
          label={t('inspector:problems.close')}
          icon={<X size={16} />}
          side="left"
          onClick={() => useUi.setState({ inspectorView: 'object' })}
        />
      </header>
      {problems.length === 0 ? (
        <p className="problems-none">
          <StateMark family="ready" size={14} />
          {t('inspector:problems.none')}
        </p>
      ) : (
        <ul className="problems-list">
          {problems.map((problem) => (
            <Problem key={problem.uid} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Problem({ problem }: { problem: ProblemRow }) {
  const { t, localize } = useText();
  const { nowMs } = useClock();
  const { ref } = problem;
  const caseName = String(problem.title.params?.['state'] ?? '');
  const why = (): void => {
    ui.select([selectionKeyOf(ref)]);
    canvas()?.reveal([selectionKeyOf(ref)]);
    ui.inspect('why');
  };
  const follow = (): void => {
    ui.select([selectionKeyOf(ref)]);
    runCommand('followRequestOfSelection', { failing: true });
  };
  return (
    <li className="problem" data-family={problem.family}>
      <button type="button" className="problem-main" onClick={() => goTo(ref)}>
        <StateMark family={problem.family} name={caseName} size={14} />
        <span className="problem-text">
          <span className="problem-object">
            <KindIcon kind={ref.kind} size={13} />
            <span className="truncate">{ref.name}</span>
          </span>
          <span className="problem-title">{localize(problem.title)}</span>
        </span>
        <span className="problem-since mono" title={formatClock(problem.sinceMs)}>
          {formatDuration(nowMs - problem.sinceMs)}
        </span>
      </button>
      <button type="button" className="problem-why" aria-label={t('inspector:problems.whyOf', { name: ref.name })} onClick={why}>
        {t('inspector:tab.why')}
      </button>
      {(problem.detail || problem.objects || problem.hasRequests) && (
        <div className="problem-mend">
          {problem.detail && <p className="problem-detail">{localize(problem.detail)}</p>}
          {(problem.objects ?? []).map((object) => (
            <button key={refKey(object)} type="button" className="follow-object" title={t('inspector:problems.mend')} onClick={() => goTo(object)}>
              <KindIcon kind={object.kind} size={13} />
              <span className="truncate">{object.name}</span>
            </button>
          ))}
          {problem.hasRequests && (
            <Button icon={<Route size={14} strokeWidth={1.7} aria-hidden />} onClick={follow}>{t('commands:followRequest')}</Button>
          )}
        </div>
      )}
    </li>
  );
}
