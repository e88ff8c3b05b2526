import { expect, it } from 'vitest';
import { allLanes, lanesFor, rulerHeightPx } from './lanes.ts';

it.each([
  ['only the clock row', 0, false, 0, 0, 0, 0],
  ['the panel as it is at first', 156, false, 0, 4, 0, 0],
  ['the same with traffic', 156, true, 0, 4, 1, 0],
  ['one as it used to be', 128, true, 0, 3, 1, 0],
  ['little room', 20 + 3 * 19, true, 0, 3, 0, 0],
  ['a little more', 20 + 3 * 19 + 44, true, 0, 3, 1, 0],
  ['as high as it gets', 320, true, 0, 4, 1, 0],
  ['the panel as it is at first, with a failure', 156, false, 1, 4, 0, 1],
  ['with traffic as well a lane of words gives way', 156, true, 1, 3, 1, 1],
  ['failures at once, and little room for them', 156, true, 3, 3, 1, 2],
  ['failures at once, and a lane of words gives way', 128, false, 3, 3, 0, 3],
  ['failures at once, and room for them', 260, true, 3, 4, 1, 3],
  ['more failures at once than one reads', 320, false, 9, 4, 0, 3],
  ['too little room for failures', 20 + 3 * 19 + 23, true, 1, 3, 0, 0],
])('%s', (_name, heightPx, traffic, failureLines, count, trafficLanes, lines) => {
  const room = lanesFor(heightPx, { traffic, failureLines });
  expect(room.lanes).toHaveLength(count);
  expect(room.trafficHeightPx > 0 ? 1 : 0).toBe(trafficLanes);
  expect(room.failureLines).toBe(lines);
  expect(room.failureHeightPx).toBe(lines === 0 ? 0 : lines * room.failureLinePx + 2);
  expect(rulerHeightPx + room.failureHeightPx + room.lanes.length * room.laneHeightPx + room.trafficHeightPx).toBeLessThanOrEqual(Math.max(heightPx, rulerHeightPx));
});

it('traffic takes what the words do not need', () => {
  expect(lanesFor(156, { traffic: true, failureLines: 0 })).toMatchObject({ lanes: allLanes, laneHeightPx: 19, trafficHeightPx: 60 });
  expect(lanesFor(330, { traffic: true, failureLines: 0 })).toMatchObject({ lanes: allLanes, laneHeightPx: 34, trafficHeightPx: 96 });
});
