/** Changes older than this hardly count. */
const memoryMs = 500;
/** Changed pods a second from which nobody can follow one of them; and at which one can again. */
const crowdedFrom = 120;
const calmBelow = 60;

/** How many pods change per second of real time, and whether that is more than an eye can follow. */
export class ChangeRate {
  #perSecond = 0;
  #atMs = 0;
  #isCrowded = false;

  get isCrowded(): boolean {
    return this.#isCrowded;
  }

  /** Counts changes at this real time in ms; none: only time has passed. */
  count(changes: number, nowMs: number): void {
    this.#perSecond = this.#perSecond * Math.exp((this.#atMs - nowMs) / memoryMs) + (changes * 1_000) / memoryMs;
    this.#atMs = nowMs;
    this.#isCrowded = this.#perSecond >= (this.#isCrowded ? calmBelow : crowdedFrom);
  }
}
