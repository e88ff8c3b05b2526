import { useEffect, useRef } from 'react';
import { panelLimits } from '../store/panels.ts';
import { ui, useUi } from '../store/ui.ts';

/** What must stay of the canvas, with the palette as a rail. */
const keptForCanvas = 480 + panelLimits.palette.rail;

/**
 * Opens the inspector's place at a width in px at which what it shows is readable, and gives the width back after, unless the person has changed it meanwhile.
 *
 * @param wanted undefined: what is shown is readable at any width
 */
export function useWidenedPanel(wanted: number | undefined): void {
  const before = useRef<{ size: number; given: number }>(undefined);
  useEffect(() => {
    const restore = (): void => {
      const known = before.current;
      before.current = undefined;
      if (known !== undefined && useUi.getState().panels.inspector.size === known.given) ui.setPanel('inspector', { size: known.size });
    };
    if (wanted === undefined) {
      restore();
      return undefined;
    }
    const { size } = useUi.getState().panels.inspector;
    const original = before.current !== undefined && before.current.given === size ? before.current.size : size;
    const given = Math.min(wanted, Math.max(panelLimits.inspector.minimum, window.innerWidth - keptForCanvas));
    if (given <= original) restore();
    else {
      before.current = { size: original, given };
      ui.setPanel('inspector', { size: given });
    }
    return undefined;
  }, [wanted]);
  useEffect(() => () => {
    const known = before.current;
    if (known !== undefined && useUi.getState().panels.inspector.size === known.given) ui.setPanel('inspector', { size: known.size });
  }, []);
}
