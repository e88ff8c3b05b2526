import { required } from '../../../shared/assert.ts';
import type { EtcdHistoryKind } from '../../../shared/view/control-plane.ts';
import { emptyGroup, type Envelope, type EtcdEvent, type GroupMember, type GroupState } from './group-state.ts';
import { entriesAfter, merge } from './raft/log.ts';
import { lastOf, newMember, quorumOf, tickMs, type Draw, type RaftRole } from './raft/member.ts';
import type { Outgoing } from './raft/messages.ts';
import { advanceCommit, noteUnreachable, propose, step, tick, type RaftPort } from './raft/step.ts';
import { followersOf, runningMembers, type Reaches } from './settled.ts';

/** One way between two members. */
export const latencyMs = 1;
/** What a write-ahead log on an ordinary SSD takes. */
export const ordinaryFsyncMs = 2;
/** Sending the whole database to a member that is far behind; an estimate. */
const snapshotMs = 200;
/** A disk slower than this makes its member keep others waiting. */
export const slowFsyncMs = 100;
/** A request for which etcd finds no agreement in this time fails. Source: ReqTimeout, server/config/config.go: 5 s and two election timeouts. */
const requestTimeoutMs = 7_000;
const historyLength = 100;

export interface GroupPort {
  draw: Draw;
  /** Whether packets get from one machine to another. */
  reaches: Reaches;
  /** How long a machine's disk takes where that is slow. */
  fsyncOf?: (id: string) => number | undefined;
  /** Hears what happens, at its moment. */
  tell?: (event: EtcdEvent) => void;
  /** Every heartbeat is sent, also when nothing happens: for tests. */
  plain?: boolean;
}

/** Members that tick and send each other messages, in plain time, with their disks: all that Raft itself does. */
export class MemberExchange {
  state: GroupState;
  protected readonly port: GroupPort;

  constructor(port: GroupPort, state: GroupState = emptyGroup(0)) {
    this.port = port;
    this.state = state;
  }

  /** When there is something to do; Infinity: nothing by itself. */
  nextMs(): number {
    const { parked, members, transit } = this.state;
    if (parked) return Infinity;
    let next = transit[0]?.dueMs ?? Infinity;
    for (const { running, nextTickMs } of members.values()) if (running) next = Math.min(next, nextTickMs);
    return next;
  }

  /** Whether what is written through this machine's member is committed now: it follows a leader that has a quorum, and reaches it. */
  serves(id: string): boolean {
    const { members } = this.state;
    const member = members.get(id);
    const leader = members.get(member?.raft.leader ?? '');
    if (!member?.running || !leader || (leader !== member && !this.port.reaches(id, leader.id))) return false;
    return leader.raft.term === member.raft.term && this.hasQuorum(leader);
  }

  /** The leader whose word counts. */
  leader(): GroupMember | undefined {
    return runningMembers(this.state).find((member) => this.hasQuorum(member));
  }

  private hasQuorum(leader: GroupMember): boolean {
    if (!leader.running || leader.raft.role !== 'Leader') return false;
    const inTime = followersOf(this.state, leader, this.port.reaches).filter(({ fsyncMs }) => fsyncMs < requestTimeoutMs);
    return inTime.length >= quorumOf(this.state.config);
  }

  /** Plain time, without parking. */
  protected live(nowMs: number): void {
    for (let next = this.nextMs(); next <= nowMs; next = this.nextMs()) this.runInstant(next);
    this.state.atMs = Math.max(this.state.atMs, nowMs);
  }

  protected runInstant(atMs: number): void {
    const { state } = this;
    state.atMs = atMs;
    while ((state.transit[0]?.dueMs ?? Infinity) <= atMs) {
      const envelope = required(state.transit.shift(), 'a message is due');
      const { from, to, message } = envelope;
      const member = state.members.get(to);
      if (!member?.running || !this.port.reaches(from, to)) {
        this.noteLost(envelope);
        continue;
      }
      this.act(member, () => step(member.raft, from, message, this.raftPort()));
    }
    for (const member of state.members.values()) {
      if (!member.running || member.nextTickMs > atMs) continue;
      member.nextTickMs += tickMs;
      if (member.raft.role === 'Leader' && member.blockedUntilMs > atMs) continue;
      this.act(member, () => tick(member.raft, this.raftPort()));
      if (!member.batchWaits) continue;
      delete member.batchWaits;
      member.blockedUntilMs = atMs + member.fsyncMs;
    }
  }

  private act(member: GroupMember, change: () => Outgoing[]): void {
    const before: RaftRole = member.raft.role;
    this.send(member, change());
    const after = member.raft.role;
    if (before === after) return;
    if (after === 'Leader') this.note('BecameLeader', member);
    else if (before === 'Leader') this.note('LostLeader', member);
    else if (after === 'Candidate') this.note('StoodForElection', member);
  }

  protected send(from: GroupMember, outgoing: readonly Outgoing[]): void {
    const { state } = this;
    for (const { to, message } of outgoing) {
      const member = state.members.get(to);
      if (!member?.running || !this.port.reaches(from.id, to)) {
        this.noteLost({ from: from.id, to, message });
        continue;
      }
      const toDisk = message.kind === 'Append' ? member.fsyncMs : message.kind === 'Snapshot' ? snapshotMs + member.fsyncMs : 0;
      const dueMs = state.atMs + latencyMs + toDisk;
      let index = state.transit.length;
      while (index > 0 && (state.transit[index - 1]?.dueMs ?? 0) > dueMs) index -= 1;
      state.transit.splice(index, 0, { dueMs, from: from.id, to, message });
    }
  }

  /** Nothing gets to or from a member any more: what is under way is lost. */
  protected dropMessagesOf(id: string): void {
    const { state } = this;
    const isLost = ({ from, to }: Envelope): boolean => from === id || to === id;
    for (const envelope of state.transit) if (isLost(envelope)) this.noteLost(envelope);
    state.transit = state.transit.filter((envelope) => !isLost(envelope));
  }

  private noteLost({ from, to, message: { kind } }: Pick<Envelope, 'from' | 'to' | 'message'>): void {
    const [leader, follower] = kind === 'AppendReply' ? [to, from] : kind === 'Append' || kind === 'Snapshot' ? [from, to] : [];
    const member = leader === undefined ? undefined : this.state.members.get(leader);
    if (member && follower !== undefined) noteUnreachable(member.raft, follower);
  }

  /** Adds entries; a majority has them at once, those with the fastest disks, since a write is answered only then. The rest gets them as they come. */
  protected propose(count: number): void {
    const leader = this.leader();
    if (!leader) return;
    const { state } = this;
    const outgoing = propose(leader.raft, count, this.raftPort());
    const disks = followersOf(state, leader, this.port.reaches)
      .sort((a, b) => a.fsyncMs - b.fsyncMs || Number(b === leader) - Number(a === leader)).slice(0, quorumOf(state.config));
    for (const member of disks) if (member !== leader) this.catchUp(leader, member);
    advanceCommit(leader.raft, this.raftPort());
    this.send(leader, outgoing.filter(({ to }) => !disks.some(({ id }) => id === to)));
    if (leader.fsyncMs < slowFsyncMs) return;
    if (leader.blockedUntilMs > state.atMs) leader.batchWaits = true;
    else leader.blockedUntilMs = state.atMs + leader.fsyncMs;
  }

  protected catchUp(leader: GroupMember, member: GroupMember): void {
    const progress = required(leader.raft.progress.get(member.id), 'a leader knows its followers');
    const from = Math.max(progress.match, member.raft.commit);
    merge(member.raft.log, entriesAfter(leader.raft.log, from));
    Object.assign(progress, { match: lastOf(leader.raft), next: lastOf(leader.raft) + 1 });
    delete progress.waiting;
  }

  protected memberFor(id: string): GroupMember {
    return { id, raft: newMember(id, this.port.draw), running: false, nextTickMs: 0, fsyncMs: this.port.fsyncOf?.(id) ?? ordinaryFsyncMs, blockedUntilMs: 0 };
  }

  protected raftPort(): RaftPort {
    return { config: this.state.config, draw: this.port.draw };
  }

  protected note(kind: EtcdHistoryKind, { id, raft }: GroupMember): void {
    const { history, atMs } = this.state;
    const event = { atMs, kind, member: id, term: raft.term };
    history.push(event);
    this.port.tell?.(event);
    if (history.length > historyLength) history.shift();
  }
}
