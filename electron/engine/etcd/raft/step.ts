import { append, compact, entriesAfter, lastIndex, lastTerm, merge, termAt } from './log.ts';
import { catchUpEntries, electionTicks, lastOf, quorumOf, snapshotCount, type Draw, type Progress, type RaftConfig, type RaftMember } from './member.ts';
import type { Outgoing, RaftMessage } from './messages.ts';

/**
 * The Raft of etcd as a pure state machine: `tick` and `step` change one member and say what it sends. With pre-vote and the leader's check of its quorum, as etcd runs it.
 * Source: raft.go of go.etcd.io/raft. Differs: one message at a time is under way to a follower that lags; entries are counted, not carried.
 */
export interface RaftPort {
  readonly config: RaftConfig;
  readonly draw: Draw;
}

/** A tenth of a second has passed. */
export function tick(member: RaftMember, port: RaftPort): Outgoing[] {
  member.elapsed += 1;
  if (member.role === 'Leader') {
    if (member.elapsed >= electionTicks) {
      member.elapsed = 0;
      const active = port.config.voters.filter((id) => id === member.id || member.progress.get(id)?.active);
      if (active.length < quorumOf(port.config)) {
        becomeFollower(member, member.term, undefined, port);
        return [];
      }
      for (const progress of member.progress.values()) progress.active = false;
    }
    return heartbeats(member);
  }
  if (member.elapsed < member.timeoutTicks || !port.config.voters.includes(member.id)) return [];
  member.elapsed = 0;
  return campaign(member, true, port);
}

/** A message has come. */
export function step(member: RaftMember, from: string, message: RaftMessage, port: RaftPort): Outgoing[] {
  const { kind, term } = message;
  if (term > member.term) {
    const inLease = member.leader !== undefined && member.elapsed < electionTicks;
    if ((kind === 'Vote' || kind === 'PreVote') && inLease) return [];
    const hypothetical = kind === 'PreVote' || (kind === 'PreVoteReply' && message.granted);
    if (!hypothetical) becomeFollower(member, term, isOfLeader(kind) ? from : undefined, port);
  } else if (term < member.term) {
    if (kind === 'Heartbeat' || kind === 'Append') return [{ to: from, message: { kind: 'AppendReply', term: member.term, index: 0, rejected: true } }];
    if (kind === 'PreVote') return [{ to: from, message: { kind: 'PreVoteReply', term: member.term, granted: false } }];
    return [];
  }
  switch (message.kind) {
    case 'Vote': case 'PreVote': return vote(member, from, message);
    case 'VoteReply': case 'PreVoteReply': return countVote(member, from, message, port);
    case 'Heartbeat': case 'Append': case 'Snapshot': return follow(member, from, message, port);
    case 'HeartbeatReply': case 'AppendReply': return member.role === 'Leader' ? noteReply(member, from, message, port) : [];
  }
}

/** The leader adds entries and sends them. */
export function propose(member: RaftMember, count: number, port: RaftPort): Outgoing[] {
  append(member.log, member.term, count);
  return broadcast(member, port);
}

/** What was sent to a follower, or its answer, got lost: with the next heartbeat it is sent again. Source: MsgUnreachable. */
export function noteUnreachable(member: RaftMember, follower: string): void {
  delete member.progress.get(follower)?.waiting;
}

/** Followers that the configuration has gained or lost. @returns what the leader sends to new ones */
export function followConfig(member: RaftMember, port: RaftPort): Outgoing[] {
  if (member.role !== 'Leader') return [];
  const all = [...port.config.voters, ...port.config.learners];
  for (const id of member.progress.keys()) if (!all.includes(id)) member.progress.delete(id);
  for (const id of all) if (id !== member.id && !member.progress.has(id)) member.progress.set(id, { match: 0, next: lastOf(member) + 1, active: true });
  return broadcast(member, port);
}

/** Everything that a majority has is committed, if it is of the leader's own term. */
export function advanceCommit(member: RaftMember, { config }: RaftPort): boolean {
  const matches = config.voters.map((id) => (id === member.id ? lastOf(member) : member.progress.get(id)?.match ?? 0)).sort((a, b) => b - a);
  const agreed = matches[quorumOf(config) - 1] ?? 0;
  if (agreed <= member.commit || termAt(member.log, agreed) !== member.term) return false;
  commitTo(member, agreed);
  return true;
}

/** Applies what is committed, and takes a snapshot when it is time. */
export function commitTo(member: RaftMember, index: number): void {
  member.commit = Math.max(member.commit, Math.min(index, lastOf(member)));
  const steps = Math.floor((member.commit - member.snapshotIndex) / snapshotCount);
  if (steps <= 0) return;
  member.snapshotIndex += steps * snapshotCount;
  compact(member.log, member.snapshotIndex - catchUpEntries);
}

function isOfLeader(kind: RaftMessage['kind']): boolean {
  return kind === 'Heartbeat' || kind === 'Append' || kind === 'Snapshot';
}

function reset(member: RaftMember, term: number, { draw }: RaftPort): void {
  if (term !== member.term) {
    member.term = term;
    delete member.vote;
  }
  delete member.leader;
  member.elapsed = 0;
  member.timeoutTicks = electionTicks + draw(electionTicks);
  member.votes = new Map();
  member.progress = new Map();
}

function becomeFollower(member: RaftMember, term: number, leader: string | undefined, port: RaftPort): void {
  reset(member, term, port);
  member.role = 'Follower';
  if (leader !== undefined) member.leader = leader;
}

function campaign(member: RaftMember, pre: boolean, port: RaftPort): Outgoing[] {
  if (pre) {
    member.role = 'PreCandidate';
    member.votes = new Map();
    delete member.leader;
  } else {
    reset(member, member.term + 1, port);
    member.role = 'Candidate';
    member.vote = member.id;
  }
  member.votes.set(member.id, true);
  if (quorumOf(port.config) === 1) return pre ? campaign(member, false, port) : becomeLeader(member, port);
  const ask: RaftMessage = { kind: pre ? 'PreVote' : 'Vote', term: pre ? member.term + 1 : member.term, lastIndex: lastOf(member), lastTerm: lastTerm(member.log) };
  return port.config.voters.filter((id) => id !== member.id).map((to) => ({ to, message: ask }));
}

function becomeLeader(member: RaftMember, port: RaftPort): Outgoing[] {
  reset(member, member.term, port);
  member.role = 'Leader';
  member.leader = member.id;
  for (const id of [...port.config.voters, ...port.config.learners]) {
    if (id !== member.id) member.progress.set(id, { match: 0, next: lastOf(member) + 1, active: true });
  }
  const sent = propose(member, 1, port);
  advanceCommit(member, port);
  return sent;
}

function vote(member: RaftMember, from: string, message: Extract<RaftMessage, { kind: 'Vote' | 'PreVote' }>): Outgoing[] {
  const pre = message.kind === 'PreVote';
  const free = member.vote === from || (member.vote === undefined && member.leader === undefined) || (pre && message.term > member.term);
  const ownTerm = lastTerm(member.log);
  const upToDate = message.lastTerm > ownTerm || (message.lastTerm === ownTerm && message.lastIndex >= lastOf(member));
  const granted = free && upToDate;
  if (granted && !pre) {
    member.elapsed = 0;
    member.vote = from;
  }
  return [{ to: from, message: { kind: pre ? 'PreVoteReply' : 'VoteReply', term: granted ? message.term : member.term, granted } }];
}

function countVote(member: RaftMember, from: string, { kind, granted }: Extract<RaftMessage, { kind: 'VoteReply' | 'PreVoteReply' }>, port: RaftPort): Outgoing[] {
  if (member.role !== (kind === 'PreVoteReply' ? 'PreCandidate' : 'Candidate')) return [];
  if (!member.votes.has(from)) member.votes.set(from, granted);
  const given = port.config.voters.filter((id) => member.votes.get(id) === true).length;
  const refused = port.config.voters.filter((id) => member.votes.get(id) === false).length;
  if (given >= quorumOf(port.config)) return member.role === 'PreCandidate' ? campaign(member, false, port) : becomeLeader(member, port);
  if (refused >= quorumOf(port.config)) becomeFollower(member, member.term, undefined, port);
  return [];
}

function follow(member: RaftMember, from: string, message: Extract<RaftMessage, { kind: 'Heartbeat' | 'Append' | 'Snapshot' }>, port: RaftPort): Outgoing[] {
  if (member.role !== 'Follower') becomeFollower(member, message.term, from, port);
  member.elapsed = 0;
  member.leader = from;
  const reply = (index: number, rejected: boolean): Outgoing[] => [{ to: from, message: { kind: 'AppendReply', term: member.term, index, rejected } }];
  switch (message.kind) {
    case 'Heartbeat':
      commitTo(member, message.commit);
      return [{ to: from, message: { kind: 'HeartbeatReply', term: member.term } }];
    case 'Append': {
      const { prevIndex, prevTerm, entries, commit } = message;
      if (prevIndex < member.commit) {
        // What is committed is the same everywhere.
        merge(member.log, entries.filter(({ last }) => last > member.commit).map((run) => ({ ...run, first: Math.max(run.first, member.commit + 1) })));
      } else if (termAt(member.log, prevIndex) !== prevTerm) return reply(Math.min(lastOf(member), prevIndex - 1), true);
      else merge(member.log, entries);
      const agreed = Math.max(entries.at(-1)?.last ?? prevIndex, member.commit);
      commitTo(member, Math.min(commit, agreed));
      return reply(agreed, false);
    }
    case 'Snapshot':
      if (message.index <= member.commit) return reply(member.commit, false);
      member.log = { runs: [], compacted: message.index, compactedTerm: message.indexTerm };
      member.snapshotIndex = message.index;
      member.commit = message.index;
      return reply(message.index, false);
  }
}

function noteReply(member: RaftMember, from: string, message: Extract<RaftMessage, { kind: 'HeartbeatReply' | 'AppendReply' }>, port: RaftPort): Outgoing[] {
  const progress = member.progress.get(from);
  if (!progress) return [];
  progress.active = true;
  if (message.kind === 'HeartbeatReply') return progress.match < lastOf(member) ? sendAppend(member, from, progress) : [];
  delete progress.waiting;
  if (message.rejected) {
    progress.next = Math.max(progress.match + 1, Math.min(progress.next - 1, message.index + 1));
    return sendAppend(member, from, progress);
  }
  progress.match = Math.max(progress.match, message.index);
  progress.next = progress.match + 1;
  if (advanceCommit(member, port)) return broadcast(member, port);
  return progress.match < lastOf(member) ? sendAppend(member, from, progress) : [];
}

function heartbeats(member: RaftMember): Outgoing[] {
  return [...member.progress].map(([to, { match }]) => ({ to, message: { kind: 'Heartbeat', term: member.term, commit: Math.min(match, member.commit) } }));
}

function broadcast(member: RaftMember, { config }: RaftPort): Outgoing[] {
  return [...config.voters, ...config.learners].flatMap((id) => {
    const progress = member.progress.get(id);
    return progress && id !== member.id ? sendAppend(member, id, progress) : [];
  });
}

/** What a follower does not have, or the snapshot when the log does not begin early enough. Nothing while an answer is awaited. */
function sendAppend(member: RaftMember, to: string, progress: Progress): Outgoing[] {
  if (progress.waiting) return [];
  const prevIndex = progress.next - 1;
  const prevTerm = termAt(member.log, prevIndex);
  progress.waiting = true;
  if (prevTerm === undefined) {
    const index = Math.max(member.snapshotIndex, member.log.compacted);
    return [{ to, message: { kind: 'Snapshot', term: member.term, index, indexTerm: termAt(member.log, index) ?? member.log.compactedTerm } }];
  }
  const entries = entriesAfter(member.log, prevIndex);
  return [{ to, message: { kind: 'Append', term: member.term, prevIndex, prevTerm, entries, commit: member.commit } }];
}

/** The last entry and its term, as a follower has them that is up to date. */
export function headOf({ log }: RaftMember): { index: number; term: number } {
  return { index: lastIndex(log), term: lastTerm(log) };
}
