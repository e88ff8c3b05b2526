import { Redo2, Undo2 } from 'lucide-react';
import { request } from '../ipc/client.ts';
import { inEditor, type Command } from './command.ts';
import { showError } from './show-error.ts';
import { isStepUnderWay, stepUnderWay } from './steps-under-way.ts';

async function travel(direction: 'design.undo' | 'design.redo'): Promise<void> {
  const answer = await stepUnderWay(request(direction));
  if (!answer.ok) showError(answer.error);
}

/** Writes the earlier desired state back at the present simulated time; the simulation itself is not undone. */
export const undo: Command = {
  id: 'undo', title: 'commands:undo', icon: Undo2, group: 'edit', shortcut: 'Mod+Z', menus: ['palette', 'app', 'toolbar'],
  isEnabled: (context) => inEditor(context) && (context.mirror.history.undo !== undefined || isStepUnderWay()), run: () => travel('design.undo'),
};

export const redo: Command = {
  id: 'redo', title: 'commands:redo', icon: Redo2, group: 'edit', shortcut: 'Mod+Shift+Z', alternatives: ['Mod+Y'], menus: ['palette', 'app', 'toolbar'],
  isEnabled: (context) => inEditor(context) && (context.mirror.history.redo !== undefined || isStepUnderWay()), run: () => travel('design.redo'),
};
