import type { Answer } from '../../shared/ipc/contract.ts';
import type { DesignEdit } from '../../shared/ipc/design.ts';
import { request } from '../ipc/client.ts';
import { ui } from '../store/ui.ts';
import { showError } from './show-error.ts';
import { stepUnderWay } from './steps-under-way.ts';

/**
 * Sends what a gesture writes. Shows a toast that offers the YAML, or the API's refusal in its own words.
 * @returns the answer, for callers that go on from it (select what was made)
 */
export async function sendEdit(edit: DesignEdit, options: { quiet?: boolean } = {}): Promise<Answer<'design.edit'>> {
  const answer = await stepUnderWay(request('design.edit', edit));
  if (!answer.ok) showError(answer.error, edit.label);
  else if (options.quiet !== true && answer.value.written.length > 0) ui.toast({ tone: 'info', text: edit.label, written: answer.value });
  return answer;
}
