import { expect, it } from 'vitest';
import { allLanes, lanesFor, rulerHeightPx } from './lanes.ts';

it.each([
  ['only the clock row', 0, false, 0, 0],
  ['the panel as it is at first', 156, false, 4, 0],
  ['the same with traffic', 156, true, 4, 1],
  ['one as it used to be', 128, true, 3, 1],
  ['little room', 20 + 3 * 19, true, 3, 0],
  ['a little more', 20 + 3 * 19 + 44, true, 3, 1],
  ['as high as it gets', 320, true, 4, 1],
])('%s', (_name, heightPx, hasTraffic, count, traffic) => {
  const { lanes, laneHeightPx, trafficHeightPx } = lanesFor(heightPx, hasTraffic);
  expect(lanes).toHaveLength(count);
  expect(trafficHeightPx > 0 ? 1 : 0).toBe(traffic);
  expect(rulerHeightPx + lanes.length * laneHeightPx + trafficHeightPx).toBeLessThanOrEqual(Math.max(heightPx, rulerHeightPx));
});

it('traffic takes what the words do not need', () => {
  expect(lanesFor(156, true)).toEqual({ lanes: allLanes, laneHeightPx: 19, trafficHeightPx: 60 });
  expect(lanesFor(330, true)).toEqual({ lanes: allLanes, laneHeightPx: 34, trafficHeightPx: 96 });
});
