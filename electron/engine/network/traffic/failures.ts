import type { FailureCause, FailureKind } from '../../../../shared/network/failure-cause.ts';
import type { FailureShare } from './flow-state.ts';

/** Adds up failures by the kind of their cause; of each kind the first cause stands for all. */
export class FailureTally {
  private readonly byKind = new Map<FailureKind, FailureShare>();

  add(cause: FailureCause, share: number): void {
    if (share <= 0) return;
    const known = this.byKind.get(cause.kind);
    if (known) known.share += share;
    else this.byKind.set(cause.kind, { cause, share });
  }

  addAll(failures: readonly FailureShare[], weight: number): void {
    for (const { cause, share } of failures) this.add(cause, share * weight);
  }

  /** The most frequent cause first. */
  get shares(): FailureShare[] {
    return [...this.byKind.values()].sort((a, b) => b.share - a.share || (a.cause.kind < b.cause.kind ? -1 : 1));
  }
}
