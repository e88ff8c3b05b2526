import { useCallback, useSyncExternalStore } from 'react';
import { mirror } from '../../store/cluster.ts';

const subscribeClock = (listener: () => void): (() => void) => mirror.topics.subscribe('clock', listener);

/** A number made from the simulated time; renders again only when the number changes. */
export function useClockNumber(read: (nowMs: number) => number): number {
  return useSyncExternalStore(subscribeClock, () => read(mirror.clock.nowMs));
}

/** Whole seconds until a simulated instant, `26 s`; never below 0. */
export function Countdown({ untilMs }: { untilMs: number }) {
  const seconds = useClockNumber(useCallback((nowMs: number) => Math.max(0, Math.ceil((untilMs - nowMs) / 1_000)), [untilMs]));
  return <>{seconds} s</>;
}

/** Progress between two simulated instants, `42%`. */
export function Percentage({ startMs, endMs }: { startMs: number; endMs: number }) {
  const percent = useClockNumber(
    useCallback(
      (nowMs: number) => Math.round(Math.min(1, Math.max(0, (nowMs - startMs) / Math.max(1, endMs - startMs))) * 100),
      [startMs, endMs],
    ),
  );
  return <>{percent}%</>;
}
