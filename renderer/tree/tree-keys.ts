import type { OutlineRow } from './outline.ts';

/** What a key does in a tree (WAI-ARIA tree pattern): go to a row, open or close one. */
export type TreeStep = { go: number } | { open: string } | { close: string } | undefined;

export function treeStep(key: string, rows: readonly OutlineRow[], at: number, isOpen: (id: string) => boolean): TreeStep {
  const row = rows[at];
  if (!row) return rows.length > 0 ? { go: 0 } : undefined;
  const hasChildren = row.node.children.length > 0;
  switch (key) {
    case 'ArrowDown': return at + 1 < rows.length ? { go: at + 1 } : undefined;
    case 'ArrowUp': return at > 0 ? { go: at - 1 } : undefined;
    case 'Home': return { go: 0 };
    case 'End': return { go: rows.length - 1 };
    case 'ArrowRight':
      if (!hasChildren) return undefined;
      return isOpen(row.node.id) ? { go: at + 1 } : { open: row.node.id };
    case 'ArrowLeft': {
      if (hasChildren && isOpen(row.node.id)) return { close: row.node.id };
      const parent = rows.findIndex((other) => other.node.id === row.parent);
      return parent >= 0 ? { go: parent } : undefined;
    }
    default: return typeAhead(key, rows, at);
  }
}

/** A letter goes to the next row that begins with it. */
function typeAhead(key: string, rows: readonly OutlineRow[], at: number): TreeStep {
  if (key.length !== 1 || !/\S/.test(key)) return undefined;
  for (let offset = 1; offset <= rows.length; offset += 1) {
    const index = (at + offset) % rows.length;
    if (rows[index]?.node.label.toLowerCase().startsWith(key.toLowerCase())) return { go: index };
  }
  return undefined;
}
