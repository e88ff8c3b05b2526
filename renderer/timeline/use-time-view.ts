import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { mirror } from '../store/cluster.ts';
import { useListCount } from '../store/hooks.ts';
import { defaultView, followPlayhead, keepNear, panBy, showPeriod, xOf, zoomAt, type TimeView } from './time-scale.ts';

interface TimeViewControl {
  view: TimeView;
  /** The view moves with the playhead. Looking elsewhere ends it; bringing the playhead back into view, or `follow`, takes it up again. */
  following: boolean;
  /** Changes the view by hand. */
  change: (next: (view: TimeView) => TimeView) => void;
  follow: () => void;
}

interface State {
  view: TimeView;
  following: boolean;
}

/** A design that is opened shows at most this much of its past. */
const shownPastMs = 30 * 60_000;

/**
 * What part of time the lanes show: follows the playhead until somebody looks elsewhere. After "run until quiet", and when a design with a
 * past is opened, the whole
 * period is shown: what happened in it is what one wants to see.
 * @param plannedMs until then something is planned; 0: nothing is
 */
export function useTimeView(width: number, plannedMs: number): TimeViewControl {
  const [state, setState] = useState<State>({ view: defaultView, following: true });
  const listCount = useListCount();
  const jumpFrom = useRef<number>(undefined);

  useEffect(() => {
    const { nowMs } = mirror.clock;
    setState({
      view: width === 0 ? defaultView : showPeriod(defaultView, width, Math.max(0, nowMs - shownPastMs), nowMs),
      following: true,
    });
  }, [listCount, width === 0]);

  useEffect(() => {
    if (width === 0) return undefined;
    let lastMs = mirror.clock.nowMs;
    const keepUp = (): void => {
      const { nowMs, speed, running, runningUntilQuiet } = mirror.clock;
      const beforeMs = lastMs;
      lastMs = nowMs;
      if (runningUntilQuiet) jumpFrom.current ??= beforeMs;
      const from = runningUntilQuiet ? undefined : jumpFrom.current;
      if (!runningUntilQuiet) jumpFrom.current = undefined;
      setState((before) => {
        if (!before.following) return before;
        // One that ran all by itself between two pictures is a jump as well.
        const began = from ?? (nowMs - beforeMs > width * before.view.msPerPx && !running ? beforeMs : undefined);
        const view = began === undefined ? followPlayhead(before.view, width, nowMs, speed, plannedMs > nowMs) : showPeriod(before.view, width, began, nowMs);
        return view === before.view ? before : { ...before, view };
      });
    };
    keepUp();
    return mirror.topics.subscribe('clock', keepUp);
  }, [width, state.following, listCount, plannedMs]);

  const change = useCallback(
    (next: (view: TimeView) => TimeView) =>
      setState((before) => {
        const view = keepNear(next(before.view), width, Math.max(mirror.clock.nowMs, plannedMs));
        const x = xOf(view, mirror.clock.nowMs);
        return { view, following: x >= 0 && x <= width };
      }),
    [width, plannedMs],
  );
  const follow = useCallback(
    () =>
      setState((before) => ({
        view: followPlayhead({ ...before.view, startMs: Number.MAX_SAFE_INTEGER }, width, mirror.clock.nowMs, 0, plannedMs > mirror.clock.nowMs),
        following: true,
      })),
    [width, plannedMs],
  );
  return { view: state.view, following: state.following, change, follow };
}

const zoomPerWheelPx = 0.0016;
/** A pointer that moved less than this has clicked. */
const dragThresholdPx = 3;

/** Wheel zooms at the pointer, Shift+wheel and sideways scrolling pan, dragging pans. */
export function useTimeGestures(field: RefObject<HTMLElement | null>, change: TimeViewControl['change']): void {
  useEffect(() => {
    const element = field.current;
    if (element === null) return undefined;
    // Wheels and pointers report more often than pictures are drawn.
    let waiting: ((view: TimeView) => TimeView)[] = [];
    let frame = 0;
    const soon = (next: (view: TimeView) => TimeView): void => {
      waiting.push(next);
      frame ||= requestAnimationFrame(() => {
        const all = waiting;
        waiting = [];
        frame = 0;
        change((view) => all.reduce((before, step) => step(before), view));
      });
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : 1;
      const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) soon((view) => panBy(view, sideways * unit));
      else {
        const x = event.clientX - element.getBoundingClientRect().left;
        soon((view) => zoomAt(view, x, Math.exp(event.deltaY * unit * zoomPerWheelPx)));
      }
    };
    let last: number | undefined;
    let moved = 0;
    const onDown = (event: PointerEvent): void => {
      // What can be dragged itself does not move time.
      if (event.button !== 0 || (event.target as Element).closest('[data-own-drag]')) return;
      last = event.clientX;
      moved = 0;
    };
    const onMove = (event: PointerEvent): void => {
      if (last === undefined) return;
      const step = event.clientX - last;
      moved += Math.abs(step);
      if (moved < dragThresholdPx) return;
      if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
      element.dataset['panning'] = '';
      last = event.clientX;
      soon((view) => panBy(view, -step));
    };
    const onUp = (): void => {
      last = undefined;
      delete element.dataset['panning'];
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
    };
  }, [field, change]);
}
