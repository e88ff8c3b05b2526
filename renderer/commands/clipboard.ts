import { ClipboardPaste, Copy, Scissors } from 'lucide-react';
import { deleteObjects } from '../gestures/delete-objects.ts';
import { addText } from '../app/session.ts';
import { ui } from '../store/ui.ts';
import { manifestsOf, readClipboard, writeClipboard } from './clipboard-text.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { renameCopies } from './copies.ts';
import { sendEdit } from './edit.ts';
import { concernsObjects, hasSelection, objectsOf } from './selection.ts';
import { showError } from './show-error.ts';

/** Kubernetes YAML of the selection on the system clipboard; returns whether there was any. */
async function copySelection(context: CommandContext): Promise<boolean> {
  const text = await manifestsOf(objectsOf(context));
  if (!text.ok) {
    showError(text.error);
    return false;
  }
  if (text.value === '') {
    ui.toast({ tone: 'info', text: { key: 'commands:copy.nothing' } });
    return false;
  }
  await writeClipboard(text.value);
  return true;
}

export const copy: Command = {
  id: 'copy', title: 'commands:copy', icon: Copy, group: 'edit', shortcut: 'Mod+C', native: 'copy', menus: ['palette', 'context', 'app'], isVisible: concernsObjects, isEnabled: hasSelection,
  async run(context) {
    if (await copySelection(context)) ui.toast({ tone: 'info', text: { key: 'commands:copy.done', params: { count: objectsOf(context).length } } });
  },
};

export const cut: Command = {
  id: 'cut', title: 'commands:cut', icon: Scissors, group: 'edit', shortcut: 'Mod+X', native: 'cut', menus: ['palette', 'context', 'app'], isVisible: concernsObjects, isEnabled: hasSelection,
  async run(context) {
    if (!await copySelection(context)) return;
    const answer = await sendEdit(deleteObjects(objectsOf(context)));
    if (answer.ok) ui.select([]);
  },
};

/** Adds the objects of the YAML on the clipboard; names that are taken get a number. */
export const paste: Command = {
  id: 'paste', title: 'commands:paste', icon: ClipboardPaste, group: 'edit', shortcut: 'Mod+V', native: 'paste', menus: ['palette', 'context', 'app'], isEnabled: inEditor,
  async run(context, args) {
    const text = args?.text ?? await readClipboard();
    if (text.trim() === '') ui.toast({ tone: 'info', text: { key: 'commands:paste.nothing' } });
    else await addText(renameCopies(text, context.mirror), args?.at);
  },
};
