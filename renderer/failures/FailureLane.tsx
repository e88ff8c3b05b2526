import { useEffect, useRef, useState, type MouseEvent, type RefObject } from 'react';
import { commandEntries } from '../app/use-command-entries.tsx';
import { commandContext } from '../commands/context.ts';
import { runCommand } from '../commands/run.ts';
import { ContextMenu, type MenuEntry } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useUi } from '../store/ui.ts';
import { describeFault } from './describe.ts';
import { FaultBar } from './FaultBar.tsx';
import { snapMs, type PlacedFault } from './lane-geometry.ts';
import { lanePort } from './lane-port.ts';
import { failures, useFailures } from './store.ts';
import { entryIdOf } from './use-fault-lane.ts';
import './failure-lane.css';

interface FailureLaneProps {
  placed: readonly PlacedFault[];
  heightPx: number;
  /** Of a line of bars. */
  linePx: number;
  /** Id of the entry that the Tab key reaches. */
  tabStop: number | undefined;
  onTip: (text: string | undefined, element: HTMLElement | undefined) => void;
}

const onFault = ['failures.edit', 'failures.duplicate', 'failures.endNow', '-', 'failures.earlier', 'failures.later', 'failures.shorter', 'failures.longer', '-', 'failures.remove'];
const onLane = ['failures.planHere', '-', 'failures.list', 'failures.compare'];

/** What the design plans to break: a bar for each fault from its time to its mending. Bars are moved and made longer with the pointer or the keyboard. */
export function FailureLane({ placed, heightPx, linePx, tabStop, onTip }: FailureLaneProps) {
  const text = useText();
  const lane = useRef<HTMLDivElement>(null);
  const [entries, setEntries] = useState<MenuEntry[]>([]);
  useChosenFocus(lane, placed);
  const fill = (open: boolean): void => {
    if (open) setEntries(commandEntries(useFailures.getState().menuAtMs === undefined ? onFault : onLane, commandContext(), text));
  };
  /** The menu is about the bar under the pointer, or about the time there. */
  const aim = (event: MouseEvent<HTMLElement>): void => {
    const bar = (event.target as HTMLElement).closest<HTMLElement>('[data-fault]');
    if (bar) {
      useFailures.setState({ menuAtMs: undefined });
      const index = Number(bar.dataset['fault']);
      failures.choose(Number.isNaN(index) ? undefined : index);
      return;
    }
    failures.choose(undefined);
    useFailures.setState({ menuAtMs: snapMs(lanePort()?.msAt(event.clientX) ?? 0, mirror.clock.nowMs) });
  };
  const planHere = (event: MouseEvent<HTMLElement>): void => {
    if ((event.target as HTMLElement).closest('[data-fault]')) return;
    aim(event);
    runCommand('failures.planHere');
  };
  return (
    <ContextMenu entries={entries} onOpenChange={fill}>
      <div ref={lane} className="lane failure-lane" role="group" aria-label={text.t('failures:lane')} style={{ height: heightPx }} onContextMenuCapture={aim} onDoubleClick={planHere}>
        {placed.map((one, at) => {
          const id = entryIdOf(one.row, at);
          return <FaultBar key={id} id={id} placed={one} topPx={1 + one.line * linePx} heightPx={linePx - 2} isTabStop={id === tabStop} description={describeFault(one.row, text)} onTip={onTip} />;
        })}
      </div>
    </ContextMenu>
  );
}

/** A dialog that closes gives the focus back first. */
const afterDialogMs = 30;

/** Gives the chosen bar the focus when that was asked for, once it is there and no dialog has it. */
function useChosenFocus(lane: RefObject<HTMLDivElement | null>, placed: readonly PlacedFault[]): void {
  const wanted = useFailures((state) => state.wantsFocus);
  const isFree = useUi((state) => state.dialog === undefined);
  useEffect(() => {
    if (!wanted || !isFree) return undefined;
    const timer = setTimeout(() => {
      const { chosen } = useFailures.getState();
      const bar = lane.current?.querySelector<HTMLElement>(`[data-fault="${chosen}"]`);
      if (!bar) return;
      useFailures.setState({ wantsFocus: false });
      lanePort()?.show(bar.getBoundingClientRect());
      bar.focus({ preventScroll: true });
    }, afterDialogMs);
    return () => clearTimeout(timer);
  }, [lane, wanted, isFree, placed]);
}
