import { sendEdit } from '../../commands/edit.ts';
import type { ProviderPatch } from './provider-edit.ts';

/** One undoable change of the design's provider. @param to what was chosen, for the list of changes */
export function writeProvider(patch: ProviderPatch, to: string): void {
  void sendEdit({ changes: [{ op: 'cluster', patch }], label: { key: 'view:provider.edit', params: { to } } });
}
