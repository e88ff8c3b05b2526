import type { GroupMember, GroupState } from './group-state.ts';
import { lastOf, quorumOf } from './raft/member.ts';

export type Reaches = (a: string, b: string) => boolean;

/** Messages that change nothing in a group that has settled. */
const idle: ReadonlySet<string> = new Set(['Heartbeat', 'HeartbeatReply', 'PreVote', 'PreVoteReply']);

export function runningMembers({ members }: GroupState): GroupMember[] {
  return [...members.values()].filter(({ running }) => running);
}

/** The voters that a leader has behind it, with itself if it has a vote. */
export function followersOf(state: GroupState, { id, raft }: GroupMember, reaches: Reaches): GroupMember[] {
  return state.config.voters.flatMap((voter) => {
    const member = state.members.get(voter);
    if (!member?.running) return [];
    return voter === id || (reaches(id, voter) && member.raft.term === raft.term && member.raft.leader === id) ? [member] : [];
  });
}

/**
 * Nothing more will come of this group by itself: a leader has a quorum and all whom it reaches are up to date, or no member reaches a quorum; and those apart
 * go on asking for votes in vain, each at its own pace.
 */
export function isSettled(state: GroupState, reaches: Reaches): boolean {
  const { config, transit, atMs } = state;
  if (transit.some(({ message }) => !idle.has(message.kind))) return false;
  const running = runningMembers(state);
  if (running.some((a) => running.some((b) => a.raft.term !== b.raft.term && reaches(a.id, b.id)))) return false;
  const isVoter = ({ id }: GroupMember): boolean => config.voters.includes(id);
  const [leader, ...others] = running.filter(({ raft }) => raft.role === 'Leader');
  if (others.length > 0) return false;
  if (!leader) {
    return running.filter(isVoter).every((member) => member.raft.role === 'PreCandidate'
      && running.filter((other) => isVoter(other) && reaches(member.id, other.id)).length < quorumOf(config));
  }
  if (followersOf(state, leader, reaches).length < quorumOf(config) || leader.blockedUntilMs > atMs || leader.raft.commit < lastOf(leader.raft)) return false;
  return running.every((member) => {
    if (member === leader) return true;
    if (!reaches(leader.id, member.id)) return member.raft.role === 'PreCandidate' || !isVoter(member);
    const progress = leader.raft.progress.get(member.id);
    return member.raft.leader === leader.id && member.raft.role === 'Follower' && lastOf(member.raft) === lastOf(leader.raft)
      && member.raft.commit === leader.raft.commit && progress?.match === lastOf(leader.raft) && !progress.waiting;
  });
}
