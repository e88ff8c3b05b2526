import { BoxSelect, CopyPlus, Trash2 } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { componentOf } from '../../shared/view/component-ref.ts';
import { subjectOf } from '../../shared/view/provided.ts';
import { deleteObjects } from '../gestures/delete-objects.ts';
import { canvas } from '../store/canvas-port.ts';
import { ui } from '../store/ui.ts';
import { addText } from '../app/session.ts';
import { manifestsOf } from './clipboard-text.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { renameCopies } from './copies.ts';
import { sendEdit } from './edit.ts';
import { showError } from './show-error.ts';

/** The selected objects of the API: a component of a machine is none. */
export const objectsOf = ({ selection }: CommandContext): readonly ObjectRef[] => selection.filter((ref) => !componentOf(ref));

export const hasSelection = (context: CommandContext): boolean => inEditor(context) && objectsOf(context).length > 0;

/** Hides from the menu of a component what is only done with objects. */
export const concernsObjects = (context: CommandContext): boolean => context.selection.length === 0 || objectsOf(context).length > 0;

export const deleteSelection: Command = {
  id: 'delete', title: 'commands:delete', icon: Trash2, group: 'edit', shortcut: 'Delete', alternatives: ['Backspace'], menus: ['palette', 'context', 'app'],
  isVisible: concernsObjects, isEnabled: (context) => hasSelection(context) || (inEditor(context) && context.provided.length > 0),
  async run(context) {
    const [only] = context.provided;
    // There is no such object to delete: what is done instead stands beside the reason.
    if (only && !hasSelection(context)) return ui.toast({ tone: 'info', text: { key: 'commands:balancer.goesWith', params: { kind: subjectOf(only).kind } }, ...(context.provided.length === 1 ? { command: 'balancer.deleteSubject' } : {}) });
    const answer = await sendEdit(deleteObjects(objectsOf(context)));
    if (answer.ok) ui.select([]);
  },
};

/** Copies with free names, near the originals. */
export const duplicate: Command = {
  id: 'duplicate', title: 'commands:duplicate', icon: CopyPlus, group: 'edit', shortcut: 'Mod+D', menus: ['palette', 'context', 'app'], isVisible: concernsObjects, isEnabled: hasSelection,
  async run(context) {
    const text = await manifestsOf(objectsOf(context));
    if (!text.ok) showError(text.error);
    else if (text.value !== '') await addText(renameCopies(text.value, context.mirror));
  },
};

export const selectAll: Command = {
  id: 'selectAll', title: 'commands:selectAll', icon: BoxSelect, group: 'edit', shortcut: 'Mod+A', menus: ['palette', 'app'], isEnabled: inEditor,
  run: () => ui.select(canvas()?.allKeys() ?? []),
};
