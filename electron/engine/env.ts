import type { Prng } from './simulation/prng.ts';

/** Simulated time 0 is this instant, unless the topology says otherwise. API timestamps count from it. */
export const defaultEpoch = '2026-01-01T00:00:00Z';

/** Everything non-deterministic that the engine may use. Nothing in `electron/engine` touches clocks, randomness or ids elsewhere. */
export interface Env {
  /** Simulated time: integer milliseconds since the simulation began. Only the simulation moves it. */
  readonly nowMs: number;
  /** The seeded generator of a named stream. A new draw in one stream does not disturb another. */
  random(stream: string): Prng;
  /** RFC 3339 of a simulated instant, whole seconds (metav1.Time). Default: now. */
  timestamp(atMs?: number): string;
  /** RFC 3339 with microseconds (metav1.MicroTime). Default: now. */
  microTimestamp(atMs?: number): string;
  /** Simulated milliseconds of an RFC 3339 string. */
  parseTimestamp(text: string): number;
  /** A fresh uid in RFC 4122 form, drawn from the `uid` stream. */
  newUid(): string;
  /** A suffix of `length` characters from Kubernetes' safe alphabet (k8s.io/apimachinery/pkg/util/rand), from the `names` stream. */
  nameSuffix(length: number): string;
}
