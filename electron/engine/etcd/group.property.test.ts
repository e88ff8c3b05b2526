import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EtcdGroup } from './group.ts';
import { emptyLog, lastIndex, termAt } from './raft/log.ts';
import { quorumOf } from './raft/member.ts';
import { forceStep, machines, membershipStep, step, StoryGroup, type Step } from './testing/stories.ts';

const seed = fc.nat(100_000);
const size = fc.constantFrom(1, 2, 3, 4, 5);
const steps = fc.array(step, { maxLength: 14 });
const allSteps = fc.array(fc.oneof({ weight: 3, arbitrary: step }, { weight: 2, arbitrary: membershipStep }), { maxLength: 14 });
const disasters = fc.array(fc.oneof({ weight: 4, arbitrary: step }, { weight: 2, arbitrary: membershipStep }, { weight: 1, arbitrary: forceStep }), { maxLength: 14 });

/** What anybody could see of a group, with all that hangs on heartbeats. */
function looks({ group, nowMs }: StoryGroup): unknown {
  group.wake(nowMs);
  const { members, config, history, transit } = group.state;
  return {
    config, history, transit,
    members: [...members.values()].map(({ raft: { votes: _votes, ...raft }, ...member }) => ({ ...member, raft: { ...raft, progress: [...raft.progress] } })),
  };
}

describe('a group that parks', () => {
  test('goes on as one in which every heartbeat is sent', () => {
    fc.assert(fc.property(seed, size, disasters, (draws, count, story) => {
      const [lazy, plain] = [new StoryGroup(draws, count), new StoryGroup(draws, count, true)];
      for (const one of story) for (const played of [lazy, plain]) played.play(one);
      for (const played of [lazy, plain]) played.advance(5_000);
      expect(looks(lazy)).toEqual(looks(plain));
    }), { numRuns: 120 });
  });

  test('plans nothing while nothing changes, however long it is and however much is written', () => {
    const story = new StoryGroup(1, 3);
    story.advance(10_000);
    expect(story.group.nextMs()).toBe(Infinity);
    for (let write = 0; write < 100; write += 1) {
      story.advance(1_000);
      expect(story.write(3)).toBe(true);
      expect(story.group.nextMs()).toBe(Infinity);
    }
  });
});

test('a follower with a slow disk is sent one message at a time, and catches up when the disk is mended', () => {
  const story = new StoryGroup(1, 3);
  story.advance(5_000);
  const { members } = story.group.state;
  const [slow] = [...members.keys()].filter((id) => id !== story.group.leader()?.id);
  story.play({ afterMs: 0, do: 'slow', machine: slow ?? '' });
  for (let second = 0; second < 300; second += 1) {
    story.advance(1_000);
    expect(story.write(2)).toBe(true);
    expect(story.group.state.transit.filter(({ to, message }) => to === slow && message.kind === 'Append').length).toBeLessThanOrEqual(1);
  }
  story.play({ afterMs: 0, do: 'mend', machine: slow ?? '' });
  story.advance(5_000);
  expect(new Set([...members.values()].map(({ raft }) => lastIndex(raft.log))).size).toBe(1);
  expect(story.group.nextMs()).toBe(Infinity);
});

/** Watches a story: who leads in which term and commits, and what was committed. */
class Witness {
  private leaders = new Map<number, string>();
  private committed = new Map<number, number>();
  private newClusters = 0;

  look(group: EtcdGroup): void {
    const { members, history } = group.state;
    const newClusters = history.filter(({ kind }) => kind === 'NewCluster').length;
    // What one member had on its disk is all that there is from then on, and all members are gone where none is left.
    if (newClusters !== this.newClusters || members.size === 0) {
      this.leaders = new Map();
      this.committed = new Map();
    }
    this.newClusters = newClusters;
    for (const { id, raft, running } of members.values()) {
      if (!running || raft.role !== 'Leader') continue;
      expect(this.leaders.get(raft.term) ?? id, `leaders of term ${raft.term}`).toBe(id);
      this.leaders.set(raft.term, id);
    }
    const leader = group.leader();
    if (!leader) return;
    const { log, commit } = leader.raft;
    // All that was ever committed is in the log of whoever leads now.
    const known = Math.max(0, ...this.committed.keys());
    expect(lastIndex(log)).toBeGreaterThanOrEqual(known);
    for (const [index, term] of this.committed) if (index > log.compacted) expect(termAt(log, index), `entry ${index}`).toBe(term);
    if (commit > known) this.committed.set(commit, termAt(log, commit) ?? 0);
  }
}

describe('whatever happens to members, links, disks and membership', () => {
  test('no two leaders of one term; what was committed is in every later leader\'s log, until a new cluster is made by force', () => {
    fc.assert(fc.property(seed, size, disasters, (draws, count, story) => {
      const played = new StoryGroup(draws, count);
      const witness = new Witness();
      for (const one of story) played.play(one, (group) => witness.look(group));
      played.advance(20_000, (group) => witness.look(group));
    }), { numRuns: 150 });
  });

  test('a new cluster made by force has all that its member had, leads itself at once, and takes the others in again', () => {
    fc.assert(fc.property(seed, fc.constantFrom(1, 3, 5), steps, fc.nat(4), (draws, count, story, pick) => {
      const played = new StoryGroup(draws, count);
      for (const one of story) played.play(one);
      const survivor = machines[pick % count] ?? '';
      for (const a of machines) for (const b of machines) played.play({ afterMs: 0, do: 'join-link', a, b });
      played.play({ afterMs: 0, do: 'start', machine: survivor });
      const { members } = played.group.state;
      played.group.wake(played.nowMs);
      const had = lastIndex(members.get(survivor)?.raft.log ?? emptyLog());
      played.play({ afterMs: 0, do: 'force', machine: survivor });
      expect(played.group.state.config.voters).toEqual([survivor]);
      for (const machine of machines.slice(0, count)) played.play({ afterMs: 0, do: members.has(machine) ? 'start' : 'join', machine });
      played.advance(60_000);
      expect([...played.group.state.config.voters].sort()).toEqual(machines.slice(0, count));
      expect(played.group.leader()?.raft.commit).toBeGreaterThanOrEqual(had);
      expect(new Set([...played.group.state.members.values()].map(({ raft }) => lastIndex(raft.log))).size).toBe(1);
    }), { numRuns: 60 });
  });

  test('a committed write is on the disks of a majority at once', () => {
    fc.assert(fc.property(seed, size, allSteps, (draws, count, story) => {
      const played = new StoryGroup(draws, count);
      for (const one of story) {
        played.play(one);
        if (!played.write(1)) continue;
        played.group.wake(played.nowMs);
        const leader = played.group.leader();
        if (!leader) throw new Error('a write was answered without a leader');
        const { state } = played.group;
        const have = state.config.voters.filter((id) => lastIndex(state.members.get(id)?.raft.log ?? leader.raft.log) >= leader.raft.commit);
        expect(leader.raft.commit).toBe(lastIndex(leader.raft.log));
        expect(have.length).toBeGreaterThanOrEqual(quorumOf(state.config));
      }
    }), { numRuns: 100 });
  });

  test('once a majority runs and reaches each other it has a leader within seconds, and everybody catches up', () => {
    fc.assert(fc.property(seed, fc.constantFrom(1, 3, 5), steps, (draws, count, story: Step[]) => {
      const played = new StoryGroup(draws, count);
      for (const one of story) played.play(one);
      const { members } = played.group.state;
      for (const a of members.keys()) for (const b of members.keys()) played.play({ afterMs: 0, do: 'join-link', a, b });
      for (const machine of members.keys()) played.play({ afterMs: 0, do: 'start', machine });
      played.advance(15_000);
      expect(played.group.leader()).toBeDefined();
      expect(played.group.nextMs()).toBe(Infinity);
      expect(new Set([...members.values()].map(({ raft }) => lastIndex(raft.log))).size).toBe(1);
    }), { numRuns: 60 });
  });
});
