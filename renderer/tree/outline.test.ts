import { describe, expect, it } from 'vitest';
import type { OutlineNode } from './outline.ts';
import { visibleRows } from './outline.ts';
import { treeStep } from './tree-keys.ts';

const leaf = (id: string): OutlineNode => ({ id, kind: 'object', icon: 'Pod', label: id, detail: '', children: [] });
const tree: OutlineNode[] = [{ ...leaf('worker'), children: [{ ...leaf('web'), children: [leaf('nginx')] }, leaf('api')] }, leaf('cache')];
const open = new Set(['worker']);
const isOpen = (id: string): boolean => open.has(id);
const rows = visibleRows(tree, isOpen);

describe('outline', () => {
  it('shows the children of what is open, with level, place and parent', () => {
    expect(rows.map((row) => [row.node.id, row.level, row.position, row.siblings, row.parent])).toEqual([
      ['worker', 1, 1, 2, undefined], ['web', 2, 1, 2, 'worker'], ['api', 2, 2, 2, 'worker'], ['cache', 1, 2, 2, undefined],
    ]);
  });

  it.each([
    ['ArrowDown', 0, { go: 1 }], ['ArrowDown', 3, undefined], ['ArrowUp', 0, undefined], ['End', 0, { go: 3 }], ['Home', 3, { go: 0 }],
    ['ArrowRight', 0, { go: 1 }], ['ArrowRight', 1, { open: 'web' }], ['ArrowRight', 3, undefined],
    ['ArrowLeft', 0, { close: 'worker' }], ['ArrowLeft', 2, { go: 0 }], ['ArrowLeft', 3, undefined],
    ['c', 0, { go: 3 }], ['w', 0, { go: 1 }], ['z', 0, undefined], ['Enter', 0, undefined],
  ] as const)('%s from row %i', (key, at, expected) => {
    expect(treeStep(key, rows, at, isOpen)).toEqual(expected);
  });

  it('begins at the first row', () => {
    expect(treeStep('ArrowDown', rows, -1, isOpen)).toEqual({ go: 0 });
    expect(treeStep('ArrowDown', [], -1, isOpen)).toBeUndefined();
  });
});
