import { assertNever } from '../../shared/assert.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { TopologyProblem } from '../../shared/topology/types.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import { translate } from '../i18n/i18n.ts';
import type { Text } from '../i18n/use-text.ts';
import { controlPlaneTrouble } from '../../shared/view/control-plane-trouble.ts';
import { mirror } from '../store/cluster.ts';
import { ui } from '../store/ui.ts';

/** What failed and why, as a title and the API's or system's own words. Undefined when there is nothing to say (the person cancelled). */
export function describeError(error: AppError): { text: LocalizedText; detail?: string } | undefined {
  switch (error.kind) {
    case 'Cancelled': return undefined;
    case 'Refused': return { text: { key: 'shell:error.refused', params: { reason: error.status.reason ?? '' } }, detail: error.status.message ?? '' };
    case 'BadFile': return { text: { key: 'shell:error.badFile', params: { file: error.fileName ?? '' } }, detail: describeProblems(error) };
    case 'NotFound': return { text: { key: 'shell:error.notFound', params: { what: error.what } } };
    case 'Storage': return { text: { key: `shell:error.storage.${error.reason}`, params: { file: error.file } }, detail: error.detail };
    case 'BadRequest': return { text: { key: 'shell:error.internal' }, detail: error.detail };
    case 'Unavailable': return { text: { key: 'shell:error.unavailable' } };
    case 'Internal': return { text: { key: 'shell:error.internal' }, detail: error.detail };
    default: return assertNever(error);
  }
}

/** Where a problem is: document, line, column and field, as far as they are known. */
export function placeOf(problem: TopologyProblem, t: Text['t']): string {
  const { document, line, column, field } = problem;
  return [
    document !== undefined && t('shell:file.document', { number: document }), line !== undefined && t('shell:file.line', { number: line }),
    column !== undefined && t('shell:file.column', { number: column }), field,
  ].filter((part): part is string => typeof part === 'string').join(' · ');
}

function describeProblems(error: Extract<AppError, { kind: 'BadFile' }>): string {
  const first = error.problems.find((problem) => problem.severity === 'error') ?? error.problems[0];
  if (first === undefined) return '';
  const place = placeOf(first, translate);
  return [place === '' ? first.message : `${place}: ${first.message}`, first.hint].filter(Boolean).join(' ');
}

/** Shows an error as a toast that stays until it is dismissed; a file's problems get the dialog with all of them. */
export function showError(error: AppError, attempted?: LocalizedText): void {
  if (error.kind === 'BadFile' && error.problems.length > 1) {
    ui.openDialog({ kind: 'problemsInFile', fileName: error.fileName ?? '', error });
    return;
  }
  const trouble = error.kind === 'Refused' ? controlPlaneTrouble(mirror.controlPlane) : undefined;
  if (error.kind === 'Refused' && trouble) {
    ui.toast({ tone: 'error', text: { key: 'shell:error.nothingWritten' }, detail: error.status.message ?? '', hint: trouble.mend, command: 'showControlPlane' });
    return;
  }
  const described = describeError(error);
  if (described === undefined) return;
  ui.toast({ tone: 'error', text: described.text, ...(described.detail ? { detail: described.detail } : attempted ? {} : {}) });
}
