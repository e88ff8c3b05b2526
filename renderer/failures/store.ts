import { create } from 'zustand';
import type { FaultKind } from './fault-kinds.ts';

/** What is under the pointer: a fault from the list, or one of the lane that is moved or made longer. */
export type FaultDrag =
  | { from: 'list'; kind: FaultKind; x: number; y: number; /** Where it would be dropped; absent: beside the timeline. */ atMs?: number }
  | { from: 'lane'; index: number; atMs: number; endMs: number | undefined; /** Let go: it stays so until the design says so. */ dropped?: true };

interface FailuresState {
  /** The list from which faults are dragged is open. */
  listOpen: boolean;
  /** Place in `spec.faults` of the one that commands are about. */
  chosen: number | undefined;
  /** Time of the lane that a menu was opened at. */
  menuAtMs: number | undefined;
  drag: FaultDrag | undefined;
  /** The chosen one is to take the focus as soon as it can. */
  wantsFocus: boolean;
  /** Keyboard moves with the same number are one step of undo. */
  stroke: number;
}

/** What concerns planning failures in this window only. */
export const useFailures = create<FailuresState>()(() => ({ listOpen: false, chosen: undefined, menuAtMs: undefined, drag: undefined, wantsFocus: false, stroke: 0 }));

export const failures = {
  toggleList(): void {
    useFailures.setState(({ listOpen }) => ({ listOpen: !listOpen }));
  },
  closeList(): void {
    useFailures.setState({ listOpen: false });
  },
  /** Another design is opened. */
  reset(): void {
    useFailures.setState({ listOpen: false, chosen: undefined, menuAtMs: undefined, drag: undefined, wantsFocus: false });
  },
  choose(chosen: number | undefined): void {
    if (useFailures.getState().chosen !== chosen) useFailures.setState(({ stroke }) => ({ chosen, stroke: stroke + 1 }));
  },
  /** Chooses one and gives it the focus as soon as it is drawn. */
  focus(index: number): void {
    useFailures.setState(({ stroke }) => ({ chosen: index, wantsFocus: true, stroke: stroke + 1 }));
  },
};
