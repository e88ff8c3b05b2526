import { CalendarClock, CalendarPlus, CalendarX2, ChevronsLeft, ChevronsRight, CopyPlus, Pencil, Scale, Wrench, type LucideIcon } from 'lucide-react';
import { timesOf } from '../../shared/planned-faults.ts';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { canEnd, type FaultKind } from '../failures/fault-kinds.ts';
import { draggable, endMsAt, firstFreeMs, snapMs } from '../failures/lane-geometry.ts';
import { movedTo } from '../failures/fault-edits.ts';
import { planAt } from '../failures/plan-at.ts';
import { failures, useFailures } from '../failures/store.ts';
import { endFault, moveFault, planFault, presentList, removeFault } from '../failures/write.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

const second = 1_000;

/** The planned fault that is focused or was chosen in the lane. */
function chosen({ mirror }: CommandContext): (PlannedFaultRow & { index: number }) | undefined {
  const { chosen: index } = useFailures.getState();
  const row = index === undefined ? undefined : mirror.plannedFaults.find((one) => one.index === index);
  // Keys come faster than the mirror shows what they wrote.
  return row && { ...row, entry: presentList()[index as number] ?? row.entry, index: index as number };
}

/** What a person who has selected this likely wants to break. */
function likelyKind({ selection }: CommandContext): FaultKind {
  const kinds = selection.map(({ kind }) => kind);
  if (kinds.filter((kind) => kind === 'Machine' || kind === 'Node').length === 2) return 'CutLink';
  return kinds.some((kind) => ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind)) ? 'HangContainer' : 'PowerOff';
}

const strikable = new Set(['Machine', 'Node', 'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** Asks what is to break, with what is selected as its target. */
const plan: Command = {
  id: 'failures.plan', title: 'commands:failures.plan', icon: CalendarPlus, group: 'fault', shortcut: 'Mod+Shift+F', menus: ['palette', 'context'],
  isVisible: (context) => inEditor(context) && (context.selection.length === 0 || context.selection.some(({ kind }) => strikable.has(kind))), isEnabled: inEditor, run: (context) => planAt(likelyKind(context)),
};

/** At the time of the lane under the pointer. */
const planHere: Command = {
  id: 'failures.planHere', title: 'commands:failures.planHere', icon: CalendarPlus, group: 'fault', menus: ['context'], isEnabled: inEditor,
  run: (context) => planAt(likelyKind(context), useFailures.getState().menuAtMs),
};

const list: Command = {
  id: 'failures.list', title: 'commands:failures.list', icon: CalendarClock, group: 'fault', menus: ['palette', 'app'], isEnabled: inEditor, isChecked: () => useFailures.getState().listOpen,
  run() {
    ui.setPanel('timeline', { visible: true });
    failures.toggleList();
  },
};

function onChosen(id: string, icon: LucideIcon, applies: (row: PlannedFaultRow, context: CommandContext) => boolean, run: (row: PlannedFaultRow & { index: number }, context: CommandContext) => void, shortcut?: string): Command {
  const target = (context: CommandContext): (PlannedFaultRow & { index: number }) | undefined => {
    const row = inEditor(context) ? chosen(context) : undefined;
    return row && applies(row, context) ? row : undefined;
  };
  return {
    id: `failures.${id}`, title: `commands:failures.${id}`, icon, group: 'fault', menus: ['palette', 'context'], ...(shortcut === undefined ? {} : { shortcut, repeats: true }),
    isVisible: (context) => target(context) !== undefined, isEnabled: (context) => target(context) !== undefined,
    run(context) {
      const row = target(context);
      if (row) run(row, context);
    },
  };
}

const always = (): boolean => true;
const canMove = (row: PlannedFaultRow): boolean => draggable(row, 'start', false);
const canStretch = (row: PlannedFaultRow): boolean => draggable(row, 'end', canEnd(row.entry.kind));

/** Moves of one after the other are one step of undo as long as the same fault is chosen. */
function moveBy(seconds: number): (row: PlannedFaultRow & { index: number }, context: CommandContext) => void {
  return ({ index, entry }, { mirror }) => moveFault(index, snapMs(timesOf(entry).atMs + seconds * second, mirror.clock.nowMs), `fault-move-${useFailures.getState().stroke}`);
}

/** What has no length gets one of a minute. */
function stretchBy(seconds: number): (row: PlannedFaultRow & { index: number }, context: CommandContext) => void {
  return ({ index, entry }, { mirror }) => {
    const { atMs, endMs = atMs + 60 * second } = timesOf(entry);
    endFault(index, endMsAt(endMs + seconds * second, atMs, mirror.clock.nowMs), `fault-length-${useFailures.getState().stroke}`);
  };
}

const edit = onChosen('edit', Pencil, always, ({ index }) => ui.openDialog({ kind: 'failure', index }));
const duplicate = onChosen('duplicate', CopyPlus, always, ({ entry, atMs, endMs }, { mirror }) => void planFault(movedTo(entry, Math.max((endMs ?? atMs) + 10 * second, firstFreeMs(mirror.clock.nowMs)))));
const endNow = onChosen('endNow', Wrench, ({ state }) => state === 'active', ({ index }, { mirror }) => endFault(index, firstFreeMs(mirror.clock.nowMs)));
const remove = onChosen('remove', CalendarX2, always, ({ index }) => removeFault(index));
const earlier = onChosen('earlier', ChevronsLeft, canMove, moveBy(-1), 'Alt+ArrowLeft');
const later = onChosen('later', ChevronsRight, canMove, moveBy(1), 'Alt+ArrowRight');
const shorter = onChosen('shorter', ChevronsLeft, canStretch, stretchBy(-1), 'Alt+Shift+ArrowLeft');
const longer = onChosen('longer', ChevronsRight, canStretch, stretchBy(1), 'Alt+Shift+ArrowRight');

/** The same failures against two designs. */
const compare: Command = {
  id: 'failures.compare', title: 'commands:failures.compare', icon: Scale, group: 'fault', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.openDialog({ kind: 'compare' }),
};

/** In the order of menus. */
export const failureCommands: readonly Command[] = [list, plan, planHere, edit, duplicate, endNow, earlier, later, shorter, longer, remove, compare];
