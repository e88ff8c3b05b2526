import { useEffect, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { PlacedLane } from './label-placement.ts';
import { fromBeginning, panBy, zoomAt, type TimeView } from './time-scale.ts';

interface Stop extends LaneStop {
  lane: number;
}

/** What arrow keys reach in a lane: an id, and where it stands. */
export interface LaneStop {
  id: number;
  x: number;
}

export function laneStops({ spans, marks }: PlacedLane): LaneStop[] {
  return [...spans, ...marks].map(({ entry: { id }, x }) => ({ id, x }));
}

/** Every entry in view by lane and place; the order in which arrow keys go. */
function stopsOf(lanes: readonly (readonly LaneStop[])[]): Stop[][] {
  return lanes.map((stops, lane) => stops.map((stop) => ({ ...stop, lane })).sort((a, b) => a.x - b.x));
}

function nearest(stops: readonly Stop[], x: number): Stop | undefined {
  let found: Stop | undefined;
  for (const stop of stops) if (found === undefined || Math.abs(stop.x - x) < Math.abs(found.x - x)) found = stop;
  return found;
}

interface Options {
  lanes: readonly (readonly LaneStop[])[];
  /** Px from the left edge of the view to the start of the placed period. */
  offsetPx: number;
  width: number;
  change: (next: (view: TimeView) => TimeView) => void;
  follow: () => void;
}

/**
 * One Tab stop for all entries; Left and Right go along a lane, Up and Down between lanes, Plus and Minus zoom, Page Up and Down pan, End
 * goes to the present.
 */
export function useRovingEntry(
  field: RefObject<HTMLElement | null>,
  { lanes, offsetPx, width, change, follow }: Options,
): {
  tabStop: number | undefined;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent) => void;
} {
  const [wanted, setWanted] = useState<number>();
  const [moveFocus, setMoveFocus] = useState(0);
  const rows = stopsOf(lanes);
  const all = rows.flat();
  const current = all.find((stop) => stop.id === wanted) ?? nearest(all, width - offsetPx);

  useEffect(() => {
    if (moveFocus > 0) field.current?.querySelector<HTMLElement>(`[data-entry="${wanted}"]`)?.focus({ preventScroll: true });
  }, [field, moveFocus, wanted]);

  const goTo = (stop: Stop | undefined): void => {
    if (stop === undefined) return;
    setWanted(stop.id);
    setMoveFocus((count) => count + 1);
    const x = stop.x + offsetPx;
    if (x < 20 || x > width - 60) change((view) => panBy(view, x - width / 2));
  };
  const along = (step: number): Stop | undefined => {
    if (current === undefined) return undefined;
    const row = rows[current.lane] as Stop[];
    return row[row.indexOf(current) + step];
  };
  const across = (step: number): Stop | undefined => {
    if (current === undefined) return undefined;
    for (let lane = current.lane + step; lane >= 0 && lane < rows.length; lane += step) {
      const stop = nearest(rows[lane] as Stop[], current.x);
      if (stop !== undefined) return stop;
    }
    return undefined;
  };
  const keys: Record<string, () => void> = {
    ArrowLeft: () => goTo(along(-1)),
    ArrowRight: () => goTo(along(1)),
    ArrowUp: () => goTo(across(-1)),
    ArrowDown: () => goTo(across(1)),
    '+': () => change((view) => zoomAt(view, width / 2, 0.7)),
    '=': () => change((view) => zoomAt(view, width / 2, 0.7)),
    '-': () => change((view) => zoomAt(view, width / 2, 1.4)),
    PageUp: () => change((view) => panBy(view, -width / 2)),
    PageDown: () => change((view) => panBy(view, width / 2)),
    End: follow,
    Home: () => change((view) => fromBeginning(view.msPerPx)),
  };
  return {
    tabStop: current?.id,
    // However an entry came to be focused, keys go on from there.
    onFocus: ({ target }) => {
      const { entry } = target.dataset;
      if (entry !== undefined) setWanted(Number(entry));
    },
    onKeyDown: (event) => {
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}
