import { required } from '../../../shared/assert.ts';
import type { EtcdHistoryKind } from '../../../shared/view/control-plane.ts';
import { emptyGroup, type EtcdEvent, type GroupMember, type GroupState } from './group-state.ts';
import { entriesAfter, merge } from './raft/log.ts';
import { lastOf, newMember, quorumOf, restart, tickMs, type Draw, type RaftRole } from './raft/member.ts';
import type { Outgoing } from './raft/messages.ts';
import { advanceCommit, commitTo, followConfig, propose, step, tick, type RaftPort } from './raft/step.ts';
import { followersOf, isSettled, runningMembers, type Reaches } from './settled.ts';

/** One way between two members. */
export const latencyMs = 1;
/** What a write-ahead log on an ordinary SSD takes. */
export const ordinaryFsyncMs = 2;
/** Sending the whole database to a member that is far behind; an estimate. */
const snapshotMs = 200;
/** How much of the time that nothing happened is lived through when something does: more than a leader's look at its quorum, so that all that hangs on the heartbeats is as it would be. */
const rehearsalMs = 1_200;
/** A disk slower than this makes its member keep others waiting. */
const slowFsyncMs = 100;
/** A request for which etcd finds no agreement in this time fails. Source: ReqTimeout, server/config/config.go: 5 s and two election timeouts. */
const requestTimeoutMs = 7_000;
const historyLength = 100;
const bulk = 1_000;

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

/**
 * The members of an etcd cluster and the messages between them. A group that has settled is parked: it plans nothing, and when something changes the last moments
 * before that are lived through, so that what comes of it is the same as if every heartbeat had been sent.
 */
export class EtcdGroup {
  state: GroupState;
  private readonly port: GroupPort;

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

  /** Does all that is due up to and including `nowMs`. */
  advanceTo(nowMs: number): void {
    while (!this.state.parked) {
      const next = this.nextMs();
      if (next > nowMs) break;
      this.runInstant(next);
      this.administer();
      if (!this.port.plain && isSettled(this.state, this.port.reaches)) this.state.parked = true;
    }
    if (!this.state.parked) this.state.atMs = Math.max(this.state.atMs, nowMs);
  }

  /** Works out where everything stands now; something is about to change. */
  wake(nowMs: number): void {
    this.resume(nowMs);
    this.state.changedAtMs = nowMs;
  }

  private resume(nowMs: number): void {
    const { state } = this;
    if (state.parked) {
      this.skipTo(nowMs - rehearsalMs);
      state.parked = false;
      for (const { atMs, count } of state.recent.splice(0)) {
        this.live(atMs);
        this.propose(count);
      }
      this.live(nowMs);
    } else this.advanceTo(nowMs);
    state.parked = false;
  }

  /** The first members, each with an empty disk. */
  bootstrap(machines: readonly string[], nowMs: number): void {
    this.state = { ...emptyGroup(nowMs), config: { voters: [...machines], learners: [] } };
    for (const id of machines) this.state.members.set(id, this.memberFor(id));
  }

  /** An etcd process starts or ends; one that is no member asks to become one. */
  setRunning(id: string, running: boolean, nowMs: number): void {
    const { state } = this;
    const member = state.members.get(id);
    if (!member || member.lost) {
      this.wake(nowMs);
      if (running) state.joining.add(id);
      else state.joining.delete(id);
      this.administer();
      return;
    }
    if (member.running === running) return;
    this.wake(nowMs);
    member.running = running;
    state.transit = state.transit.filter(({ from, to }) => from !== id && to !== id);
    if (running) {
      restart(member.raft, this.port.draw);
      member.nextTickMs = nowMs + 1 + this.port.draw(tickMs);
    } else if (member.raft.role === 'Leader') this.note('LostLeader', member);
    this.note(running ? 'Started' : 'Stopped', member);
    this.administer();
  }

  /** @param fsyncMs undefined: as an ordinary disk */
  setDisk(id: string, fsyncMs: number | undefined, nowMs: number): void {
    const member = this.state.members.get(id);
    if (!member) return;
    this.wake(nowMs);
    member.fsyncMs = fsyncMs ?? ordinaryFsyncMs;
  }

  /** A machine is to be no member any more: `etcdctl member remove`, while its own etcd still counts. Without quorum it stays on the list, and its disk is lost. */
  leave(id: string, nowMs: number): void {
    const { state } = this;
    state.joining.delete(id);
    const member = state.members.get(id);
    if (!member) return;
    this.wake(nowMs);
    const leader = this.leader();
    if (leader && this.remove(member, leader)) return;
    if (member.running && member.raft.role === 'Leader') this.note('LostLeader', member);
    member.running = false;
    member.lost = true;
    state.transit = state.transit.filter(({ from, to }) => from !== id && to !== id);
    if ([...state.members.values()].every(({ lost }) => lost)) this.state = emptyGroup(nowMs);
  }

  /** `etcd --force-new-cluster`: what is on this member's disk becomes a cluster of one. The others' disks are wiped, and they join again. */
  forceNewCluster(id: string, nowMs: number): void {
    const { state } = this;
    const member = required(state.members.get(id), 'a cluster is made of what a member has');
    this.wake(nowMs);
    for (const other of [...state.members.values()]) {
      if (other === member) continue;
      state.members.delete(other.id);
      if (other.running) state.joining.add(other.id);
    }
    state.config = { voters: [id], learners: [] };
    state.transit = [];
    member.raft.term += 1;
    delete member.raft.vote;
    commitTo(member.raft, lastOf(member.raft));
    restart(member.raft, this.port.draw);
    this.note('NewCluster', member);
  }

  /** Entries that the API server's clients have written. There is a leader that can commit them. */
  write(count: number, nowMs: number): void {
    const { state } = this;
    const slow = [...state.members.values()].some(({ running, fsyncMs }) => running && fsyncMs >= slowFsyncMs);
    if (!state.parked || slow) {
      this.resume(nowMs);
      this.propose(count);
      return;
    }
    const last = state.recent.at(-1);
    if (last?.atMs === nowMs) last.count += count;
    else state.recent.push({ atMs: nowMs, count });
    while (state.recent.length > 0 && (state.recent[0]?.atMs ?? 0) < nowMs - 2 * rehearsalMs) state.older += state.recent.shift()?.count ?? 0;
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
  private live(nowMs: number): void {
    for (let next = this.nextMs(); next <= nowMs; next = this.nextMs()) this.runInstant(next);
    this.state.atMs = Math.max(this.state.atMs, nowMs);
  }

  private runInstant(atMs: number): void {
    const { state } = this;
    state.atMs = atMs;
    while ((state.transit[0]?.dueMs ?? Infinity) <= atMs) {
      const { from, to, message } = required(state.transit.shift(), 'a message is due');
      const member = state.members.get(to);
      if (!member?.running || !this.port.reaches(from, to)) continue;
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

  private send(from: GroupMember, outgoing: readonly Outgoing[]): void {
    const { state } = this;
    for (const { to, message } of outgoing) {
      const member = state.members.get(to);
      if (!member?.running || !this.port.reaches(from.id, to)) continue;
      const toDisk = message.kind === 'Append' ? member.fsyncMs : message.kind === 'Snapshot' ? snapshotMs + member.fsyncMs : 0;
      const dueMs = state.atMs + latencyMs + toDisk;
      let index = state.transit.length;
      while (index > 0 && (state.transit[index - 1]?.dueMs ?? 0) > dueMs) index -= 1;
      state.transit.splice(index, 0, { dueMs, from: from.id, to, message });
    }
  }

  /** Adds entries; a majority has them at once, those with the fastest disks, since a write is answered only then. The rest gets them as they come. */
  private propose(count: number): void {
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

  private catchUp(leader: GroupMember, member: GroupMember): void {
    const progress = required(leader.raft.progress.get(member.id), 'a leader knows its followers');
    const from = Math.max(progress.match, member.raft.commit);
    merge(member.raft.log, entriesAfter(leader.raft.log, from));
    Object.assign(progress, { match: lastOf(leader.raft), next: lastOf(leader.raft) + 1 });
    delete progress.waiting;
  }

  /** From a parked group's last moment to `toMs`, in which it only sent heartbeats and what was written. */
  private skipTo(toMs: number): void {
    const { state } = this;
    if (toMs < state.atMs + tickMs) {
      if (state.older > 0) this.replicate(state.older);
      state.older = 0;
      return;
    }
    state.transit = [];
    for (const { raft, running, ...member } of state.members.values()) {
      if (!running) continue;
      const ticks = Math.max(0, Math.floor((toMs - member.nextTickMs) / tickMs) + 1);
      const runtime = required(state.members.get(member.id), 'it is a member');
      runtime.nextTickMs += ticks * tickMs;
      const period = raft.role === 'Leader' ? 10 : raft.role === 'PreCandidate' ? raft.timeoutTicks : Infinity;
      raft.elapsed = raft.role === 'Follower' && raft.leader !== undefined && state.config.voters.includes(member.id) ? 0 : (raft.elapsed + ticks) % period;
      for (const [id, progress] of raft.progress) progress.active = state.members.get(id)?.raft.leader === member.id && this.port.reaches(member.id, id);
    }
    state.atMs = toMs;
    const due = state.recent.filter(({ atMs }) => atMs <= toMs);
    state.recent = state.recent.slice(due.length);
    this.replicate(state.older + due.reduce((sum, { count }) => sum + count, 0));
    state.older = 0;
  }

  /** Everybody whom the leader reaches has these entries long since. */
  private replicate(count: number): void {
    const leader = this.leader();
    if (!leader) return;
    for (let left = count; left > 0; left -= bulk) {
      propose(leader.raft, Math.min(left, bulk), this.raftPort());
      const others = runningMembers(this.state).filter((member) => member !== leader && member.raft.leader === leader.id && this.port.reaches(leader.id, member.id));
      for (const member of others) this.catchUp(leader, member);
      advanceCommit(leader.raft, this.raftPort());
      for (const member of others) commitTo(member.raft, leader.raft.commit);
    }
  }

  /** What whoever looks after the cluster does as soon as it can be done: takes lost members off the list, lets new ones in as learners, one at a time, and promotes them. */
  private administer(): void {
    const { state } = this;
    const leader = this.leader();
    if (!leader || leader.raft.commit < lastOf(leader.raft)) return;
    const lost = [...state.members.values()].find((member) => member.lost);
    if (lost) {
      this.remove(lost, leader);
      return;
    }
    const [learner] = state.config.learners;
    if (learner !== undefined) {
      if (leader.raft.progress.get(learner)?.match !== lastOf(leader.raft)) return;
      state.config = { voters: [...state.config.voters, learner], learners: [] };
      this.changed(leader);
      this.note('MemberPromoted', required(state.members.get(learner), 'a learner is a member'));
      return;
    }
    for (const id of state.joining) {
      if (state.members.has(id)) continue;
      state.joining.delete(id);
      const member = { ...this.memberFor(id), running: true, nextTickMs: state.atMs + 1 + this.port.draw(tickMs) };
      state.members.set(id, member);
      state.config = { ...state.config, learners: [id] };
      this.changed(leader);
      this.note('MemberAdded', member);
      return;
    }
  }

  /** @returns whether there is a quorum for it */
  private remove(member: GroupMember, leader: GroupMember): boolean {
    const { state } = this;
    const before = state.config;
    state.config = { voters: before.voters.filter((id) => id !== member.id), learners: before.learners.filter((id) => id !== member.id) };
    if (state.config.voters.length === 0) {
      this.state = emptyGroup(state.atMs);
      return true;
    }
    if (followersOf(state, leader, this.port.reaches).length < quorumOf(state.config)) {
      state.config = before;
      return false;
    }
    this.changed(leader);
    this.note('MemberRemoved', member);
    if (member === leader) this.note('LostLeader', member);
    state.members.delete(member.id);
    state.transit = state.transit.filter(({ from, to }) => from !== member.id && to !== member.id);
    return true;
  }

  /** The configuration is an entry like any other. */
  private changed(leader: GroupMember): void {
    this.send(leader, followConfig(leader.raft, this.raftPort()));
    this.propose(1);
  }

  private memberFor(id: string): GroupMember {
    return { id, raft: newMember(id, this.port.draw), running: false, nextTickMs: 0, fsyncMs: this.port.fsyncOf?.(id) ?? ordinaryFsyncMs, blockedUntilMs: 0 };
  }

  private raftPort(): RaftPort {
    return { config: this.state.config, draw: this.port.draw };
  }

  private note(kind: EtcdHistoryKind, { id, raft }: GroupMember): void {
    const { history, atMs } = this.state;
    const event = { atMs, kind, member: id, term: raft.term };
    history.push(event);
    this.port.tell?.(event);
    if (history.length > historyLength) history.shift();
  }
}
