import { join } from 'node:path';
import type { FamilyResults, FidelityDocument, FidelitySection } from '../../../shared/view/fidelity.ts';
import { fidelityMarkdown } from './document.ts';
import { fidelityEntries } from './entries/index.ts';
import { ProofIndex } from './proofs.ts';
import { fidelityTable } from './table.ts';

export const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** The files made from the entries, by path from the project's root. */
export function fidelityFiles(results: FamilyResults): ReadonlyMap<string, string> {
  const document: FidelityDocument = { ...fidelityTable(fidelityEntries), results };
  return new Map([
    ['build/fidelity/FIDELITY.md', fidelityMarkdown(fidelityEntries, new ProofIndex(projectRoot), results)],
    ['renderer/fidelity/table.json', documentText(document)],
  ]);
}

/** JSON with a section a line, so that versions can be compared. */
function documentText({ kinds, parts, results }: FidelityDocument): string {
  const lines = (sections: readonly FidelitySection[]): string => `[\n${sections.map((section) => JSON.stringify(section)).join(',\n')}\n]`;
  return `{"kinds":${lines(kinds)},\n"parts":${lines(parts)},\n"results":${JSON.stringify(results)}}\n`;
}
