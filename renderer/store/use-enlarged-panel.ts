import { useEffect, useRef } from 'react';
import { panelLimits } from './panels.ts';
import { ui, useUi } from './ui.ts';

/** Panels that open at the size that what they show needs. */
type Enlarged = 'inspector' | 'timeline';

/** What must stay beside them, in px: of the canvas with the palette as a rail, and of the canvas with the title bar. */
const kept: Readonly<Record<Enlarged, () => number>> = {
  inspector: () => window.innerWidth - 480 - panelLimits.palette.rail, timeline: () => window.innerHeight - 320 - 44,
};

/**
 * Opens a panel at a size in px at which what it shows is readable, and gives the room back after, unless the person has changed it meanwhile.
 *
 * @param wanted width of the inspector, height of the timeline; undefined: what is shown is readable at any size
 */
export function useEnlargedPanel(name: Enlarged, wanted: number | undefined): void {
  const before = useRef<{ size: number; given: number }>(undefined);
  const restore = (): void => {
    const known = before.current;
    before.current = undefined;
    if (known !== undefined && useUi.getState().panels[name].size === known.given) ui.setPanel(name, { size: known.size });
  };
  useEffect(() => {
    if (wanted === undefined) {
      restore();
      return undefined;
    }
    const { size } = useUi.getState().panels[name];
    const original = before.current !== undefined && before.current.given === size ? before.current.size : size;
    const given = Math.min(wanted, Math.max(panelLimits[name].minimum, kept[name]()));
    if (given <= original) restore();
    else {
      before.current = { size: original, given };
      ui.setPanel(name, { size: given });
    }
    return undefined;
  }, [wanted]);
  useEffect(() => restore, []);
}
