import { eksctlTarget } from './eksctl/index.ts';
import { kindTarget } from './kind/index.ts';
import { kubeadmTarget } from './kubeadm/index.ts';
import { manifestsTarget } from './manifests/index.ts';
import type { ExportTarget } from './target.ts';
import { terraformTarget } from './terraform/index.ts';

export { exportTargetIds, type ExportFile, type ExportTarget, type ExportTargetId } from './target.ts';
export { exportNoteWords } from './note-words.ts';
export { exportNoteCodes, type ExportNote, type ExportNoteCode } from './notes.ts';

/** What a design can be exported for, in the order in which it is offered. A new one is a folder, its id in `target.ts`, and a line here. */
export const exportTargets: readonly ExportTarget[] = [manifestsTarget, kindTarget, kubeadmTarget, eksctlTarget, terraformTarget];

export function exportTargetOf(id: string): ExportTarget | undefined {
  return exportTargets.find((target) => target.id === id);
}
