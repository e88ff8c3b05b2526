import { commandContext } from '../commands/context.ts';
import { mirror } from '../store/cluster.ts';
import { ui } from '../store/ui.ts';
import { newDraft } from './draft.ts';
import type { FaultKind } from './fault-kinds.ts';
import { firstFreeMs } from './lane-geometry.ts';
import { suggestedFields } from './targets.ts';

/** So long from now, unless it is said when. */
const soonMs = 30_000;

/** Opens the form of a new fault with what is likely meant. @param atMs absent: half a minute from now */
export function planAt(kind: FaultKind, atMs = firstFreeMs(mirror.clock.nowMs + soonMs - 1)): void {
  const { selection } = commandContext();
  ui.openDialog({ kind: 'failure', draft: newDraft(kind, atMs, suggestedFields(kind, selection, mirror)) });
}
