import { describe, expect, test } from 'vitest';
import { matchesShortcut, shortcutText, type KeyPress } from './shortcut.ts';

function press(key: string, held: string[] = [], code = ''): KeyPress {
  return { key, code, ctrlKey: held.includes('ctrl'), metaKey: held.includes('meta'), shiftKey: held.includes('shift'), altKey: held.includes('alt') };
}

describe('matching', () => {
  test.each<[string, KeyPress, string, boolean]>([
    ['Mod+Z', press('z', ['ctrl']), 'linux', true],
    ['Mod+Z', press('z', ['meta']), 'darwin', true],
    ['Mod+Z', press('z', ['ctrl']), 'darwin', false],
    ['Mod+Z', press('Z', ['ctrl', 'shift']), 'linux', false],
    ['Mod+Shift+Z', press('Z', ['ctrl', 'shift']), 'linux', true],
    ['Mod+Z', press('z', ['ctrl', 'alt']), 'linux', false],
    ['Space', press(' '), 'linux', true],
    ['Space', press(' ', ['shift']), 'linux', false],
    ['Shift+Space', press(' ', ['shift']), 'linux', true],
    ['?', press('?', ['shift']), 'linux', true],
    ['+', press('+', ['shift']), 'linux', true],
    ['Mod++', press('+', ['ctrl', 'shift']), 'linux', true],
    ['Mod+-', press('-', ['ctrl']), 'linux', true],
    ['Shift+1', press('!', ['shift'], 'Digit1'), 'linux', true],
    ['Mod+1', press('1', ['ctrl'], 'Digit1'), 'linux', true],
    ['V', press('v'), 'linux', true],
    ['V', press('v', ['ctrl']), 'linux', false],
    ['.', press('.'), 'linux', true],
    ['Delete', press('Delete'), 'linux', true],
  ])('%s', (shortcut, event, platform, expected) => {
    expect(matchesShortcut(event, shortcut, platform)).toBe(expected);
  });
});

test('shortcuts are written as people read them', () => {
  expect(shortcutText('Mod+Shift+R', 'linux')).toBe('Ctrl Shift R');
  expect(shortcutText('Mod+Shift+R', 'darwin')).toBe('⌘ ⇧ R');
  expect(shortcutText('Mod++', 'win32')).toBe('Ctrl +');
  expect(shortcutText('Delete', 'linux')).toBe('Del');
});
