import type { Env } from '../env.ts';
import { Prng, streamState, type PrngState } from './prng.ts';

/** What a snapshot keeps of an Env. */
export interface EnvState {
  seed: number;
  epochMs: number;
  nowMs: number;
  streams: Record<string, PrngState>;
}

/** k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The Env of a running simulation. `advanceTo` belongs to the simulation loop alone. */
export class SimulatedEnv implements Env {
  readonly state: EnvState;
  private readonly generators = new Map<string, Prng>();
  private cachedSecond = -1;
  private cachedText = '';

  constructor(state: EnvState) {
    this.state = state;
  }

  static start(seed: number, epoch: string): SimulatedEnv {
    return new SimulatedEnv({ seed, epochMs: Date.parse(epoch), nowMs: 0, streams: {} });
  }

  get nowMs(): number {
    return this.state.nowMs;
  }

  advanceTo(ms: number): void {
    if (ms < this.state.nowMs) throw new Error('Assertion failed: simulated time never goes back');
    this.state.nowMs = ms;
  }

  random(stream: string): Prng {
    let generator = this.generators.get(stream);
    if (!generator) {
      const words = (this.state.streams[stream] ??= streamState(this.state.seed, stream));
      generator = new Prng(words);
      this.generators.set(stream, generator);
    }
    return generator;
  }

  timestamp(atMs: number = this.state.nowMs): string {
    const second = Math.floor((this.state.epochMs + atMs) / 1000);
    if (second !== this.cachedSecond) {
      this.cachedSecond = second;
      this.cachedText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    }
    return this.cachedText;
  }

  microTimestamp(atMs: number = this.state.nowMs): string {
    return `${new Date(this.state.epochMs + atMs).toISOString().slice(0, 23)}000Z`;
  }

  parseTimestamp(text: string): number {
    return Date.parse(text) - this.state.epochMs;
  }

  /** The state of all streams, to be given back to `restoreDraws` when what drew from them is taken back. */
  saveDraws(): Record<string, PrngState> {
    return Object.fromEntries(Object.entries(this.state.streams).map(([name, words]) => [name, [...words] as PrngState]));
  }

  restoreDraws(saved: Record<string, PrngState>): void {
    for (const [name, words] of Object.entries(this.state.streams)) {
      const before = saved[name] ?? streamState(this.state.seed, name);
      for (let index = 0; index < words.length; index += 1) words[index] = before[index] as number;
    }
  }

  newUid(): string {
    const generator = this.random('uid');
    const hex = (count: number): string => generator.nextUint32().toString(16).padStart(8, '0').slice(0, count);
    const variant = '89ab'[generator.below(4)];
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`;
  }

  nameSuffix(length: number): string {
    const generator = this.random('names');
    let suffix = '';
    for (let index = 0; index < length; index += 1) suffix += safeAlphabet[generator.below(safeAlphabet.length)];
    return suffix;
  }
}
