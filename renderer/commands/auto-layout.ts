import { LayoutGrid } from 'lucide-react';
import { forgetPositions } from '../gestures/move-cards.ts';
import { refKey } from '../store/ref-key.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';

/** Keys of what a person has put somewhere: of the selection, or of everything when nothing is selected. */
function placed({ selection, provided, mirror }: CommandContext): string[] {
  const chosen = [...selection, ...provided];
  const keys = chosen.length > 0 ? chosen.map(refKey) : Object.keys(mirror.layout);
  return keys.filter((key) => key in mirror.layout);
}

/** Gives moved machines and cards back to the automatic layout. */
export const autoLayout: Command = {
  id: 'autoLayout', title: 'commands:autoLayout', icon: LayoutGrid, group: 'view', menus: ['palette', 'context'],
  isVisible: (context) => placed(context).length > 0,
  isEnabled: (context) => inEditor(context) && placed(context).length > 0,
  async run(context) {
    await sendEdit(forgetPositions(placed(context)), { quiet: true });
  },
};
