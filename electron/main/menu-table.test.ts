import { describe, expect, test } from 'vitest';
import { menuTable } from './menu-table.ts';

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  const sections = menuTable(platform);
  const entries = sections.flatMap((section) => section.entries).filter((entry) => entry !== 'separator');

  test('has each command and each accelerator once', () => {
    for (const values of [
      entries.flatMap((entry) => ('command' in entry ? [entry.command] : [])),
      entries.flatMap((entry) => ('accelerator' in entry && entry.accelerator ? [entry.accelerator] : [])),
    ]) {
      expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
    }
  });

  test('has no separator where there is nothing to separate', () => {
    for (const { entries: list } of sections) {
      expect([list[0], list.at(-1)]).not.toContain('separator');
      expect(list.some((entry, index) => entry === 'separator' && list[index + 1] === 'separator')).toBe(false);
    }
  });

  test('ends the application, and opens settings', () => {
    expect(entries.some((entry) => 'action' in entry && entry.action === 'quit')).toBe(true);
    expect(entries.some((entry) => 'command' in entry && entry.command === 'settings')).toBe(true);
  });
});
