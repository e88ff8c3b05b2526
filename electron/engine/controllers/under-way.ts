import type { Outcome, Write } from './controller.ts';
import type { Env } from '../env.ts';

type Waiting = Extract<Outcome, { kind: 'Done' }>;

/** Key → what somebody outside the cluster does for it, and when that is done; plain data. */
export type Errands = Map<string, { what: string; doneAtMs: number }>;

/** What a controller has asked of the world outside, such as a disk of a cloud's storage: each takes its time, and is asked for once. */
export class UnderWay {
  /** Part of the controller's state. */
  errands: Errands = new Map();
  private readonly env: Env;

  constructor(env: Env) {
    this.env = env;
  }

  /**
   * Has `what` done for a key; asking for something else in the meantime begins anew.
   * @param begin written when it begins
   * @returns what to do until it is done; undefined: it is, and the next one may be asked for
   */
  wait(key: string, what: string, durationMs: number, begin: () => readonly Write[] = () => []): Waiting | undefined {
    const { nowMs } = this.env;
    const errand = this.errands.get(key);
    if (errand?.what !== what) {
      this.errands.set(key, { what, doneAtMs: nowMs + durationMs });
      return { kind: 'Done', writes: begin(), requeue: { afterMs: durationMs } };
    }
    if (errand.doneAtMs > nowMs) return { kind: 'Done', writes: [], requeue: { afterMs: errand.doneAtMs - nowMs } };
    this.errands.delete(key);
    return undefined;
  }

  /** Whether just this is being done for a key, or has been and was not taken note of. */
  isAt(key: string, what: string): boolean {
    return this.errands.get(key)?.what === what;
  }

  forget(key: string): void {
    this.errands.delete(key);
  }
}
