import type { AppError } from '../../shared/ipc/errors.ts';
import { useText } from '../i18n/use-text.ts';

const mostProblems = 5;

/** Why a comparison did not come about: in a file with document, line and field. */
export function CompareError({ error }: { error: AppError }) {
  const { t } = useText();
  const lines = error.kind === 'BadFile'
    ? error.problems.filter(({ severity }) => severity === 'error').slice(0, mostProblems).map(({ document, line, message }) => [error.fileName, document === undefined ? '' : t('failures:compare.where', { document, line: line ?? 1 }), message].filter(Boolean).join(': '))
    : ['detail' in error ? error.detail : error.kind === 'NotFound' ? error.what : error.kind];
  return (
    <div className="compare-error" role="alert">
      <strong>{t('failures:compare.failed')}</strong>
      {lines.map((line) => <p key={line}>{line}</p>)}
    </div>
  );
}
