import type { FamilyResults, FidelityClass, FidelitySection, FidelityTable } from '../../../shared/view/fidelity.ts';
import type { FidelityEntries } from './model.ts';
import type { ProofIndex } from './proofs.ts';
import { fidelityTable } from './table.ts';

const classNames: Readonly<Record<FidelityClass, string>> = {
  simulated: 'simulated', approximated: 'approximated', ignored: 'kept but ignored',
};

/** The table as Markdown. Throws when a proof stands for nothing. */
export function fidelityMarkdown(entries: FidelityEntries, proofs: ProofIndex, results: FamilyResults): string {
  const table = fidelityTable(entries);
  const sections = [...table.kinds, ...table.parts];
  const lines = [
    '# What is simulated, field by field',
    '',
    'Written by `npm run fidelity` from `electron/conformance/fidelity`; do not edit. The window shows the same under Help.',
    '',
    '- **simulated**: works as in Kubernetes v1.36',
    '- **approximated**: has an effect, a simpler one; the note says which',
    '- **kept but ignored**: stored, validated, shown and exported, without effect',
    '',
    'Every kind not named here is kept but ignored as a whole, custom resources too, by the rules of their definitions. A proof is a family of conformance vectors, with the cases that',
    'pass, or a file of tests. `.*` stands for all fields below; a field that points to a part has the fields of that part.',
    '',
    '| kind or part | simulated | approximated | kept but ignored |', '| --- | --- | --- | --- |',
    ...sections.map((section) => `| ${linkTo(section.name, table)} | ${(['simulated', 'approximated', 'ignored'] as const).map((kind) => count(section, kind)).join(' | ')} |`),
    '', '# Kinds',
    ...table.kinds.flatMap((section) => sectionLines(section, table, proofs, results)),
    '', '# Parts of several kinds',
    ...table.parts.flatMap((section) => sectionLines(section, table, proofs, results)),
  ];
  return `${lines.join('\n')}\n`;
}

function count({ rows }: FidelitySection, kind: FidelityClass): number {
  return rows.filter((row) => row.class === kind).length;
}

function sectionLines({ name, apiVersion, rows }: FidelitySection, table: FidelityTable, proofs: ProofIndex, results: FamilyResults): string[] {
  const title = apiVersion === undefined ? name : `${name} (${apiVersion})`;
  return [
    '', `## ${title}`, '', '| field | | note | proof |', '| --- | --- | --- | --- |',
    ...rows.map((row) => {
      const part = row.part === undefined ? '' : ` → ${linkTo(row.part, table)}`;
      const shown = row.proofs.map((proof) => proofText(proof, proofs, results)).join(', ');
      return `| \`${row.path}\`${part} | ${classNames[row.class]} | ${row.note.replaceAll('|', '\\|')} | ${shown} |`;
    }),
  ];
}

function linkTo(name: string, table: FidelityTable): string {
  const apiVersion = table.kinds.find((kind) => kind.name === name)?.apiVersion;
  return `[${name}](#${anchor(apiVersion === undefined ? name : `${name} (${apiVersion})`)})`;
}

/** As GitHub makes anchors of headings. */
function anchor(title: string): string {
  return title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
}

/** `pdb 41/41`, or the name of a test file with a link from the document's folder. */
function proofText(name: string, proofs: ProofIndex, results: FamilyResults): string {
  const proof = proofs.resolve(name);
  if (proof.kind === 'test') return `[${name}](../../${proof.path})`;
  const result = results[proof.name];
  return result ? `${proof.name} ${result.passed}/${result.cases}` : proof.name;
}
