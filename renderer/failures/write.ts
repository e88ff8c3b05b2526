import { sendEdit } from '../commands/edit.ts';
import type { PlannedFault } from '../../shared/planned-faults.ts';
import { timesOf } from '../../shared/planned-faults.ts';
import { mirror } from '../store/cluster.ts';
import { subjectOf } from './fault-kinds.ts';
import { added, endingAt, listChange, movedTo, removed, replaced, type FaultList } from './fault-edits.ts';
import { failures } from './store.ts';
import { clockText } from './time-text.ts';

/** What was written last, until the mirror shows it: keys come faster than it does. */
let sent: { list: FaultList; answered: boolean } | undefined;
/** So long after its answer the mirror surely shows an edit, or what came after it. */
const lagMs = 150;

/** The design's list with all that was written. */
export function presentList(): FaultList {
  const shown = mirror.plannedFaults.flatMap(({ index, entry }) => (index === undefined ? [] : [entry]));
  if (sent?.answered && JSON.stringify(shown) === JSON.stringify(sent.list)) sent = undefined;
  return sent?.list ?? shown;
}

/** What an edit is called: kind and subject as the file has them, in every language. */
function labelled(key: string, entry: PlannedFault): { key: string; params: Record<string, string> } {
  return { key: `failures:edit.${key}`, params: { what: `${entry.kind} ${subjectOf(entry)}`.trim(), time: clockText(timesOf(entry).atMs) } };
}

async function write(list: FaultList, label: ReturnType<typeof labelled>, squash?: string): Promise<boolean> {
  const own = { list, answered: false };
  sent = own;
  const answer = await sendEdit({ changes: [listChange(list)], label, ...(squash === undefined ? {} : { squash }) }, { quiet: true });
  own.answered = true;
  const forget = (): void => { if (sent === own) sent = undefined; };
  if (answer.ok) setTimeout(forget, lagMs);
  else forget();
  return answer.ok;
}

/** Plans one more, and chooses it. @returns whether it was accepted */
export async function planFault(entry: PlannedFault): Promise<boolean> {
  const list = presentList();
  const accepted = await write(added(list, entry), labelled('planned', entry));
  if (accepted) failures.focus(list.length);
  return accepted;
}

export async function changeFault(index: number, entry: PlannedFault): Promise<boolean> {
  const accepted = await write(replaced(presentList(), index, entry), labelled('changed', entry));
  if (accepted) failures.focus(index);
  return accepted;
}

/** @param squash edits with the same one are one step of undo */
export function moveFault(index: number, atMs: number, squash?: string): void {
  const list = presentList();
  const entry = list[index];
  if (!entry || timesOf(entry).atMs === atMs) return;
  const moved = movedTo(entry, atMs);
  void write(replaced(list, index, moved), labelled('moved', moved), squash);
}

/** @param endMs when it is mended; undefined: by nobody */
export function endFault(index: number, endMs: number | undefined, squash?: string): void {
  const list = presentList();
  const entry = list[index];
  if (!entry || timesOf(entry).endMs === endMs) return;
  const next = endingAt(entry, endMs);
  void write(replaced(list, index, next), labelled('ends', next), squash);
}

export function removeFault(index: number): void {
  const list = presentList();
  const entry = list[index];
  if (!entry) return;
  failures.choose(undefined);
  void write(removed(list, index), labelled('removed', entry));
}
