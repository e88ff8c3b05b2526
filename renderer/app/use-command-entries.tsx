import type { LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import type { MenuEntry } from '../design/Menu.tsx';
import { useText, type Text } from '../i18n/use-text.ts';
import type { CommandArgs, CommandContext } from '../commands/command.ts';
import { commandById, runCommand } from '../commands/run.ts';
import { shortcutText } from '../commands/shortcut.ts';
import { useCommandContext } from './use-command-context.ts';

/** Commands that stand together in a menu of their own. */
export interface CommandGroup {
  id: string;
  /** Key of its name. */
  title: string;
  icon: LucideIcon;
  ids: readonly string[];
}

/** Menu rows of commands by id; `-` is a line. Commands that do not concern the selection are left out, and so are lines with nothing between. */
export function commandEntries(ids: readonly (string | CommandGroup)[], context: CommandContext, text: Text, args?: CommandArgs): MenuEntry[] {
  const entries: MenuEntry[] = [];
  for (const [index, id] of ids.entries()) {
    if (typeof id !== 'string') {
      const grouped = commandEntries(id.ids, context, text, args);
      if (grouped.length > 0) entries.push({ kind: 'submenu', id: id.id, label: text.t(id.title), icon: <id.icon size={15} strokeWidth={1.7} aria-hidden />, entries: grouped });
      continue;
    }
    if (id === '-') {
      if (entries.length > 0 && entries[entries.length - 1]?.kind !== 'separator') entries.push({ kind: 'separator', id: `line-${index}` });
      continue;
    }
    const command = commandById(id);
    if (command.isVisible?.(context) === false) continue;
    const Icon = command.icon;
    const choices = command.choices?.(context) ?? [];
    if (choices.length > 1) {
      entries.push({
        kind: 'submenu', id, label: text.t(command.title, command.titleParams?.(context)), icon: Icon ? <Icon size={15} strokeWidth={1.7} aria-hidden /> : undefined,
        entries: choices.map((choice) => ({ kind: 'item', id: choice.text, label: choice.text, onSelect: () => void runCommand(id, choice.args, context) })),
      });
      continue;
    }
    entries.push({
      kind: 'item', id, label: text.t(command.title, command.titleParams?.(context)), icon: Icon ? <Icon size={15} strokeWidth={1.7} aria-hidden /> : undefined,
      shortcut: command.shortcut === undefined ? undefined : shortcutText(command.shortcut, context.ui.platform), disabled: !command.isEnabled(context), checked: command.isChecked?.(context), onSelect: () => void runCommand(id, args, context),
    });
  }
  if (entries[entries.length - 1]?.kind === 'separator') entries.pop();
  return entries;
}

export function useCommandEntries(ids: readonly string[]): MenuEntry[] {
  const text = useText();
  const context = useCommandContext();
  const key = ids.join(' ');
  return useMemo(() => commandEntries(key.split(' '), context, text), [key, context, text]);
}
