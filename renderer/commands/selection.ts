import { BoxSelect, CopyPlus, Trash2 } from 'lucide-react';
import { deleteObjects } from '../gestures/delete-objects.ts';
import { canvas } from '../store/canvas-port.ts';
import { ui } from '../store/ui.ts';
import { addText } from '../app/session.ts';
import { manifestsOf } from './clipboard-text.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { renameCopies } from './copies.ts';
import { sendEdit } from './edit.ts';
import { showError } from './show-error.ts';

export const hasSelection = (context: CommandContext): boolean => inEditor(context) && context.selection.length > 0;

export const deleteSelection: Command = {
  id: 'delete', title: 'commands:delete', icon: Trash2, group: 'edit', shortcut: 'Delete', alternatives: ['Backspace'], menus: ['palette', 'context', 'app'],
  isEnabled: hasSelection,
  async run(context) {
    const answer = await sendEdit(deleteObjects(context.selection));
    if (answer.ok) ui.select([]);
  },
};

/** Copies with free names, near the originals. */
export const duplicate: Command = {
  id: 'duplicate', title: 'commands:duplicate', icon: CopyPlus, group: 'edit', shortcut: 'Mod+D', menus: ['palette', 'context', 'app'], isEnabled: hasSelection,
  async run(context) {
    const text = await manifestsOf(context.selection);
    if (!text.ok) showError(text.error);
    else if (text.value !== '') await addText(renameCopies(text.value, context.mirror));
  },
};

export const selectAll: Command = {
  id: 'selectAll', title: 'commands:selectAll', icon: BoxSelect, group: 'edit', shortcut: 'Mod+A', menus: ['palette', 'app'], isEnabled: inEditor,
  run: () => ui.select(canvas()?.allKeys() ?? []),
};
