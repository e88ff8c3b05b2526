import { expect, test } from 'vitest';
import { catalogues } from '../i18n/catalogues.ts';
import { translate } from '../i18n/i18n.ts';
import { paletteGroups } from './items.ts';
import { filterItems } from './PaletteList.tsx';

const items = paletteGroups.flatMap((group) => group.items);

test('every item has a unique id, a name and a sentence that says what it writes', () => {
  expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  for (const item of items) {
    expect(catalogues.en.shell).toHaveProperty([`palette.item.${item.id}`]);
    expect(catalogues.en.shell).toHaveProperty([`palette.hint.${item.id}`]);
  }
});

test('filtering finds by name and by what it does', () => {
  const found = (filter: string): string[] => filterItems(items, filter, translate).map((item) => item.id);
  expect(found('deploy')).toContain('deployment');
  expect(found('6379')).toEqual(['container.redis', 'deployment.redis']);
  expect(found('no such thing')).toEqual([]);
  expect(found('')).toHaveLength(items.length);
});
