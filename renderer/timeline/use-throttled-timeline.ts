import type { TimelineEntry } from '../../shared/view/rows.ts';
import { mirror } from '../store/cluster.ts';
import { useThrottled } from './use-throttled.ts';

const intervalMs = 100;
const read = (): readonly TimelineEntry[] => mirror.timeline;

/** The timeline's entries, at most ten times a second. */
export function useThrottledTimeline(): readonly TimelineEntry[] {
  return useThrottled('timeline', read, intervalMs);
}
