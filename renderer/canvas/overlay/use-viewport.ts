import { useSyncExternalStore } from 'react';
import type { Viewport } from '../geometry/visible-window.ts';
import { view } from '../canvas-model.ts';

const subscribe = (listener: () => void): (() => void) => view.subscribe(listener);
const read = (): Viewport => view.viewport;

/** The viewport, for the few parts that React draws in screen coordinates: renders at every change. */
export function useViewport(): Viewport {
  return useSyncExternalStore(subscribe, read);
}
