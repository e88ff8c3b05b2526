import type { EtcdHistoryKind } from '../../../shared/view/control-plane.ts';
import type { RaftConfig, RaftMember } from './raft/member.ts';
import type { RaftMessage } from './raft/messages.ts';

/** One etcd of the group: its Raft state, its process and its disk. */
export interface GroupMember {
  /** The machine on which it runs. */
  readonly id: string;
  raft: RaftMember;
  running: boolean;
  /** Its machine and its disk are gone, and no quorum was there to take it off the list. */
  lost?: true;
  nextTickMs: number;
  /** How long its disk takes to make an entry durable. */
  fsyncMs: number;
  /** A leader that waits for its slow disk sends no heartbeats until then; more entries wait for their turn after that. */
  blockedUntilMs: number;
  batchWaits?: true;
}

export interface Envelope {
  dueMs: number;
  from: string;
  to: string;
  message: RaftMessage;
}

export interface EtcdEvent {
  atMs: number;
  kind: EtcdHistoryKind;
  member: string;
  term: number;
}

/** A whole group; plain data, part of the snapshot. */
export interface GroupState {
  members: Map<string, GroupMember>;
  config: RaftConfig;
  /** Machines whose etcd runs and is no member yet. */
  joining: Set<string>;
  transit: Envelope[];
  /** Up to here everything has been worked out. While parked, nothing but heartbeats has happened since. */
  atMs: number;
  parked: boolean;
  /** When something last changed that the group has to settle. */
  changedAtMs: number;
  /** While parked: writes that the logs do not have yet, the newest at their times, and how many older ones. */
  recent: { atMs: number; count: number }[];
  older: number;
  /** Newest last. */
  history: EtcdEvent[];
}

export function emptyGroup(nowMs: number): GroupState {
  return {
    members: new Map(), config: { voters: [], learners: [] }, joining: new Set(), transit: [], atMs: nowMs, parked: true, changedAtMs: nowMs, recent: [], older: 0, history: [],
  };
}
