import { CircleHelp, FileCode, ListTree, ScrollText } from 'lucide-react';
import { componentOf } from '../../shared/view/component-ref.ts';
import { ui, type InspectorTab } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

/** A component of a machine has no manifest and no Events of its own. */
const one = (tab: InspectorTab) => (context: CommandContext): boolean =>
  inEditor(context) && context.selection.length === 1 && (tab === 'overview' || tab === 'why' || !componentOf(context.selection[0]));

const tabs: readonly { tab: InspectorTab; icon: Command['icon'] }[] = [
  { tab: 'overview', icon: ListTree }, { tab: 'yaml', icon: FileCode }, { tab: 'events', icon: ScrollText }, { tab: 'why', icon: CircleHelp },
];

/** `inspect.overview`, `inspect.yaml`, `inspect.events`, `inspect.why`: shows that side of the selected object. */
export const inspectCommands: readonly Command[] = tabs.map(({ tab, icon }) => ({
  id: `inspect.${tab}`, title: `commands:inspect.${tab}`, ...(icon ? { icon } : {}), group: 'object', menus: ['palette', 'context'], isVisible: one(tab), isEnabled: one(tab), run: () => ui.inspect(tab),
}));
