import { required } from '../../../shared/assert.ts';
import { MemberExchange, slowFsyncMs } from './member-exchange.ts';
import { tickMs } from './raft/member.ts';
import { advanceCommit, commitTo, noteUnreachable, propose } from './raft/step.ts';
import { isSettled, runningMembers } from './settled.ts';

/** How much of the time that nothing happened is lived through when something does: more than a leader's look at its quorum, so that all that hangs on the heartbeats is as it would be. */
const rehearsalMs = 1_200;
const bulk = 1_000;

/**
 * Members of which nothing is planned while nothing changes. A group that has settled is parked: when something changes the last moments before that are lived through, so that
 * what comes of it is the same as if every heartbeat had been sent.
 */
export abstract class ParkingGroup extends MemberExchange {
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
      // Whom the leader does not reach gets nothing of this.
      for (const { to } of propose(leader.raft, Math.min(left, bulk), this.raftPort())) noteUnreachable(leader.raft, to);
      const others = runningMembers(this.state).filter((member) => member !== leader && member.raft.leader === leader.id && this.port.reaches(leader.id, member.id));
      for (const member of others) this.catchUp(leader, member);
      advanceCommit(leader.raft, this.raftPort());
      for (const member of others) commitTo(member.raft, leader.raft.commit);
    }
  }

  /** Does what can be done for the membership now. */
  protected abstract administer(): void;
}
