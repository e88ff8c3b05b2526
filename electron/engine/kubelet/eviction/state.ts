import type { KubeletProcess } from '../node/node-state.ts';
import type { EvictionState, PressureType } from './eviction-state.ts';

export function newEvictionState(startedAtMs: number): EvictionState {
  return { startedAtMs, atMs: Infinity, lookWanted: true, idle: false, observedAtMs: new Map(), waitsFor: new Set(), waitsUntilMs: 0 };
}

/** The conditions that hold since the last look of the eviction manager. */
export function pressures(kubelet: KubeletProcess): PressureType[] {
  return [...kubelet.eviction.observedAtMs.keys()];
}
