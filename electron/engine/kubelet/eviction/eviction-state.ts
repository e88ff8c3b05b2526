/** Memory of the eviction manager. */
export interface EvictionState {
  /** It looks every ten seconds from then on. */
  startedAtMs: number;
  /** Next look at the signals; Infinity: nothing is near its threshold. */
  atMs: number;
  /** A pod may be above its own limits. */
  lookWanted: boolean;
  /** Nothing came of the last look and nothing has changed since: the next one may repeat for ever. */
  idle: boolean;
  /** Condition that holds → when a threshold of it was last met. */
  observedAtMs: Map<PressureType, number>;
  /** Evicted pods that have not ended, and until when the manager waits for them. */
  waitsFor: Set<string>;
  waitsUntilMs: number;
}

export type PressureType = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';
