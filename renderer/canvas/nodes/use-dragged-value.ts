import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';

export interface DraggedValueOptions {
  /** The value that the object has. */
  value: number;
  /**
   * The value at a place of the track, 0 at its left end.
   * @param movedPx how far the pointer has gone since it was pressed, to the right: for what may move under it meanwhile
   */
  valueAt(fraction: number, movedPx: number): number;
  /** The value that a key leads to; undefined: the key means nothing here. */
  valueByKey(key: string, from: number): number | undefined;
  /** Writes it; `dragId` is the same for all writes of one drag, or of one stay of the focus, which are one undo step. */
  write(value: number, dragId: string): Promise<unknown>;
}

export interface DraggedValue {
  /** What the handle stands at: the dragged value, else the object's. */
  shown: number;
  isDragging: boolean;
  track: RefObject<HTMLDivElement | null>;
  handlers: {
    onPointerDown(event: PointerEvent<HTMLDivElement>): void;
    onPointerMove(event: PointerEvent<HTMLDivElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onKeyDown(event: KeyboardEvent): void;
    onBlur(): void;
  };
}

let nextDrag = 1;

/** A number of an object that a handle on a track sets, by dragging or keys. One write is under way at a time; the last wanted one always comes. */
export function useDraggedValue({ value, valueAt, valueByKey, write }: DraggedValueOptions): DraggedValue {
  const track = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number>();
  const session = useRef({ id: '', sent: NaN, busy: false, wanted: NaN, begun: NaN });
  const pressedAt = useRef(0);

  const send = (next: number): void => {
    const { current } = session;
    current.wanted = next;
    if (current.busy || current.sent === next) return;
    current.busy = true;
    current.sent = next;
    void write(next, current.id).then(() => {
      current.busy = false;
      if (current.wanted !== current.sent) send(current.wanted);
    });
  };
  const begin = (): void => {
    session.current = { id: String(nextDrag), sent: value, busy: false, wanted: value, begun: value };
    nextDrag += 1;
  };
  const end = (): void => setDragged(undefined);
  return {
    shown: dragged ?? value,
    isDragging: dragged !== undefined,
    track,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
        pressedAt.current = event.clientX;
        setDragged(value);
      },
      onPointerMove(event) {
        const box = track.current?.getBoundingClientRect();
        if (dragged === undefined || !box) return;
        const next = valueAt((event.clientX - box.left) / box.width, event.clientX - pressedAt.current);
        setDragged(next);
        send(next);
      },
      onPointerUp: end,
      onPointerCancel: end,
      onKeyDown(event) {
        if (session.current.id === '') begin();
        // Keys may come faster than the cluster's answer is shown: go on from what was asked for last.
        const { sent, wanted, begun } = session.current;
        const next = valueByKey(event.key, sent === begun ? value : wanted);
        if (next === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        send(next);
      },
      onBlur() {
        session.current.id = '';
      },
    },
  };
}
