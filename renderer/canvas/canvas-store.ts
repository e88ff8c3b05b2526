import { create } from 'zustand';
import type { Arrival } from './scene/pod-arrivals.ts';

/**
 * How much moves on the canvas: everything; results without travel (above 10×, or reduced motion); nothing but changes (above 100×, or in a crowd of them);
 * nothing (paused).
 */
export type MotionLevel = 'full' | 'result' | 'none' | 'still';

export type DocumentLevel = 'near' | 'middle';

export interface CanvasState {
  /** Machines that have a document now, and what it shows: a zoom across levels changes them one by one. */
  mounted: ReadonlyMap<string, DocumentLevel>;
  /** World units of one screen pixel of text at the middle zoom. */
  textScale: number;
  motion: MotionLevel;
  /** Key of the object that has the keyboard's focus while the canvas has it. */
  focused: string | undefined;
  /** The focus shows: the keyboard was used last. */
  focusVisible: boolean;
  /** Said by the screen reader. */
  announcement: string;
}

/** What the canvas' React parts share. Places are in the scene, the viewport in `ViewportState`. */
export const useCanvas = create<CanvasState>()(() => ({
  mounted: new Map(),
  textScale: 1,
  motion: 'still',
  focused: undefined,
  focusVisible: false,
  announcement: '',
}));

let parity = false;

/** Says a text; the same text twice is said twice. */
export function announce(text: string): void {
  parity = !parity;
  useCanvas.setState({ announcement: parity ? text : `${text}\u00a0` });
}

interface Pace {
  running: boolean;
  /** Simulated time to real time. */
  speed: number;
  reduced: boolean;
  /** More changes at once than an eye can follow. */
  isCrowded: boolean;
}

/** What follows from clock, preferences and how much changes. */
export function motionLevel({ running, speed, reduced, isCrowded }: Pace): MotionLevel {
  if (!running) return 'still';
  if (speed > 100 || isCrowded) return 'none';
  return speed > 10 || reduced ? 'result' : 'full';
}

/** Whether a pod's arrival is shown, and how. */
export function shownArrival(arrival: Arrival | undefined, motion: MotionLevel): 'appears' | 'travels' | undefined {
  if (!arrival || motion === 'still' || motion === 'none') return undefined;
  return arrival.kind === 'bound' && motion === 'full' ? 'travels' : 'appears';
}
