import { memo } from 'react';
import { podStates } from '../../../shared/view/states.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { usePod } from '../../store/hooks.ts';
import { podKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';
import type { Rect } from '../geometry/rect.ts';
import { elementId } from './element-id.ts';
import { shortState, splitPodName } from './names.ts';

interface PodRowMiddleProps {
  uid: string;
  place: Rect;
  /** Only the mark fits. */
  cell: boolean;
}

/** A pod at the middle zoom: mark, name, and its suffix or, in trouble, a short word. */
export const PodRowMiddle = memo(function PodRowMiddle({ uid, place, cell }: PodRowMiddleProps) {
  const row = usePod(uid);
  const key = row ? podKey(row.namespace, row.name) : '';
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  if (!row) return null;
  const state = podStates[row.state] ?? podStates[0];
  const { short, suffix } = splitPodName(row.name, row.owner);
  // In the tray every pod is Pending: there the suffix says more.
  const isQuiet = state.family === 'ready' || state.family === 'done' || (row.node === '' && state.name === 'Pending');
  return (
    <div
      id={elementId(key)}
      role="group"
      aria-label={`Pod ${row.name}, ${state.name}`}
      className={cell ? 'pod-row pod-row-cell' : 'pod-row'}
      data-kind="Pod"
      data-name={row.name}
      data-uid={uid}
      data-namespace={row.namespace}
      data-state={state.name}
      data-family={state.family}
      title={cell ? `${row.name} · ${state.name}` : row.name}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-focused={isFocused || undefined}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
    >
      <StateMark family={state.family} name={state.name} size={11} />
      {!cell && <span className="pod-row-name">{short}</span>}
      {!cell && <span className={isQuiet ? 'pod-row-suffix' : 'pod-row-word'}>{isQuiet ? suffix : shortState(state.name)}</span>}
    </div>
  );
});
