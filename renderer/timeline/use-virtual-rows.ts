import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { visibleRows } from './event-filter.ts';
import { useElementSize } from './use-element-size.ts';

interface VirtualRows {
  /** The element that scrolls. */
  body: RefObject<HTMLDivElement | null>;
  /** Rows that are in the document: from this one up to that one. */
  from: number;
  to: number;
  onScroll: (event: { currentTarget: HTMLElement }) => void;
  /** Arrow keys, Page Up and Down, Home and End. Returns whether it was one of them. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/**
 * A grid of rows of one height, of which only those in view are in the document. Rows carry `aria-rowindex`, which counts from the head of the table, 1.
 *
 * @param current index of the row that the keys start from
 * @param onMove called with the index to which they lead, before that row takes the focus
 */
export function useVirtualRows(count: number, rowHeightPx: number, current: number, onMove: (index: number) => void): VirtualRows {
  const body = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(body);
  const [scrollTop, setScrollTop] = useState(0);
  // A row far away is in the document only after the next render.
  const wanted = useRef<number>(undefined);
  const focusWanted = (): void => {
    if (wanted.current === undefined) return;
    const row = body.current?.querySelector<HTMLElement>(`[aria-rowindex="${wanted.current + 2}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  };
  useLayoutEffect(focusWanted);
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(count - 1, index));
    const view = body.current;
    if (view === null || count === 0) return;
    onMove(next);
    const top = next * rowHeightPx;
    if (top < view.scrollTop) view.scrollTop = top;
    else if (top + rowHeightPx > view.scrollTop + view.clientHeight) view.scrollTop = top + rowHeightPx - view.clientHeight;
    wanted.current = next;
    setScrollTop(view.scrollTop);
    focusWanted();
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const page = Math.max(1, Math.floor(height / rowHeightPx) - 1);
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count };
    const by = step[event.key];
    if (by === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    moveTo(current + by);
    return true;
  };
  return { body, ...visibleRows(count, rowHeightPx, scrollTop, height), onScroll: (event) => setScrollTop(event.currentTarget.scrollTop), onKeyDown };
}
