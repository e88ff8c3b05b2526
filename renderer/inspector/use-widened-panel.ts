import { useEffect, useRef } from 'react';
import { panelLimits } from '../store/panels.ts';
import { ui, useUi, type InspectorTab } from '../store/ui.ts';

/** Width in px at which a tab is readable. */
const wantedWidth: Partial<Record<InspectorTab, number>> = { yaml: 480, why: 640 };
/** What must stay of the canvas, with the palette as a rail. */
const keptForCanvas = 480 + panelLimits.palette.rail;

/**
 * Opens YAML at 480 and "Why?" at 640 px and gives the width back after, unless the person has changed it meanwhile.
 */
export function useWidenedPanel(tab: InspectorTab): void {
  const before = useRef<{ size: number; given: number }>(undefined);
  useEffect(() => {
    const restore = (): void => {
      const known = before.current;
      before.current = undefined;
      if (known !== undefined && useUi.getState().panels.inspector.size === known.given) ui.setPanel('inspector', { size: known.size });
    };
    const wanted = wantedWidth[tab];
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
  }, [tab]);
  useEffect(() => () => {
    const known = before.current;
    if (known !== undefined && useUi.getState().panels.inspector.size === known.given) ui.setPanel('inspector', { size: known.size });
  }, []);
}
