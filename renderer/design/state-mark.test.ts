import { expect, test } from 'vitest';
import { machineStates, podStates } from '../../shared/view/states.ts';
import { markOf } from './StateMark.tsx';

test('states that look alike in colour differ in their mark', () => {
  expect(markOf('bad', 'NotReady')).not.toBe(markOf('attention', 'NotReady'));
  expect(new Set(['CrashLoopBackOff', 'ImagePullBackOff', 'OOMKilled', 'Error'].map((name) => markOf('bad', name))).size).toBe(4);
  expect(new Set(machineStates.map((state) => markOf(state.family, state.name))).size).toBeGreaterThanOrEqual(7);
});

test('no mark is used by two families', () => {
  const family = new Map<string, string>();
  for (const state of [...podStates, ...machineStates]) {
    const mark = markOf(state.family, state.name);
    expect(family.get(mark) ?? state.family).toBe(state.family);
    family.set(mark, state.family);
  }
});
