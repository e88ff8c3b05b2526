import { useMemo } from 'react';
import { formatClock } from '../i18n/format.ts';
import { useCluster } from '../store/hooks.ts';

const defaultEpochMs = Date.UTC(2026, 0, 1);

export interface SimulatedTime {
  /** Simulated ms of an object's timestamp; undefined when there is none or it cannot be read. */
  msOf(timestamp: unknown): number | undefined;
  /** The same as on the clock, `00:00:46`; '' when there is none. */
  clockOf(timestamp: unknown): string;
}

/** Timestamps of objects are RFC 3339 and count from the design's epoch; people think in the clock's time. */
export function simulatedTime(epochMs: number): SimulatedTime {
  const msOf = (timestamp: unknown): number | undefined => {
    const at = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
    return Number.isNaN(at) ? undefined : Math.max(0, at - epochMs);
  };
  return {
    msOf,
    clockOf: (timestamp) => {
      const ms = msOf(timestamp);
      return ms === undefined ? '' : formatClock(ms);
    },
  };
}

export function useSimulatedTime(): SimulatedTime {
  const epochMs = useCluster()?.epochMs ?? defaultEpochMs;
  return useMemo(() => simulatedTime(epochMs), [epochMs]);
}
