import type { DesignChange } from '../../shared/ipc/design.ts';
import { timesOf, type PlannedFault } from '../../shared/planned-faults.ts';
import { writtenTime } from './time-text.ts';

/** Edits of a design's list of planned faults. Entries keep their places and what they say besides; nothing is changed in place. */

export type FaultList = readonly PlannedFault[];

export function added(list: FaultList, entry: PlannedFault): PlannedFault[] {
  return [...list, entry];
}

export function replaced(list: FaultList, index: number, entry: PlannedFault): PlannedFault[] {
  return list.map((one, at) => (at === index ? entry : one));
}

export function removed(list: FaultList, index: number): PlannedFault[] {
  return list.filter((_, at) => at !== index);
}

/** At another time, as long as before. */
export function movedTo(entry: PlannedFault, atMs: number): PlannedFault {
  return { ...entry, at: writtenTime(atMs, entry.at) };
}

/** Mended at another time. @param endMs undefined: by nobody */
export function endingAt(entry: PlannedFault, endMs: number | undefined): PlannedFault {
  if (endMs === undefined) {
    const { for: _length, ...rest } = entry;
    return rest as PlannedFault;
  }
  return { ...entry, for: writtenTime(endMs - timesOf(entry).atMs, entry.for) };
}

/** What writes the list. An empty one is taken out of the file. */
export function listChange(list: FaultList): DesignChange {
  return { op: 'cluster', patch: { spec: { faults: list.length > 0 ? [...list] : null } } };
}
