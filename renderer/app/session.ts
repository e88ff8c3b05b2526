import type { AppError } from '../../shared/ipc/errors.ts';
import type { TopologyProblem } from '../../shared/topology/types.ts';
import { request } from '../ipc/client.ts';
import { showError } from '../commands/show-error.ts';
import { forgetComparison } from '../compare/run.ts';
import { failures } from '../failures/store.ts';
import { emptyQuestion, useQuestion } from '../follow/question.ts';
import { mirror } from '../store/cluster.ts';
import { ui, useUi } from '../store/ui.ts';

/** Lives as long as the window: after a reload (the page crashed) the same design is shown again. */
const openDesignItem = 'openDesign';

export function designBeforeReload(): string | undefined {
  return sessionStorage.getItem(openDesignItem) ?? undefined;
}

/** Opens a design in the editor. The list comes as a `view` push; until then the editor shows that it is opening. */
export async function openDesign(designId: string): Promise<void> {
  mirror.reset();
  forgetComparison();
  failures.reset();
  useQuestion.setState(emptyQuestion);
  sessionStorage.setItem(openDesignItem, designId);
  useUi.setState({ screen: 'editor', designId, selection: [], hovered: undefined, showSystem: false, inspectorView: 'object', inspectorTab: 'overview', timelineTab: 'timeline', callsFilter: '', dialog: undefined });
  const answer = await request('design.open', { designId });
  if (answer.ok || answer.error.kind === 'Unavailable') return;
  showError(answer.error);
  toLibrary();
}

function toLibrary(): void {
  sessionStorage.removeItem(openDesignItem);
  useUi.setState({ screen: 'library', designId: undefined, selection: [], hovered: undefined });
  mirror.reset();
}

/** Back to the library. The design is saved already; nothing is asked. */
export async function closeDesign(): Promise<void> {
  await request('design.close');
  toLibrary();
}

export async function createDesign(from: { name?: string; sample?: string } = {}): Promise<void> {
  const answer = await request('library.create', from);
  if (answer.ok) await openDesign(answer.value.designId);
  else showError(answer.error);
}

/** Opens a file as a new design: by dialog, or a path dropped on the window. */
export async function openFile(path?: string): Promise<void> {
  const answer = await request('file.open', path === undefined ? {} : { path });
  await openImported(answer, path ?? '');
}

/** Opens a text as a new design, for a dropped file that has no path. */
export async function openText(text: string, fileName: string): Promise<void> {
  await openImported(await request('library.importText', { text, fileName }), fileName);
}

type Imported = { ok: true; value: { designId: string; problems: TopologyProblem[] } } | { ok: false; error: AppError };

async function openImported(answer: Imported, fileName: string): Promise<void> {
  if (!answer.ok) {
    showError(answer.error);
    return;
  }
  await openDesign(answer.value.designId);
  const { problems } = answer.value;
  if (problems.length > 0) ui.openDialog({ kind: 'problemsInFile', fileName, error: { kind: 'BadFile', problems } });
}

/** Adds the objects of a YAML or JSON text to the open design. */
export async function addText(text: string, at?: { x: number; y: number }): Promise<void> {
  const answer = await request('design.addText', at === undefined ? { text } : { text, at });
  if (!answer.ok) {
    showError(answer.error);
    return;
  }
  const errors = answer.value.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) showError({ kind: 'BadFile', problems: errors });
  else ui.toast({ tone: 'info', text: { key: 'shell:toast.added', params: { count: answer.value.added } } });
  const { changed } = answer.value;
  if (changed.length > 0) {
    const fields = changed.map(({ field, from, to }) => `${field}: ${from === '' ? '–' : from} → ${to === '' ? '–' : to}`).join('; ');
    ui.toast({ tone: 'info', text: { key: 'shell:toast.placeBrought', params: { fields } } });
  }
}
