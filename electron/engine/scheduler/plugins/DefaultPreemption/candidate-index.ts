import { doesLessHarm } from './pick-candidate.ts';
import type { Candidate } from './victims.ts';

/** What of a node is counted: `resolvable` its refusal may pass; `candidate` eviction makes room; `harmless` and overdraws no budget. */
export type Trait = 'resolvable' | 'candidate' | 'harmless';

/**
 * Nodes by position in the order of evaluation, in a tree that knows for each stretch of them how many have a trait and which is the best candidate. So the
 * search that walks from a random node on until it has seen enough candidates costs the logarithm of the number of nodes.
 */
export class CandidateIndex {
  /** The slots' order of which the positions tell. */
  readonly order: Int32Array;
  /** The cache's generation and count of started pods for which it holds; kept by the one who fills it. */
  generation = 0;
  startChanges = 0;
  private readonly positions: Int32Array;
  private readonly leaves: number;
  private readonly counts: Record<Trait, Int32Array>;
  private readonly best: (Candidate | undefined)[];

  /** @param slots how many slots there are */
  constructor(order: Int32Array, slots: number) {
    this.order = order;
    this.positions = new Int32Array(slots);
    for (let position = 0; position < order.length; position += 1) this.positions[order[position] as number] = position;
    this.leaves = 2 ** Math.ceil(Math.log2(Math.max(2, order.length)));
    const counts = (): Int32Array => new Int32Array(2 * this.leaves);
    this.counts = { resolvable: counts(), candidate: counts(), harmless: counts() };
    this.best = new Array<Candidate | undefined>(2 * this.leaves).fill(undefined);
  }

  total(trait: Trait): number {
    return this.counts[trait][1] as number;
  }

  /** Says what is true of the node in a slot. */
  set(slot: number, resolvable: boolean, candidate: Candidate | undefined): void {
    const { resolvable: resolvables, candidate: candidates, harmless } = this.counts;
    let at = (this.positions[slot] as number) + this.leaves;
    if ((resolvables[at] === 1) === resolvable && this.best[at] === candidate) return;
    resolvables[at] = resolvable ? 1 : 0;
    candidates[at] = candidate ? 1 : 0;
    harmless[at] = candidate?.pdbViolations === 0 ? 1 : 0;
    this.best[at] = candidate;
    for (at >>= 1; at >= 1; at >>= 1) {
      const [left, right] = [2 * at, 2 * at + 1];
      for (const counts of [resolvables, candidates, harmless]) counts[at] = (counts[left] as number) + (counts[right] as number);
      this.best[at] = better(this.best[left], this.best[right]);
    }
  }

  /** Position of the node that has the trait after `rank` others have; there is one. */
  positionOf(trait: Trait, rank: number): number {
    const counts = this.counts[trait];
    let at = 1;
    let left = rank;
    while (at < this.leaves) {
      at *= 2;
      const here = counts[at] as number;
      if (left < here) continue;
      left -= here;
      at += 1;
    }
    return at - this.leaves;
  }

  /** How many nodes before `position` have the trait. */
  before(trait: Trait, position: number): number {
    const counts = this.counts[trait];
    let count = 0;
    for (let at = position + this.leaves; at > 1; at >>= 1) if (at % 2 === 1) count += counts[at - 1] as number;
    return count;
  }

  /** The candidate that does the least harm among positions `from .. to - 1`; of equals the first. */
  bestWithin(from: number, to: number): Candidate | undefined {
    let first: Candidate | undefined;
    let last: Candidate | undefined;
    for (let [low, high] = [from + this.leaves, to + this.leaves]; low < high; low >>= 1, high >>= 1) {
      if (low % 2 === 1) {
        first = better(first, this.best[low]);
        low += 1;
      }
      if (high % 2 === 1) {
        high -= 1;
        last = better(this.best[high], last);
      }
    }
    return better(first, last);
  }

  /** What a walk around all nodes from position `start` on finds, when it ends with enough candidates of which one is harmless. */
  walk(start: number, enough: number): Candidate | undefined {
    const size = this.order.length;
    const needed = [this.stepsTo('candidate', enough, start), this.stepsTo('harmless', 1, start)];
    const end = start + Math.min(Math.max(...needed), size);
    return better(this.bestWithin(start, Math.min(end, size)), end > size ? this.bestWithin(0, end - size) : undefined);
  }

  /** Steps from `start` on until `count` nodes with the trait were seen; Infinity: there are not so many. */
  private stepsTo(trait: Trait, count: number, start: number): number {
    const total = this.total(trait);
    if (count > total) return Infinity;
    const position = this.positionOf(trait, (this.before(trait, start) + count - 1) % total);
    const size = this.order.length;
    return ((position - start + size) % size) + 1;
  }
}

/** `a` comes before `b` in the walk. */
function better(a: Candidate | undefined, b: Candidate | undefined): Candidate | undefined {
  if (!a || !b) return a ?? b;
  return doesLessHarm(b, a) ? b : a;
}
