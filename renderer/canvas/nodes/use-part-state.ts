import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';

interface PartState {
  'data-selected': true | undefined;
  'data-hovered': true | undefined;
  'data-focused': true | undefined;
}

/** How something is drawn that can be selected, pointed at and focused. @param key by which selection knows it */
export function usePartState(key: string): PartState {
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  return { 'data-selected': isSelected || undefined, 'data-hovered': isHovered || undefined, 'data-focused': isFocused || undefined };
}
