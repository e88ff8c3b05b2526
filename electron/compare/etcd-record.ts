import type { DesignReport } from '../../shared/compare/comparison.ts';
import type { EtcdView } from '../../shared/view/control-plane.ts';

/** Counts, second by second, how often etcd's leader changed, and how long there was none or no quorum for one. */
export class EtcdRecord {
  private seenMs = -1;
  private hadLeader = false;
  private leaderChanges = 0;
  private secondsWithoutLeader = 0;
  private secondsWithoutQuorum = 0;
  private measured = false;

  /** @param view undefined: the provider runs etcd @param counts the second is one of those that are measured */
  look(view: EtcdView | undefined, counts: boolean): void {
    if (!view) return;
    const news = view.history.filter(({ atMs }) => atMs > this.seenMs);
    this.seenMs = view.history.at(-1)?.atMs ?? this.seenMs;
    for (const { kind } of news) {
      if (kind !== 'BecameLeader') continue;
      // The first one leads a cluster that begins, which is no change.
      if (this.hadLeader && counts) this.leaderChanges += 1;
      this.hadLeader = true;
    }
    if (!counts) return;
    this.measured = true;
    if (view.leader === undefined) this.secondsWithoutLeader += 1;
    if (view.quorum.have < view.quorum.needed) this.secondsWithoutQuorum += 1;
  }

  report(): Pick<DesignReport, 'etcd'> {
    const { leaderChanges, secondsWithoutLeader, secondsWithoutQuorum } = this;
    return this.measured ? { etcd: { leaderChanges, secondsWithoutLeader, secondsWithoutQuorum } } : {};
  }
}
