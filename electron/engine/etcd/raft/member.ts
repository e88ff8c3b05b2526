import { copyLog, emptyLog, lastIndex, type RaftLog } from './log.ts';

export type RaftRole = 'Follower' | 'PreCandidate' | 'Candidate' | 'Leader';

/** A follower as the leader sees it. */
export interface Progress {
  /** Up to here its log is known to be the leader's. */
  match: number;
  next: number;
  /** It has answered since the leader last looked. */
  active: boolean;
  /** Something was sent that it has not answered; absent: nothing. */
  waiting?: true;
}

/** One member's Raft state: plain data. What stands on its disk survives its process. */
export interface RaftMember {
  readonly id: string;
  /** On disk. */
  term: number;
  vote?: string;
  log: RaftLog;
  commit: number;
  /** Of the last snapshot. */
  snapshotIndex: number;
  /** In memory. */
  role: RaftRole;
  leader?: string;
  /** Ticks since the last word of a leader, or since a leader last looked whether it has a quorum. */
  elapsed: number;
  /** After so many ticks without a leader it stands for election. */
  timeoutTicks: number;
  votes: Map<string, boolean>;
  progress: Map<string, Progress>;
}

export interface RaftConfig {
  voters: string[];
  /** Get the log and have no vote. */
  learners: string[];
}

/** Heartbeats are sent every tick. Source: --heartbeat-interval of etcd. */
export const tickMs = 100;
/** Source: --election-timeout of etcd, 1,000 ms. */
export const electionTicks = 10;
/** A snapshot is taken after so many entries. Source: DefaultSnapshotCount, server/etcdserver/server.go of etcd 3.6. */
export const snapshotCount = 10_000;
/** Entries before the snapshot that are kept for slow followers. Source: DefaultSnapshotCatchUpEntries. */
export const catchUpEntries = 5_000;

/** @param below a draw from 0 .. n-1 */
export type Draw = (n: number) => number;

export function quorumOf({ voters }: Pick<RaftConfig, 'voters'>): number {
  return Math.floor(voters.length / 2) + 1;
}

export function newMember(id: string, draw: Draw): RaftMember {
  return {
    id, term: 0, log: emptyLog(), commit: 0, snapshotIndex: 0,
    role: 'Follower', elapsed: electionTicks - 1, timeoutTicks: electionTicks + draw(electionTicks), votes: new Map(), progress: new Map(),
  };
}

/** Its process has started: what was in memory is gone. A starting etcd skips all but one tick of its first wait (advanceTicks, server/etcdserver/raft.go). */
export function restart(member: RaftMember, draw: Draw): void {
  member.role = 'Follower';
  delete member.leader;
  member.elapsed = electionTicks - 1;
  member.timeoutTicks = electionTicks + draw(electionTicks);
  member.votes = new Map();
  member.progress = new Map();
}

/** Takes over the disk of another member. */
export function copyDisk(to: RaftMember, from: RaftMember): void {
  to.log = copyLog(from.log);
  to.commit = from.commit;
  to.snapshotIndex = from.snapshotIndex;
}

export function lastOf(member: RaftMember): number {
  return lastIndex(member.log);
}
