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

/** Of the lane of failures: how high a line of bars is, alone and where several must share little room; more than three at once are not read. */
const failurePx = { line: 22, lowLine: 16, border: 2 } as const;
const mostFailureLines = 3;
const oneLinePx = failurePx.line + failurePx.border;

interface LaneRoom {
  lanes: readonly TimelineLane[];
  laneHeightPx: number;
  /** Of the lane of traffic, below the others; 0: it is not shown. */
  trafficHeightPx: number;
  /** Of the lane of failures, above the others; 0: it is not shown. */
  failureHeightPx: number;
  /** Lines of bars that the lane of failures has, and how high each is. */
  failureLines: number;
  failureLinePx: number;
}

interface LaneWishes {
  /** There is something for the lane of traffic. */
  traffic: boolean;
  /** Lines of bars that the lane of failures takes; 0: there is nothing for it. */
  failureLines: number;
}

/** The lanes that fit into a body of this height, and how high each is. None when only the clock row is to be seen. */
export function lanesFor(heightPx: number, wishes: LaneWishes): LaneRoom {
  const wanted = Math.min(mostFailureLines, wishes.failureLines);
  const whole = heightPx - rulerHeightPx;
  const least = wanted > 0 && whole >= fewLanes.length * lowestLanePx + oneLinePx ? oneLinePx : 0;
  const others = wordsAndTraffic(whole - least, wishes.traffic);
  if (least === 0 || others.lanes.length === 0) return { ...others, failureHeightPx: 0, failureLines: 0, failureLinePx: 0 };
  // A lane of words gives way before bars lie on each other.
  const spare = whole - fewLanes.length * lowestLanePx - (others.trafficHeightPx > 0 ? trafficPx.least : 0);
  const failureLines = Math.max(1, Math.min(wanted, Math.floor((spare - failurePx.border) / failurePx.lowLine)));
  const failureLinePx = Math.min(failurePx.line, Math.max(failurePx.lowLine, Math.floor((spare - failurePx.border) / failureLines)));
  const failureHeightPx = failureLines * failureLinePx + failurePx.border;
  return { ...wordsAndTraffic(whole - failureHeightPx, wishes.traffic), failureHeightPx, failureLines, failureLinePx };
}

function wordsAndTraffic(room: number, hasTraffic: boolean): Pick<LaneRoom, 'lanes' | 'laneHeightPx' | 'trafficHeightPx'> {
  const fits = (lanes: readonly TimelineLane[]): boolean => room >= lanes.length * lowestLanePx + (hasTraffic ? trafficPx.least : 0);
  const lanes = fits(allLanes) ? allLanes : fits(fewLanes) ? fewLanes : room >= fewLanes.length * lowestLanePx ? fewLanes : [];
  if (lanes.length === 0) return { lanes, laneHeightPx: 0, trafficHeightPx: 0 };
  const left = room - lanes.length * lowestLanePx;
  if (!hasTraffic || left < trafficPx.least) return { lanes, laneHeightPx: Math.min(highestLanePx, Math.floor(room / lanes.length)), trafficHeightPx: 0 };
  // Words need no more room than they have; a curve is the better the higher it is.
  const trafficHeightPx = Math.min(trafficPx.most, left);
  return { lanes, laneHeightPx: Math.min(highestLanePx, Math.floor((room - trafficHeightPx) / lanes.length)), trafficHeightPx };
}
