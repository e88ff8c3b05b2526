import fc from 'fast-check';
import { Prng, streamState } from '../../simulation/prng.ts';
import { EtcdGroup } from '../group.ts';
import type { GroupPort } from '../member-exchange.ts';

export const machines = ['m1', 'm2', 'm3', 'm4', 'm5'];

/** Something that happens to a group. */
export type Step = { afterMs: number } & (
  | { do: 'stop' | 'start' | 'leave' | 'join' | 'slow' | 'mend' | 'force'; machine: string }
  | { do: 'cut' | 'join-link'; a: string; b: string }
  | { do: 'write'; count: number }
);

const machine = fc.constantFrom(...machines);
const afterMs = fc.oneof({ weight: 3, arbitrary: fc.nat(3_000) }, { weight: 2, arbitrary: fc.nat(60_000) }, { weight: 1, arbitrary: fc.constantFrom(0, 1, 2, 99, 100, 101) });

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ afterMs, do: fc.constantFrom('stop' as const, 'start' as const, 'start' as const), machine }) },
  { weight: 4, arbitrary: fc.record({ afterMs, do: fc.constantFrom('cut' as const, 'join-link' as const), a: machine, b: machine }) },
  {
    weight: 3,
    // No more at a time than what a follower catches up with without a snapshot.
    arbitrary: fc.record({ afterMs: afterMs.map((ms) => Math.max(10, ms)), do: fc.constant('write' as const), count: fc.oneof(fc.nat(20), fc.constantFrom(2_500, 4_900)) }),
  },
);
export const membershipStep: fc.Arbitrary<Step> = fc.record({ afterMs, do: fc.constantFrom('leave' as const, 'join' as const, 'slow' as const, 'mend' as const), machine });

/** What an administrator does when a quorum is lost for good. */
export const forceStep: fc.Arbitrary<Step> = fc.record({ afterMs, do: fc.constant('force' as const), machine });

/** A group on which a story is played. */
export class StoryGroup {
  readonly group: EtcdGroup;
  nowMs = 0;
  /** Entries that were answered as written. */
  readonly committed: { index: number; term: number }[] = [];
  private readonly cut = new Set<string>();

  constructor(seed: number, count: number, plain = false) {
    const prng = new Prng(streamState(seed, 'etcd'));
    const port: GroupPort = { draw: (n) => prng.below(n), reaches: (a, b) => a === b || !this.cut.has([a, b].sort().join()), plain };
    this.group = new EtcdGroup(port);
    const first = machines.slice(0, count);
    this.group.bootstrap(first, 0);
    for (const id of first) this.group.setRunning(id, true, 0);
  }

  advance(ms: number, look: (group: EtcdGroup) => void = () => {}): void {
    this.nowMs += ms;
    for (let next = this.group.nextMs(); next <= this.nowMs; next = this.group.nextMs()) {
      this.group.advanceTo(next);
      look(this.group);
    }
    this.group.advanceTo(this.nowMs);
    look(this.group);
  }

  play(one: Step, look: (group: EtcdGroup) => void = () => {}): void {
    this.advance(one.afterMs, look);
    const { group, nowMs } = this;
    switch (one.do) {
      case 'stop': case 'start': if (group.state.members.has(one.machine)) group.setRunning(one.machine, one.do === 'start', nowMs); break;
      case 'join': if (!group.state.members.has(one.machine)) group.setRunning(one.machine, true, nowMs); break;
      case 'force': if (group.state.members.get(one.machine)?.lost === undefined && group.state.members.has(one.machine)) group.forceNewCluster(one.machine, nowMs); break;
      case 'leave': group.leave(one.machine, nowMs); break;
      case 'slow': case 'mend': group.setDisk(one.machine, one.do === 'slow' ? 1_500 : undefined, nowMs); break;
      case 'cut': case 'join-link':
        if (one.a === one.b) break;
        group.wake(nowMs);
        if (one.do === 'cut') this.cut.add([one.a, one.b].sort().join());
        else this.cut.delete([one.a, one.b].sort().join());
        break;
      case 'write': this.write(one.count); break;
    }
    look(group);
  }

  /** A client writes through every member in turn until one answers. */
  write(count: number): boolean {
    if (count === 0 || ![...this.group.state.members.keys()].some((id) => this.group.serves(id))) return false;
    this.group.write(count, this.nowMs);
    return true;
  }
}
