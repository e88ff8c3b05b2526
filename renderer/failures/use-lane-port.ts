import { useEffect, useRef, type RefObject } from 'react';
import { mirror } from '../store/cluster.ts';
import { msAt, panBy, xOf, type TimeView } from '../timeline/time-scale.ts';
import { setLanePort } from './lane-port.ts';
import { useFailures } from './store.ts';

/** Share of the width at which the playhead stands when somebody begins to plan. */
const planningAt = 0.25;
/** So much of a long bar is enough to see it. */
const leastSeenPx = 80;

/** Tells drags where time is, and shows what is to come when somebody begins to plan. */
export function useLanePort(field: RefObject<HTMLElement | null>, view: TimeView, width: number, change: (next: (view: TimeView) => TimeView) => void): void {
  const latest = useRef({ view, width, change });
  latest.current = { view, width, change };
  useEffect(() => {
    const box = (): DOMRect => field.current?.getBoundingClientRect() ?? new DOMRect();
    const pan = (px: number): void => latest.current.change((before) => panBy(before, px));
    const show = ({ left, right }: DOMRect): void => {
      const all = box();
      if (left < all.left || Math.min(right, left + leastSeenPx) > all.right) pan(left - all.left - all.width / 2);
    };
    setLanePort({ box, msAt: (clientX) => msAt(latest.current.view, clientX - box().left), panBy: pan, show });
    return () => setLanePort(undefined);
  }, [field]);
  const planning = useFailures((state) => state.listOpen);
  useEffect(() => {
    if (!planning) return;
    const { view: now, width: wide } = latest.current;
    const x = xOf(now, mirror.clock.nowMs);
    if (x > wide * 0.5) latest.current.change((before) => panBy(before, x - wide * planningAt));
  }, [planning]);
}
