import { useEffect, useState } from 'react';
import type { TimelineEntry } from '../../shared/view/rows.ts';
import { mirror } from '../store/cluster.ts';

const intervalMs = 100;

/** The timeline's entries, at most ten times a second: at 1000× they change in every frame, and nobody reads that fast. */
export function useThrottledTimeline(): readonly TimelineEntry[] {
  const [entries, setEntries] = useState(mirror.timeline);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      setEntries(mirror.timeline);
    };
    take();
    const stop = mirror.topics.subscribe('timeline', () => {
      timer ??= setTimeout(take, intervalMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return entries;
}
