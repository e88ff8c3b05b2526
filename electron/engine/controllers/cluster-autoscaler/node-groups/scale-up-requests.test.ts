import { expect, test } from 'vitest';
import { newState } from '../state.ts';
import type { GroupState } from './group-state.ts';
import { isBackedOff, isClusterHealthy, isGroupHealthy, noteScaleUp, settleRequests } from './scale-up-requests.ts';

const minuteMs = 60_000;

function group(target: number, ready: number, more: Partial<GroupState> = {}): GroupState {
  return {
    name: 'g', target, ready: Array.from({ length: ready }, (_, at) => `n${at}`), unready: [], notStarted: [], unregistered: [], longUnregistered: [],
    min: 0, max: 10, group: {}, template: {}, ...more,
  } as unknown as GroupState;
}

test('a request ends when all its nodes are there', () => {
  const state = newState(0);
  noteScaleUp(state, 'g', 2, 0);
  expect(settleRequests(state, [group(2, 1)], minuteMs)).toEqual([]);
  expect(state.requests.size).toBe(1);
  settleRequests(state, [group(2, 2)], 2 * minuteMs);
  expect(state.requests.size).toBe(0);
});

test('a group whose machines do not come is left alone for 5 minutes, then 10, 20, 30, until one comes', () => {
  const state = newState(0);
  let nowMs = 0;
  const backOffs: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    noteScaleUp(state, 'g', 1, nowMs);
    expect(settleRequests(state, [group(1, 0)], nowMs + 15 * minuteMs)).toEqual([]);
    nowMs += 15 * minuteMs + 1;
    const [timedOut] = settleRequests(state, [group(1, 0)], nowMs);
    backOffs.push(((timedOut?.backOffUntilMs ?? 0) - nowMs) / minuteMs);
    expect(isBackedOff(state, 'g', nowMs)).toBe(true);
    nowMs = (timedOut?.backOffUntilMs ?? 0) + 1;
    expect(isBackedOff(state, 'g', nowMs)).toBe(false);
  }
  expect(backOffs).toEqual([5, 10, 20, 30, 30]);
  noteScaleUp(state, 'g', 1, nowMs);
  settleRequests(state, [group(1, 1)], nowMs + minuteMs);
  expect(state.backOffs.size).toBe(0);
});

test.each([
  { name: 'all there', target: 10, ready: 10, healthy: true },
  { name: 'three missing are borne', target: 10, ready: 7, healthy: true },
  { name: 'four of ten are too many', target: 10, ready: 4, healthy: false },
  { name: 'those that are on their way are not missing', target: 10, ready: 4, asked: 6, healthy: true },
])('a group with $name', ({ target, ready, asked = 0, healthy }) => {
  const state = newState(0);
  if (asked > 0) noteScaleUp(state, 'g', asked, 0);
  expect(isGroupHealthy(state, group(target, ready))).toBe(healthy);
});

test.each([[3, 3, true], [4, 10, true], [5, 10, false], [45, 100, true], [46, 100, false]])('%d broken nodes of %d: healthy is %s', (unready, all, healthy) => {
  expect(isClusterHealthy(unready, all)).toBe(healthy);
});
