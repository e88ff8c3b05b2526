import { Prng, streamState } from '../engine/simulation/prng.ts';

/** Draws of one seed. Each part of a story throws dice of its own name, so that a change of one part leaves the others as they were. */
export class Dice {
  private readonly prng: Prng;
  private readonly seed: number;

  constructor(seed: number, name: string) {
    this.seed = seed;
    this.prng = new Prng(streamState(seed, `soak/${name}`));
  }

  /**
   * Whether stories of this seed have what was thought of when seeds from `first` on were new. Others stay what they are, for those that failed once are kept as
   * tests.
   */
  knows(first: number): boolean {
    return this.seed >= first;
  }

  /** Dice for a part of this part. */
  fork(name: string): Dice {
    return new Dice(this.seed, name);
  }

  /** An integer in low .. high, both included. */
  between(low: number, high: number): number {
    return this.prng.between(low, high);
  }

  /** True this many times in a hundred. */
  percent(chance: number): boolean {
    return this.prng.chance(chance, 100);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.prng.below(list.length)] as T;
  }
}
