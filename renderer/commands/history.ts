import { Redo2, Undo2 } from 'lucide-react';
import { request } from '../ipc/client.ts';
import { inEditor, type Command } from './command.ts';
import { showError } from './show-error.ts';

/** How long the mirror may lag behind an answer. */
const lagMs = 500;
/** Steps whose effect the mirror may not show yet: until then it does not know what can be undone, and the control plane decides. */
let underWay = 0;

async function travel(direction: 'design.undo' | 'design.redo'): Promise<void> {
  underWay += 1;
  setTimeout(() => { underWay -= 1; }, lagMs);
  const answer = await request(direction);
  if (!answer.ok) showError(answer.error);
}

/** Writes the earlier desired state back at the present simulated time; the simulation itself is not undone. */
export const undo: Command = {
  id: 'undo', title: 'commands:undo', icon: Undo2, group: 'edit', shortcut: 'Mod+Z', menus: ['palette', 'app', 'toolbar'],
  isEnabled: (context) => inEditor(context) && (context.mirror.history.undo !== undefined || underWay > 0), run: () => travel('design.undo'),
};

export const redo: Command = {
  id: 'redo', title: 'commands:redo', icon: Redo2, group: 'edit', shortcut: 'Mod+Shift+Z', alternatives: ['Mod+Y'], menus: ['palette', 'app', 'toolbar'],
  isEnabled: (context) => inEditor(context) && (context.mirror.history.redo !== undefined || underWay > 0), run: () => travel('design.redo'),
};
