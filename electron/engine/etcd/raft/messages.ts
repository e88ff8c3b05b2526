import type { Run } from './log.ts';

/** What members send each other. Named after raftpb.MessageType of go.etcd.io/raft. */
export type RaftMessage =
  | { kind: 'Vote' | 'PreVote'; term: number; lastIndex: number; lastTerm: number }
  | { kind: 'VoteReply' | 'PreVoteReply'; term: number; granted: boolean }
  | { kind: 'Heartbeat'; term: number; commit: number }
  | { kind: 'HeartbeatReply'; term: number }
  | { kind: 'Append'; term: number; prevIndex: number; prevTerm: number; entries: Run[]; commit: number }
  /** `index`: up to where the logs agree, or, when rejected, the last entry that the follower has. */
  | { kind: 'AppendReply'; term: number; index: number; rejected: boolean }
  | { kind: 'Snapshot'; term: number; index: number; indexTerm: number };

export interface Outgoing {
  to: string;
  message: RaftMessage;
}
