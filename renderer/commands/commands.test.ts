import { describe, expect, test } from 'vitest';
import { catalogues } from '../i18n/catalogues.ts';
import { commands } from './index.ts';

const shortcuts = commands.flatMap((command) => [command.shortcut, ...(command.alternatives ?? [])].filter((keys) => keys !== undefined).map((keys) => ({ id: command.id, keys })));

describe('the registry', () => {
  test('ids are unique', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length);
  });

  test('no two commands share a shortcut', () => {
    const clashes = shortcuts.filter(({ keys }, index) => shortcuts.findIndex((other) => other.keys === keys) !== index);
    expect(clashes).toEqual([]);
  });

  test('every name is in the catalogue', () => {
    for (const command of commands) expect(catalogues.en.commands, command.id).toHaveProperty([command.title.replace(/^commands:/, '')]);
  });

  test('what a text field needs for itself is not taken while typing', () => {
    const ownedByText = new Set(['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+Shift+Z', 'Delete', 'Backspace', 'Space', 'Enter', '.', '+', '-', '?']);
    for (const command of commands) if (command.whileTyping === true) expect(ownedByText.has(command.shortcut ?? ''), command.id).toBe(false);
  });

  test('the keys that move on the canvas stay free', () => {
    const canvasKeys = ['M', 'Enter', 'Escape', 'Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
    expect(shortcuts.filter(({ keys }) => canvasKeys.includes(keys))).toEqual([]);
  });
});
