import { required } from '../../../shared/assert.ts';
import { emptyGroup, type GroupMember } from './group-state.ts';
import { ordinaryFsyncMs } from './member-exchange.ts';
import { ParkingGroup } from './parking.ts';
import { lastOf, quorumOf, restart, tickMs } from './raft/member.ts';
import { commitTo, followConfig } from './raft/step.ts';
import { followersOf } from './settled.ts';

/** The members of an etcd cluster, whoever comes and goes among them, and who looks after that. */
export class EtcdGroup extends ParkingGroup {
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
    this.dropMessagesOf(id);
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
    this.dropMessagesOf(id);
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

  /** What whoever looks after the cluster does as soon as it can be done: takes lost members off the list, lets new ones in as learners, one at a time, and promotes them. */
  protected override administer(): void {
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
    this.dropMessagesOf(member.id);
    return true;
  }

  /** The configuration is an entry like any other. */
  private changed(leader: GroupMember): void {
    this.send(leader, followConfig(leader.raft, this.raftPort()));
    this.propose(1);
  }
}
