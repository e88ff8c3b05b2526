import type { ClockState } from '../../shared/view/rows.ts';
import type { World } from '../engine/world.ts';

/** One slice of simulation work takes about this long at most, so that requests and frames are answered in between. */
const sliceBudgetMs = 10;
/** The world is advanced in steps of this many simulated ms, between which the budget is looked at. */
const stepMs = 200;
/** "Run until quiet" gives up after so much simulated time: something keeps restarting. */
const quietLimitMs = 6 * 3_600_000;

/**
 * Couples simulated time to wall time: speed, pause, step, run until quiet. It owns no timer: `tick` is called some sixty times a second. When the machine cannot keep up,
 * the simulation is slower than asked for, never different.
 */
export class RealClock {
  speed = 10;
  running = false;
  untilQuiet = false;
  private world: World;
  private readonly wallNow: () => number;
  private readonly onAdvanced: () => void;
  private lastWallMs = 0;
  /** Simulated ms owed but not yet run, fractions included. */
  private owedMs = 0;
  private quietDeadlineMs = 0;

  /** @param onAdvanced called whenever simulated time has moved, by a step of the world */
  constructor(world: World, wallNow: () => number, onAdvanced: () => void = () => undefined) {
    this.world = world;
    this.wallNow = wallNow;
    this.onAdvanced = onAdvanced;
  }

  attach(world: World): void {
    this.world = world;
    this.pause();
  }

  play(speed?: number): void {
    if (speed !== undefined) this.speed = speed;
    if (!this.running) this.lastWallMs = this.wallNow();
    this.running = true;
    this.untilQuiet = false;
  }

  pause(): void {
    this.running = false;
    this.untilQuiet = false;
    this.owedMs = 0;
  }

  step(): void {
    this.pause();
    this.advance({ toNextEvent: true });
  }

  runUntilQuiet(): void {
    this.running = true;
    this.untilQuiet = true;
    this.quietDeadlineMs = this.world.nowMs + quietLimitMs;
  }

  /** Does the work that has fallen due since the last tick, within the budget. @returns whether simulated time moved */
  tick(): boolean {
    if (!this.running) return false;
    const startedMs = this.wallNow();
    const fromMs = this.world.nowMs;
    if (this.untilQuiet) this.runTowardsQuiet(startedMs);
    else {
      this.owedMs = Math.min(this.owedMs + (startedMs - this.lastWallMs) * this.speed, this.speed * 250);
      this.lastWallMs = startedMs;
      while (this.owedMs >= 1 && this.wallNow() - startedMs < sliceBudgetMs) {
        const stride = Math.min(Math.floor(this.owedMs), stepMs);
        this.advance({ untilMs: this.world.nowMs + stride });
        this.owedMs -= stride;
      }
    }
    return this.world.nowMs > fromMs;
  }

  state(): ClockState {
    return { nowMs: this.world.nowMs, running: this.running, speed: this.speed, runningUntilQuiet: this.untilQuiet, quiet: this.world.isQuiet() };
  }

  private runTowardsQuiet(startedMs: number): void {
    while (this.wallNow() - startedMs < sliceBudgetMs) {
      if (this.world.isQuiet() || this.world.nowMs >= this.quietDeadlineMs) return this.pause();
      this.advance({ untilMs: this.world.nowMs + stepMs });
    }
  }

  private advance(to: Parameters<World['advance']>[0]): void {
    this.world.advance(to);
    this.onAdvanced();
  }
}
