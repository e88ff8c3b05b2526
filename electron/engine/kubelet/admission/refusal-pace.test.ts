import { expect, it } from 'vitest';
import type { KubeletProcess } from '../node/node-state.ts';
import { msPerRefusal, refusalBurst, refusalWaitMs } from './refusal-pace.ts';

const refusalsBetween = (kubelet: KubeletProcess, fromMs: number, toMs: number): number => {
  let refusals = 0;
  for (let nowMs = fromMs; nowMs < toMs;) {
    const waitMs = refusalWaitMs(kubelet, nowMs);
    if (waitMs === 0) refusals += 1;
    else nowMs += waitMs;
  }
  return refusals;
};

it('lets a burst through, then one each 40 ms, and a burst again after a rest', () => {
  const kubelet = {} as KubeletProcess;
  expect([refusalBurst, msPerRefusal]).toEqual([50, 40]);
  expect(refusalsBetween(kubelet, 1_000, 1_001)).toBe(50);
  expect(refusalsBetween(kubelet, 1_001, 11_001)).toBe(250);
  expect(refusalsBetween(kubelet, 20_000, 20_001)).toBe(50);
});
