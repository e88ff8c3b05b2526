import type { EtcdMemberView, EtcdRole, EtcdView, NoQuorumReason } from '../../../shared/view/control-plane.ts';
import { hexDigest } from '../hex-digest.ts';
import type { EtcdGroup } from './group.ts';
import { latencyMs } from './member-exchange.ts';
import type { GroupMember, GroupState } from './group-state.ts';
import { lastOf, quorumOf } from './raft/member.ts';
import { followersOf, runningMembers, type Reaches } from './settled.ts';

/** A group as people see it; changes nothing. Undefined: there are no members. */
export function etcdView(group: EtcdGroup, reaches: Reaches, nowMs: number): EtcdView | undefined {
  const { state } = group;
  if (state.members.size === 0) return undefined;
  const leader = group.leader();
  const members = [...state.members.values()].map((member) => memberView(state, member, leader, reaches, nowMs));
  const together = largestGroup(state, leader, reaches);
  const needed = quorumOf(state.config);
  const why = leader ? undefined : whyNoQuorum(state, together, needed, reaches);
  return {
    members, term: leader?.raft.term ?? Math.max(...members.map(({ term }) => term)), ...(leader ? { leader: leader.id } : {}),
    quorum: { needed, have: together.length }, ...(why ? { why } : {}), history: state.history.map((event) => ({ ...event })),
  };
}

function memberView(state: GroupState, member: GroupMember, leader: GroupMember | undefined, reaches: Reaches, nowMs: number): EtcdMemberView {
  const { id, raft, running, lost, fsyncMs } = member;
  const follows = leader !== undefined && running && (member === leader || (raft.leader === leader.id && reaches(id, leader.id)));
  const written = (untilMs: number): number => state.older + state.recent.reduce((sum, { atMs, count }) => (atMs <= untilMs ? sum + count : sum), 0);
  // A parked group's writes are counted and not yet in the logs.
  const has = follows ? written(member === leader ? nowMs : nowMs - latencyMs - fsyncMs) : 0;
  const lastIndex = lastOf(raft) + has;
  const leaderLast = leader ? lastOf(leader.raft) + written(nowMs) : lastIndex;
  return {
    machine: id, id: hexDigest(`etcd/${id}`, 16), role: roleOf(state, member, leader, reaches), voter: state.config.voters.includes(id), lost: lost ?? false,
    term: raft.term, lastIndex, commitIndex: raft.commit + has, snapshotIndex: raft.snapshotIndex, lag: Math.max(0, leaderLast - lastIndex), fsyncMs,
    reaches: running ? runningMembers(state).filter((other) => other !== member && reaches(id, other.id)).map((other) => other.id) : [],
  };
}

function roleOf({ config }: GroupState, { id, raft, running }: GroupMember, leader: GroupMember | undefined, reaches: Reaches): EtcdRole {
  if (!running) return 'Down';
  if (leader && leader.id !== id && !reaches(leader.id, id)) return 'Unreachable';
  if (config.learners.includes(id)) return 'Learner';
  switch (raft.role) {
    case 'Leader': return 'Leader';
    case 'PreCandidate': case 'Candidate': return 'Candidate';
    case 'Follower': return 'Follower';
  }
}

/** The most voters that could make up a quorum now: those behind the leader, or one and all whom it reaches. */
function largestGroup(state: GroupState, leader: GroupMember | undefined, reaches: Reaches): string[] {
  if (leader) return followersOf(state, leader, reaches).map(({ id }) => id);
  const voters = runningMembers(state).filter(({ id }) => state.config.voters.includes(id)).map(({ id }) => id);
  const groups = voters.map((id) => voters.filter((other) => reaches(id, other)));
  return groups.reduce((best, one) => (one.length > best.length ? one : best), []);
}

function whyNoQuorum(state: GroupState, together: readonly string[], needed: number, reaches: Reaches): NoQuorumReason {
  const voters = state.config.voters.flatMap((id) => state.members.get(id) ?? []);
  if (together.length >= needed) {
    const stuck = runningMembers(state).some((member) => member.raft.role === 'Leader' && followersOf(state, member, reaches).length >= needed);
    const slow = voters.filter(({ fsyncMs, running }) => running && fsyncMs >= 1_000).map(({ id }) => id);
    return stuck && slow.length > 0 ? { kind: 'SlowDisks', machines: slow } : { kind: 'Electing' };
  }
  return {
    kind: 'NoQuorum', down: voters.filter(({ running, lost }) => !running && !lost).map(({ id }) => id), lost: voters.filter(({ lost }) => lost).map(({ id }) => id),
    apart: voters.filter(({ running, id }) => running && !together.includes(id)).map(({ id }) => id),
  };
}
