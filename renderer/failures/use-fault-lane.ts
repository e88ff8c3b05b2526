import { useEffect, useMemo } from 'react';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import type { Text } from '../i18n/use-text.ts';
import { usePlannedFaults } from '../store/hooks.ts';
import { textWidth } from '../timeline/text-width.ts';
import { faultLabel } from './describe.ts';
import { linesNeeded, placeFaults, type PlacedFault, type Scale } from './lane-geometry.ts';
import { useFailures } from './store.ts';

/** Ids of faults among those of the timeline's entries; see `chain-entries.ts` for the others. */
const firstId = 2_000_000_000;
const firstWithoutPlace = firstId + 1_000_000;

export function entryIdOf({ index }: PlannedFaultRow, at: number): number {
  return index === undefined ? firstWithoutPlace + at : firstId + index;
}

export interface FaultLane {
  /** The lane is wanted: something is planned, or the list is open. */
  isShown: boolean;
  /** Lines that it takes to show all of them. */
  lines: number;
  rows: readonly PlannedFaultRow[];
  /** When the last one is over. */
  lastMs: number;
}

/** The planned faults as they are drawn, one that is being dragged at its new time. */
export function useFaultLane(msPerPx: number): FaultLane {
  const planned = usePlannedFaults();
  const listOpen = useFailures((state) => state.listOpen);
  const drag = useFailures((state) => (state.drag?.from === 'lane' ? state.drag : undefined));
  useEffect(() => {
    const { drag: present } = useFailures.getState();
    if (present?.from === 'lane' && present.dropped) useFailures.setState({ drag: undefined });
  }, [planned]);
  return useMemo(() => {
    const rows = drag ? planned.map((row) => (row.index === drag.index ? { ...row, atMs: drag.atMs, endMs: drag.endMs } : row)) : planned;
    return {
      isShown: listOpen || rows.length > 0, rows, lines: linesNeeded(rows, msPerPx), lastMs: rows.reduce((last, { atMs, endMs = atMs }) => Math.max(last, endMs), 0),
    };
  }, [planned, drag, listOpen, msPerPx]);
}

/** @param lines there is room for */
export function usePlacedFaults(rows: readonly PlannedFaultRow[], { startMs, msPerPx }: Scale, lines: number, text: Text): PlacedFault[] {
  return useMemo(() => placeFaults(rows, { startMs, msPerPx }, lines, (row) => textWidth(faultLabel(row, text)) + 8), [rows, startMs, msPerPx, lines, text]);
}
