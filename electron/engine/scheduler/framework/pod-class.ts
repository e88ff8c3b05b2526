import type { PodShape } from '../cache/pod-info.ts';
import type { Budget } from '../plugins/DefaultPreemption/disruption-budgets.ts';
import type { CandidateIndex } from '../plugins/DefaultPreemption/candidate-index.ts';
import type { Candidate } from '../plugins/DefaultPreemption/victims.ts';
import type { NothingFits } from './nothing-fits.ts';
import type { PreFilterOutcome, PreScoreOutcome } from './plugin.ts';
import type { Profile } from './profile.ts';
import type { Refusal } from './refusal.ts';

/** Kept raw scores of one node-scoped score plugin. */
export interface KeptScores {
  /** By slot. */
  readonly scores: Int32Array;
  /** How many of `scores` are not 0. */
  nonZero: number;
}

/**
 * What cycles for one pod shape leave for the next: plugin states, and answers of node-scoped plugins, each with the generation of the node
 * it was given for. An answer counts only while the node still has that generation.
 */
export interface PodClass {
  readonly shape: PodShape;
  readonly capacity: number;
  readonly preFilters: (PreFilterOutcome<unknown> | undefined)[];
  readonly preScores: (PreScoreOutcome<unknown> | undefined)[];
  /**
   * slot → the first refusal by a node-scoped plugin; when no cluster-scoped one has a say (`alone`), with the pods nominated to the node taken into account.
   */
  readonly verdicts: (Refusal | undefined)[];
  readonly verdictGenerations: Float64Array;
  alone: boolean;
  /** Set while no node is known to take pods of this shape. */
  nothingFits: NothingFits | undefined;
  /** Per score plugin; undefined for cluster-scoped ones. */
  readonly kept: readonly (KeptScores | undefined)[];
  /** Slot → weighted sum of the kept scores that need no normalisation, and the generation for which all kept scores of the slot hold. */
  readonly keptTotals: Int32Array;
  readonly keptGenerations: Float64Array;
  /** The sum of the plugins' epochs for which the kept scores hold. */
  keptEpoch: number;
  /** What preemption found on nodes. */
  dryRuns: KeptDryRuns | undefined;
}

/** By slot: what evicting pods from the node would do, with the generation and the `startChanges` of the node for which it holds. */
export interface KeptDryRuns {
  readonly answers: (Candidate | Refusal | undefined)[];
  readonly generations: Float64Array;
  readonly startChanges: Float64Array;
  readonly budgetVersion: number;
  readonly budgets: readonly Budget[];
  /** The same answers in an order to search them by, once a second pod of this shape has found nothing. */
  index: CandidateIndex | undefined;
}

export function newPodClass(shape: PodShape, profile: Profile, capacity: number): PodClass {
  return {
    shape, capacity,
    preFilters: profile.filters.map(() => undefined),
    preScores: profile.scores.map(() => undefined),
    verdicts: new Array<Refusal | undefined>(capacity).fill(undefined),
    verdictGenerations: new Float64Array(capacity), alone: true, nothingFits: undefined,
    kept: profile.scores.map(({ scope }) => (scope === 'node' ? { scores: new Int32Array(capacity), nonZero: 0 } : undefined)),
    keptTotals: new Int32Array(capacity), keptGenerations: new Float64Array(capacity), keptEpoch: -1,
    dryRuns: undefined,
  };
}

const maxKeptClasses = 48;

/**
 * The classes of the shapes scheduled last. A shape gets one when it comes for the second time: shapes that come once (pods of StatefulSets
 * differ in their labels) are not worth the memory.
 */
export class PodClasses {
  private readonly profile: Profile;
  private readonly classes = new Map<PodShape, PodClass>();
  private readonly seenOnce = new Set<PodShape>();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** @param capacity number of slots that the class must hold */
  classOf(shape: PodShape, capacity: number): PodClass {
    let found = this.classes.get(shape);
    // Maps keep insertion order: taking the class out and putting it back makes it the one used last.
    if (found) this.classes.delete(shape);
    if (!found || found.capacity < capacity) {
      const fresh = newPodClass(shape, this.profile, roundUp(capacity));
      if (!found && !this.seenOnce.has(shape)) {
        if (this.seenOnce.size >= 1024) this.seenOnce.clear();
        this.seenOnce.add(shape);
        return fresh;
      }
      this.seenOnce.delete(shape);
      found = fresh;
    }
    this.classes.set(shape, found);
    if (this.classes.size > maxKeptClasses) {
      for (const oldest of this.classes.keys()) {
        this.classes.delete(oldest);
        break;
      }
    }
    return found;
  }

  clear(): void {
    this.classes.clear();
    this.seenOnce.clear();
  }
}

/** Room for a few nodes more, so that a growing cluster does not make every class anew. */
function roundUp(capacity: number): number {
  return Math.max(16, 2 ** Math.ceil(Math.log2(capacity + 1)));
}
