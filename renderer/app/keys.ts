import { commands } from '../commands/index.ts';
import { runCommand } from '../commands/run.ts';
import { matchesShortcut } from '../commands/shortcut.ts';
import { useUi } from '../store/ui.ts';

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select'));
}

/** Keys that activate or move within the focused control itself stay with it. */
function belongsToControl(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  if (event.key !== ' ') return false;
  return event.target.closest('button, a[href], [role=button], [role=menuitem], [role=tab], [role=option], [role=slider], [role=checkbox], [role=radio], [role=treeitem]') !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = isTextField(event.target);
  const { platform, dialog } = useUi.getState();
  if (belongsToControl(event)) return;
  for (const command of commands) {
    if (command.shortcut === undefined || command.native !== undefined || (typing && command.whileTyping !== true)) continue;
    if (dialog !== undefined && command.whileTyping !== true) continue;
    if (![command.shortcut, ...(command.alternatives ?? [])].some((shortcut) => matchesShortcut(event, shortcut, platform))) continue;
    // A shortcut of ours never falls through to the browser, even when it has nothing to do now.
    event.preventDefault();
    if (!event.repeat || command.repeats === true || command.group === 'view' || command.group === 'edit') runCommand(command.id);
    return;
  }
}

/** Copy, cut and paste come as the browser's own events: those may use the system clipboard. Text fields and selected text keep theirs. */
function onClipboard(event: ClipboardEvent): void {
  if (event.defaultPrevented || isTextField(event.target) || useUi.getState().dialog !== undefined) return;
  if (event.type !== 'paste' && (window.getSelection()?.toString() ?? '') !== '') return;
  const command = commands.find((candidate) => candidate.native === event.type);
  if (command === undefined) return;
  event.preventDefault();
  runCommand(command.id, event.type === 'paste' ? { text: event.clipboardData?.getData('text/plain') ?? '' } : undefined);
}

/** Shortcuts of the whole window, from the command registry. Returns the way to stop. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', onKeyDown);
  for (const name of ['copy', 'cut', 'paste'] as const) document.addEventListener(name, onClipboard);
  return () => {
    document.removeEventListener('keydown', onKeyDown);
    for (const name of ['copy', 'cut', 'paste'] as const) document.removeEventListener(name, onClipboard);
  };
}
