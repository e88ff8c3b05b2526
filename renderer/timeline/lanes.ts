import type { TimelineLane } from '../../shared/view/rows.ts';

/** From top to bottom. A new lane is a new line. */
export const allLanes: readonly TimelineLane[] = ['you', 'controlPlane', 'nodes', 'workloads'];
/** What stays when there is little room. */
const fewLanes: readonly TimelineLane[] = ['you', 'nodes', 'workloads'];

export const rulerHeightPx = 20;
const lowestLanePx = 19;
const highestLanePx = 34;

/** The lanes that fit into a body of this height, and how high each is. None when only the clock row is to be seen. */
export function lanesFor(heightPx: number): { lanes: readonly TimelineLane[]; laneHeightPx: number } {
  const room = heightPx - rulerHeightPx;
  const lanes = room >= allLanes.length * lowestLanePx ? allLanes : room >= fewLanes.length * lowestLanePx ? fewLanes : [];
  return { lanes, laneHeightPx: lanes.length === 0 ? 0 : Math.min(highestLanePx, Math.floor(room / lanes.length)) };
}
