import type { EtcdEvent } from '../../engine/etcd/group-state.ts';
import { lastIndex, termAt } from '../../engine/etcd/raft/log.ts';
import type { World } from '../../engine/world.ts';
import type { Witness } from './index.ts';

/** The last entries that were seen committed are looked for in the log of whoever leads later. */
const remembered = 50;

/**
 * One leader in a term, and whatever was committed stands in the log of each later leader: as long as a majority's disks last, which is as long as nobody makes a new
 * cluster of what one member has. Then it begins anew.
 */
export class EtcdWitness implements Witness {
  readonly name = 'etcd keeps what it has committed, with one leader in a term';
  private leaders = new Map<number, string>();
  private committed: { index: number; term: number }[] = [];
  private problems: string[] = [];

  follow({ components: { etcd } }: World): void {
    etcd.onEvent((event) => this.note(event));
  }

  look(world: World): string[] {
    const { members } = world.components.etcd.books();
    if (members.size === 0) this.forget();
    const leader = members.get(world.components.etcd.leader() ?? '');
    if (leader) {
      const { log, commit, term } = leader.raft;
      this.noteLeader(term, leader.id);
      for (const entry of this.committed) {
        if (entry.index > lastIndex(log)) this.problems.push(`entry ${entry.index} of term ${entry.term} is not in the log of ${leader.id}, which ends with ${lastIndex(log)}`);
        else if (entry.index > log.compacted && termAt(log, entry.index) !== entry.term) this.problems.push(`entry ${entry.index} was of term ${entry.term}, and is of term ${termAt(log, entry.index) ?? 0} in the log of ${leader.id}`);
      }
      if (commit > (this.committed.at(-1)?.index ?? 0)) this.committed.push({ index: commit, term: termAt(log, commit) ?? 0 });
      if (this.committed.length > remembered) this.committed.shift();
    }
    return this.problems.splice(0);
  }

  private note({ kind, member, term }: EtcdEvent): void {
    if (kind === 'NewCluster') this.forget();
    if (kind === 'BecameLeader') this.noteLeader(term, member);
  }

  private noteLeader(term: number, member: string): void {
    const known = this.leaders.get(term) ?? member;
    if (known !== member) this.problems.push(`${known} and ${member} both lead in term ${term}`);
    this.leaders.set(term, known);
  }

  private forget(): void {
    this.leaders = new Map();
    this.committed = [];
  }
}
