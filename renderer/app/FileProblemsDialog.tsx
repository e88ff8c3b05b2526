import type { AppError } from '../../shared/ipc/errors.ts';
import { placeOf } from '../commands/show-error.ts';
import { Dialog } from '../design/Dialog.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import './file-problems.css';

/** Every problem of a file, with document, line, column and field, and what to do. */
export function FileProblemsDialog({ fileName, error, onClose }: { fileName: string; error: AppError; onClose: () => void }) {
  const { t } = useText();
  const problems = error.kind === 'BadFile' ? error.problems : [];
  const failed = problems.some((problem) => problem.severity === 'error');
  return (
    <Dialog open onClose={onClose} width={620} textOnly title={t(failed ? 'shell:file.failed' : 'shell:file.warnings', { file: fileName.split(/[\\/]/).at(-1) ?? '' })}
      description={failed ? t('shell:file.unchanged') : undefined}>
      <ol className="file-problems">
        {problems.slice(0, 200).map((problem, index) => (
          // Problems have no identity but their place in the list.
          <li key={index}>
            <StateMark family={problem.severity === 'error' ? 'bad' : 'attention'} name={problem.severity === 'error' ? 'Error' : 'Pressure'} size={14} />
            <div>
              <span>{problem.message}</span>
              <span className="file-problem-place mono">{placeOf(problem, t)}</span>
              {problem.hint !== undefined && <span className="file-problem-hint">{problem.hint}</span>}
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
