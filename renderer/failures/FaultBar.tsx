import { memo, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { faultIcon, type Fault } from '../../shared/faults.ts';
import { runCommand } from '../commands/run.ts';
import { useText } from '../i18n/use-text.ts';
import { TimelineIcon } from '../timeline/TimelineIcon.tsx';
import { faultLabel } from './describe.ts';
import { dragInLane } from './drag.ts';
import { canEnd } from './fault-kinds.ts';
import { draggable, type DragPart, type PlacedFault } from './lane-geometry.ts';
import { failures, useFailures } from './store.ts';

interface FaultBarProps {
  id: number;
  placed: PlacedFault;
  topPx: number;
  heightPx: number;
  isTabStop: boolean;
  description: string;
  onTip: (text: string | undefined, element: HTMLElement | undefined) => void;
}

/** Keys of a focused bar, which are no shortcuts elsewhere. */
const keys: Readonly<Record<string, string>> = { Enter: 'failures.edit', Delete: 'failures.remove', Backspace: 'failures.remove' };

/** One planned fault. Its state is told by shape as well: planned has an outline, active a tint, over is dimmed, failed and missed are dashed. */
export const FaultBar = memo(function FaultBar({ id, placed: { row, x, width, labelInside, labelWidth }, topPx, heightPx, isTabStop, description, onTip }: FaultBarProps) {
  const text = useText();
  const isChosen = useFailures((state) => row.index !== undefined && state.chosen === row.index);
  const isDragged = useFailures((state) => state.drag?.from === 'lane' && state.drag.index === row.index);
  const { index, state, entry } = row;
  const ends = canEnd(entry.kind);
  const label = faultLabel(row, text);
  const take = (part: DragPart) => (event: PointerEvent<HTMLElement>): void => {
    onTip(undefined, undefined);
    if (event.button !== 0) return;
    event.stopPropagation();
    if (draggable(row, part, ends)) dragInLane(row, part, event.nativeEvent);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const command = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (command === undefined || index === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    failures.choose(index);
    runCommand(command);
  };
  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    // A menu or a form about it may take the focus; another window too.
    const isAboutIt = relatedTarget !== null && relatedTarget.closest('[role=menu], [role=dialog]') !== null;
    if (document.hasFocus() && !isAboutIt) failures.choose(undefined);
  };
  return (
    <button
      type="button"
      className="fault-bar"
      data-entry={id}
      data-fault={index ?? ''}
      data-own-drag
      data-state={state}
      data-family={state === 'active' ? 'bad' : state === 'failed' ? 'attention' : undefined}
      data-chosen={isChosen ? '' : undefined}
      data-dragged={isDragged ? '' : undefined}
      data-movable={draggable(row, 'start', ends) ? '' : undefined}
      data-endless={ends && row.endMs === undefined ? '' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={description}
      style={{ left: x, top: topPx, width: labelInside ? width : width + labelWidth, height: heightPx }}
      onFocus={() => failures.choose(index)}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
      onPointerDown={take('start')}
      onDoubleClick={() => { if (index !== undefined) runCommand('failures.edit'); }}
      onPointerEnter={(event) => onTip(description, event.currentTarget)}
      onPointerLeave={() => onTip(undefined, undefined)}
    >
      <span className="fault-body" style={{ width }}>
        <span className="fault-icon"><TimelineIcon icon={faultIcon(entry as Fault)} size={13} /></span>
        {labelInside && <span className="fault-label">{label}</span>}
        {draggable(row, 'end', ends) && <span className="fault-end" data-own-drag onPointerDown={take('end')} />}
      </span>
      {!labelInside && labelWidth > 0 && <span className="fault-label" style={{ width: labelWidth }}>{label}</span>}
    </button>
  );
});
