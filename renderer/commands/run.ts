import type { Command, CommandArgs, CommandContext } from './command.ts';
import { commandContext } from './context.ts';
import { commands } from './index.ts';

const byId = new Map(commands.map((command) => [command.id, command]));

export function commandById(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`no command ${id}; add it to commands/index.ts`);
  return command;
}

/** Runs a command if it is enabled now; returns whether it ran. Unknown ids (from an older menu) are ignored. */
export function runCommand(id: string, args?: CommandArgs, context: CommandContext = commandContext()): boolean {
  const command = byId.get(id);
  if (command === undefined || !command.isEnabled(context)) return false;
  void command.run(context, args);
  return true;
}
