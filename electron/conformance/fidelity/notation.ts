import type { FidelityClass } from '../../../shared/view/fidelity.ts';
import type { FieldFidelity, FidelityEntries } from './model.ts';

/*
 * The notation of entries, after the one of schema definitions:
 *
 *     DeploymentSpec @deployment-scale @deployment
 *       + replicas selector template
 *       ~ paused @pause : A paused rollout …
 *       - someField : Why it has no effect.
 *
 * `+` simulated, `~` approximated, `-` kept but ignored; then the fields (`field.*`: and all below it), `@` proofs and, after ` : `, a note that holds for all of them.
 * Proofs after the type's name count for every field of it that is not ignored.
 */

const classes: Readonly<Record<string, FidelityClass>> = { '+': 'simulated', '~': 'approximated', '-': 'ignored' };

/** Throws with the line when the text does not keep to the notation, or names a type or field twice. */
export function parseEntries(texts: readonly string[]): FidelityEntries {
  const entries = new Map<string, Map<string, FieldFidelity>>();
  let fields = new Map<string, FieldFidelity>();
  let typeProofs: string[] = [];
  for (const line of texts.join('\n').split('\n')) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) {
      const [type = '', ...proofs] = line.trim().split(/\s+/);
      if (entries.has(type)) throw new Error(`${type} has two entries`);
      entries.set(type, (fields = new Map()));
      typeProofs = proofs.map((word) => proofOf(word, line));
      continue;
    }
    const { names, ...fidelity } = parseLine(line, typeProofs);
    for (const name of names) {
      const field = name.replace(/\.\*$/, '');
      if (fields.has(field)) throw new Error(`a field stands twice: ${line}`);
      fields.set(field, { ...fidelity, whole: field !== name || fidelity.class === 'ignored' });
    }
  }
  return entries;
}

function parseLine(line: string, typeProofs: readonly string[]): Omit<FieldFidelity, 'whole'> & { names: string[] } {
  const [head = '', ...note] = line.split(' : ');
  const [mark = '', ...words] = head.trim().split(/\s+/);
  const kind = classes[mark];
  if (!kind) throw new Error(`a line begins with +, ~ or -: ${line}`);
  const names = words.filter((word) => !word.startsWith('@'));
  if (names.length === 0) throw new Error(`a line names fields: ${line}`);
  const own = words.filter((word) => word.startsWith('@')).map((word) => proofOf(word, line));
  return { names, class: kind, note: note.join(' : ').trim(), proofs: kind === 'ignored' ? own : [...new Set([...own, ...typeProofs])] };
}

function proofOf(word: string, line: string): string {
  if (!word.startsWith('@')) throw new Error(`only proofs follow a type: ${line}`);
  return word.slice(1);
}
