/**
 * A seeded integer generator (xoshiro128**, Blackman and Vigna). Its state is four 32-bit words, kept as plain numbers so that a snapshot
 * can hold it. Streams are derived from one seed by name, so components do not share draws.
 */
export type PrngState = [number, number, number, number];

export class Prng {
  private readonly state: PrngState;

  /** @param state four 32-bit words, not all zero; held, not copied, so the owner can save it */
  constructor(state: PrngState) {
    this.state = state;
  }

  /** An integer in 0 .. 2^32-1. */
  nextUint32(): number {
    const s = this.state;
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** An integer in 0 .. bound-1, without modulo bias. @param bound 1 .. 2^32 */
  below(bound: number): number {
    const limit = Math.floor(0x1_0000_0000 / bound) * bound;
    for (;;) {
      const draw = this.nextUint32();
      if (draw < limit) return draw % bound;
    }
  }

  /** An integer in low .. high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True `numerator` times in `denominator` on average. */
  chance(numerator: number, denominator: number): boolean {
    return this.below(denominator) < numerator;
  }
}

/** State words for the stream `name` of `seed`: FNV-1a over both, spread by splitmix32. */
export function streamState(seed: number, name: string): PrngState {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ Math.floor(seed / 0x1_0000_0000), 0x01000193);
  const words: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    hash = (hash + 0x9e3779b9) | 0;
    let word = hash ^ (hash >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    words.push(word ^ (word >>> 15));
  }
  if (!words.some((word) => word !== 0)) words[0] = 1;
  return words as PrngState;
}
