import type { TimelineLane } from '../../shared/view/rows.ts';

/** From top to bottom. A new lane is a new line. */
export const allLanes: readonly TimelineLane[] = ['you', 'controlPlane', 'nodes', 'workloads'];
/** What stays when there is little room. */
const fewLanes: readonly TimelineLane[] = ['you', 'nodes', 'workloads'];

export const rulerHeightPx = 20;
const lowestLanePx = 19;
const highestLanePx = 34;
/** Of the curves of traffic: a curve lower than the least says nothing, and one higher than the most says no more. */
const trafficPx = { least: 44, most: 96 };

interface LaneRoom {
  lanes: readonly TimelineLane[];
  laneHeightPx: number;
  /** Of the lane of traffic, below the others; 0: it is not shown. */
  trafficHeightPx: number;
}

/** The lanes that fit into a body of this height, and how high each is. None when only the clock row is to be seen. @param hasTraffic there is something for the lane of traffic */
export function lanesFor(heightPx: number, hasTraffic: boolean): LaneRoom {
  const room = heightPx - rulerHeightPx;
  const fits = (lanes: readonly TimelineLane[]): boolean => room >= lanes.length * lowestLanePx + (hasTraffic ? trafficPx.least : 0);
  const lanes = fits(allLanes) ? allLanes : fits(fewLanes) ? fewLanes : room >= fewLanes.length * lowestLanePx ? fewLanes : [];
  if (lanes.length === 0) return { lanes, laneHeightPx: 0, trafficHeightPx: 0 };
  const left = room - lanes.length * lowestLanePx;
  if (!hasTraffic || left < trafficPx.least) return { lanes, laneHeightPx: Math.min(highestLanePx, Math.floor(room / lanes.length)), trafficHeightPx: 0 };
  // Words need no more room than they have; a curve is the better the higher it is.
  const trafficHeightPx = Math.min(trafficPx.most, left);
  return { lanes, laneHeightPx: Math.min(highestLanePx, Math.floor((room - trafficHeightPx) / lanes.length)), trafficHeightPx };
}
