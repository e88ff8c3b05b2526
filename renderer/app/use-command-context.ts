import { useMemo } from 'react';
import { commandContext } from '../commands/context.ts';
import type { CommandContext } from '../commands/command.ts';
import { useClock, useHistory, useListCount, useProblems } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';

/** The command context, made again when something changes that commands ask about: ui state, undo, whether the clock runs and how fast, problems. */
export function useCommandContext(): CommandContext {
  const ui = useUi();
  const history = useHistory();
  const { running, speed } = useClock();
  const problems = useProblems();
  const list = useListCount();
  return useMemo(() => commandContext(), [ui, history, running, speed, problems, list]);
}
