import type { Env } from '../env.ts';
import { writeHex } from '../hex-codes.ts';
import { Prng, streamState, type PrngState } from './prng.ts';

/** What a snapshot keeps of an Env. */
export interface EnvState {
  seed: number;
  epochMs: number;
  nowMs: number;
  streams: Record<string, PrngState>;
}

/** Follows from the text alone, so it is kept only to save work: stamps have whole seconds, and most that are read are recent. */
const parsedLimit = 4_096;

/** k8s.io/apimachinery/pkg/util/rand: no vowels, no look-alikes. */
const safeAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Where a UID is put together: made of codes it is one flat text, a sixth of what the tree of its concatenated parts would take for good. */
const uidCodes = Array.from('00000000-0000-4000-8000-000000000000', (character) => character.charCodeAt(0));

/** The Env of a running simulation. `advanceTo` belongs to the simulation loop alone. */
export class SimulatedEnv implements Env {
  readonly state: EnvState;
  private readonly generators = new Map<string, Prng>();
  private cachedSecond = -1;
  private cachedText = '';
  private readonly parsed = new Map<string, number>();

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
    let ms = this.parsed.get(text);
    if (ms === undefined) {
      if (this.parsed.size >= parsedLimit) this.parsed.clear();
      this.parsed.set(text, (ms = Date.parse(text)));
    }
    return ms - this.state.epochMs;
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
    const variant = '89ab'.charCodeAt(generator.below(4));
    writeHex(uidCodes, 0, 8, generator.nextUint32());
    writeHex(uidCodes, 9, 4, generator.nextUint32());
    writeHex(uidCodes, 15, 3, generator.nextUint32());
    uidCodes[19] = variant;
    writeHex(uidCodes, 20, 3, generator.nextUint32());
    writeHex(uidCodes, 24, 8, generator.nextUint32());
    writeHex(uidCodes, 32, 4, generator.nextUint32());
    return String.fromCharCode.apply(null, uidCodes);
  }

  nameSuffix(length: number): string {
    const generator = this.random('names');
    let suffix = '';
    for (let index = 0; index < length; index += 1) suffix += safeAlphabet[generator.below(safeAlphabet.length)];
    return suffix;
  }
}
