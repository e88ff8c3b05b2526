import type { FidelitySection, FidelityTable } from '../../shared/view/fidelity.ts';

/**
 * The sections in which something is called so: all rows of a section whose own name has the words, else those rows whose field or note has
 * them. Case does not matter; no words find everything.
 */
export function searchFidelity({ kinds, parts }: FidelityTable, query: string): FidelityTable {
  const words = query.trim().toLowerCase();
  const matches = (text: string): boolean => text.toLowerCase().includes(words);
  const found = (sections: readonly FidelitySection[]): FidelitySection[] => sections.flatMap((section) => {
    if (words === '' || matches(section.name)) return [section];
    const rows = section.rows.filter(({ path, note }) => matches(path) || matches(note));
    return rows.length > 0 ? [{ ...section, rows }] : [];
  });
  return { kinds: found(kinds), parts: found(parts) };
}
