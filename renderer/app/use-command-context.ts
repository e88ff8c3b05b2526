import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { commandContext } from '../commands/context.ts';
import type { CommandContext } from '../commands/command.ts';
import { useClockRunning, useClockSpeed, useHistory, useListCount, useProblems } from '../store/hooks.ts';
import { useUi, type UiState } from '../store/ui.ts';

/** What commands ask about. Hovering and zooming change the ui state every frame and must not render the title bar each time. */
const watched = ({ screen, designId, selection, tool, panels, preferences, platform }: UiState): Partial<UiState> => ({ screen, designId, selection, tool, panels, preferences, platform });

/** The command context, made again when something changes that commands ask about: the above, undo, whether the clock runs and how fast, problems. */
export function useCommandContext(): CommandContext {
  const ui = useUi(useShallow(watched));
  const history = useHistory();
  const running = useClockRunning();
  const speed = useClockSpeed();
  const problems = useProblems();
  const list = useListCount();
  return useMemo(() => commandContext(), [ui, history, running, speed, problems, list]);
}
