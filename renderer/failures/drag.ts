import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { mirror } from '../store/cluster.ts';
import type { FaultKind } from './fault-kinds.ts';
import { endMsAt, snapMs, type DragPart } from './lane-geometry.ts';
import { lanePort } from './lane-port.ts';
import { failures, useFailures, type FaultDrag } from './store.ts';
import { endFault, moveFault } from './write.ts';

const thresholdPx = 4;
/** Nearer to an edge of the lanes than this, time moves under the pointer. */
const edge = { withinPx: 28, perFramePx: 7 } as const;

interface Handlers {
  /** The pointer is there, once it has moved far enough to mean a drag. */
  move(event: { clientX: number; clientY: number }): void;
  /** Let go. */
  drop(): void;
}

/** Follows a pointer that has gone down until it is let go; Escape, or losing the pointer, ends it without a drop. A pointer that hardly moves has clicked. */
function follow(down: PointerEvent, { move, drop }: Handlers): void {
  let last = { clientX: down.clientX, clientY: down.clientY };
  let moving = false;
  let frame = 0;
  const atEdge = (): void => {
    const box = lanePort()?.box();
    const isOver = box && last.clientY >= box.top && last.clientY <= box.bottom;
    const push = !isOver ? 0 : last.clientX > box.right - edge.withinPx && last.clientX < box.right + edge.withinPx ? 1 : last.clientX < box.left + edge.withinPx && last.clientX > box.left - edge.withinPx ? -1 : 0;
    if (push !== 0) {
      lanePort()?.panBy(push * edge.perFramePx);
      move(last);
    }
    frame = requestAnimationFrame(atEdge);
  };
  const onMove = (event: PointerEvent): void => {
    last = { clientX: event.clientX, clientY: event.clientY };
    if (!moving && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < thresholdPx) return;
    if (!moving) frame = requestAnimationFrame(atEdge);
    moving = true;
    move(last);
  };
  const end = (): void => {
    cancelAnimationFrame(frame);
    window.removeEventListener('pointermove', onMove, true);
    window.removeEventListener('pointerup', onUp, true);
    window.removeEventListener('pointercancel', stop, true);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('blur', stop);
  };
  const stop = (): void => {
    end();
    useFailures.setState({ drag: undefined });
  };
  const onUp = (): void => {
    if (!moving) return stop();
    end();
    drop();
    const { drag } = useFailures.getState();
    if (drag?.from === 'list') useFailures.setState({ drag: undefined });
    else if (drag) letGo(drag);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !moving) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  };
  window.addEventListener('pointermove', onMove, true);
  window.addEventListener('pointerup', onUp, true);
  window.addEventListener('pointercancel', stop, true);
  window.addEventListener('keydown', onKey, true);
  window.addEventListener('blur', stop);
}

const answerMs = 400;

/** What was moved keeps its place until the design's list comes with it. */
function letGo(drag: Extract<FaultDrag, { from: 'lane' }>): void {
  const dropped = { ...drag, dropped: true as const };
  useFailures.setState({ drag: dropped });
  setTimeout(() => { if (useFailures.getState().drag === dropped) useFailures.setState({ drag: undefined }); }, answerMs);
}

/** Drags a kind of fault out of the list. @param onDrop is told the time at which it was let go over the lanes */
export function dragFromList(kind: FaultKind, down: PointerEvent, onDrop: (atMs: number) => void): void {
  let atMs: number | undefined;
  follow(down, {
    move({ clientX: x, clientY: y }) {
      const box = lanePort()?.box();
      const isOver = box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      atMs = isOver ? snapMs(lanePort()?.msAt(x) ?? 0, mirror.clock.nowMs) : undefined;
      useFailures.setState({ drag: { from: 'list', kind, x, y, ...(atMs === undefined ? {} : { atMs }) } });
    },
    drop() {
      if (atMs !== undefined) onDrop(atMs);
    },
  });
}

/** Drags a bar of the lane to another time, or its end to another length. */
export function dragInLane(row: PlannedFaultRow, part: DragPart, down: PointerEvent): void {
  const { index, atMs, endMs } = row;
  const grabbed = lanePort()?.msAt(down.clientX);
  if (index === undefined || grabbed === undefined) return;
  failures.choose(index);
  const offset = grabbed - (part === 'start' ? atMs : endMs ?? grabbed);
  let next = { atMs, endMs };
  follow(down, {
    move({ clientX }) {
      const to = (lanePort()?.msAt(clientX) ?? grabbed) - offset;
      const { nowMs } = mirror.clock;
      if (part === 'end') next = { atMs, endMs: endMsAt(to, atMs, nowMs) };
      else {
        const at = snapMs(to, nowMs);
        next = { atMs: at, endMs: endMs === undefined ? undefined : endMs + at - atMs };
      }
      useFailures.setState({ drag: { from: 'lane', index, ...next } });
    },
    drop() {
      if (part === 'end') endFault(index, next.endMs);
      else moveFault(index, next.atMs);
    },
  });
}
