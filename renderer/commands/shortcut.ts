/** The part of a KeyboardEvent that matters here. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface Keys {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

function parse(shortcut: string): Keys {
  const parts = shortcut.split('+');
  // "Mod++" is the plus key.
  const key = shortcut.endsWith('+') ? '+' : parts[parts.length - 1] as string;
  return { mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt'), key };
}

/** Whether the press is this shortcut. `Mod` is Ctrl, on macOS Cmd. Punctuation is matched by the character, whatever keys make it. */
export function matchesShortcut(press: KeyPress, shortcut: string, platform: string): boolean {
  const keys = parse(shortcut);
  const mod = platform === 'darwin' ? press.metaKey : press.ctrlKey;
  const other = platform === 'darwin' ? press.ctrlKey : press.metaKey;
  if (mod !== keys.mod || other || press.altKey !== keys.alt) return false;
  if (/^[A-Z]$/.test(keys.key)) return press.shiftKey === keys.shift && press.key.toUpperCase() === keys.key;
  if (/^[0-9]$/.test(keys.key)) return press.shiftKey === keys.shift && (press.code === `Digit${keys.key}` || press.key === keys.key);
  if (keys.key === 'Space') return press.shiftKey === keys.shift && press.key === ' ';
  if (keys.key.length > 1) return press.shiftKey === keys.shift && press.key === keys.key;
  return press.key === keys.key;
}

const macSymbols: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Backspace: '⌫', Delete: '⌦', Enter: '↵', Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→' };
const otherNames: Record<string, string> = { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→' };

/** The shortcut as people read it, keys separated by spaces: `Ctrl Shift R`, `⌘ ⇧ R`. */
export function shortcutText(shortcut: string, platform: string): string {
  const { mod, shift, alt, key } = parse(shortcut);
  const names = platform === 'darwin' ? macSymbols : otherNames;
  return [mod && 'Mod', alt && 'Alt', shift && 'Shift', key].filter((part): part is string => typeof part === 'string').map((part) => names[part] ?? part).join(' ');
}
