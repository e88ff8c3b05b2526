import { CircleHelp, FileCode, ListTree, ScrollText } from 'lucide-react';
import { ui, type InspectorTab } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

const one = (context: CommandContext): boolean => inEditor(context) && context.selection.length === 1;

const tabs: readonly { tab: InspectorTab; icon: Command['icon'] }[] = [
  { tab: 'overview', icon: ListTree }, { tab: 'yaml', icon: FileCode }, { tab: 'events', icon: ScrollText }, { tab: 'why', icon: CircleHelp },
];

/** `inspect.overview`, `inspect.yaml`, `inspect.events`, `inspect.why`: shows that side of the selected object. */
export const inspectCommands: readonly Command[] = tabs.map(({ tab, icon }) => ({
  id: `inspect.${tab}`, title: `commands:inspect.${tab}`, ...(icon ? { icon } : {}), group: 'object', menus: ['palette', 'context'], isVisible: one, isEnabled: one, run: () => ui.inspect(tab),
}));
