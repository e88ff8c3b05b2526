import { describe, expect, test } from 'vitest';
import type { ControlPlaneView, EtcdMemberView, EtcdRole, NoQuorumReason } from '../../../shared/view/control-plane.ts';
import { controlPlaneTrouble } from '../../../shared/view/control-plane-trouble.ts';
import { ControlPlaneChanges } from './control-plane-changes.ts';
import { controlPlaneProblem } from './control-plane-problem.ts';

const member = (machine: string, role: EtcdRole, more: Partial<EtcdMemberView> = {}): EtcdMemberView => ({
  machine, id: machine, role, voter: true, lost: false, term: 1, lastIndex: 10, commitIndex: 10, snapshotIndex: 0, lag: 0, fsyncMs: 2, reaches: [], ...more,
});

function view(members: EtcdMemberView[], { why, answers = why === undefined, answered = true }: { why?: NoQuorumReason; answers?: boolean; answered?: boolean } = {}): ControlPlaneView {
  const have = members.filter(({ role, voter }) => voter && role !== 'Down' && role !== 'Unreachable').length;
  const needed = Math.floor(members.filter(({ voter }) => voter).length / 2) + 1;
  const runs = members.some(({ role }) => role !== 'Down');
  return {
    etcd: { members, term: 1, quorum: { needed, have }, history: [], ...(why ? { why } : {}) },
    api: { answers, answered, via: [], servers: members.map(({ machine, role }) => ({ machine, running: role !== 'Down', answers })), ...(answers ? {} : { why: runs ? 'NoLeader' : 'Refused' }) },
    components: [], stopped: [],
  };
}

const noQuorum = (reason: Partial<Extract<NoQuorumReason, { kind: 'NoQuorum' }>>): { why: NoQuorumReason } => ({ why: { kind: 'NoQuorum', down: [], lost: [], apart: [], ...reason } });

describe('why the API does not answer', () => {
  test.each<[string, ControlPlaneView, string, string, string[]]>([
    ['members are down', view([member('a', 'Candidate'), member('b', 'Down'), member('c', 'Down')], noQuorum({ down: ['b', 'c'] })), 'noQuorum', 'startSome', ['b', 'c']],
    ['members are apart', view([member('a', 'Candidate'), member('b', 'Unreachable'), member('c', 'Unreachable')], noQuorum({ apart: ['b', 'c'] })), 'noQuorum', 'reconnectSome', ['b', 'c']],
    ['a majority of disks is gone', view([member('a', 'Candidate'), member('b', 'Down', { lost: true }), member('c', 'Down', { lost: true })], noQuorum({ lost: ['b', 'c'] })), 'noQuorum', 'forceNewCluster', ['a']],
    ['one is gone and one down: that one is enough', view([member('a', 'Candidate'), member('b', 'Down', { lost: true }), member('c', 'Down')], noQuorum({ lost: ['b'], down: ['c'] })), 'noQuorum', 'startMembers', ['c']],
    ['disks are slow', view([member('a', 'Leader'), member('b', 'Follower')], { why: { kind: 'SlowDisks', machines: ['a'] } }), 'slowDisks', 'mendDisks', ['a']],
    ['nothing runs', view([member('a', 'Down')], noQuorum({ down: ['a'] })), 'noApiServer', 'startApiServer', ['a']],
    ['servers run where etcd does not', view([member('a', 'Leader'), member('b', 'Follower'), member('c', 'Down')], { answers: false }), 'noLeaderReached', 'startApiServer', ['a', 'b']],
  ])('%s', (_, given, headline, mend, machines) => {
    const trouble = controlPlaneTrouble(given);
    expect(trouble).toMatchObject({ headline: { key: `view:controlPlane.${headline}` }, mend: { key: `view:controlPlane.mend.${mend}` }, machines, passing: false });
    expect(controlPlaneProblem(given, 5)).toMatchObject({ family: 'bad', sinceMs: 5, ref: { kind: 'Machine', name: machines[0] } });
  });

  test('numbers are those of the members that vote', () => {
    const members = [member('a', 'Candidate'), member('b', 'Down'), member('c', 'Down'), member('d', 'Learner', { voter: false })];
    expect(controlPlaneTrouble(view(members, noQuorum({ down: ['b', 'c'] })))?.headline.params).toMatchObject({ have: 1, total: 3, needed: 2 });
  });

  test('nothing is said before it has answered, while it answers, or of a control plane that the provider runs', () => {
    expect(controlPlaneTrouble(view([member('a', 'Down')], { ...noQuorum({ down: ['a'] }), answered: false }))).toBeUndefined();
    expect(controlPlaneTrouble(view([member('a', 'Leader')]))).toBeUndefined();
    expect(controlPlaneTrouble(undefined)).toBeUndefined();
  });

  test('an election passes by itself: it is said, and no problem', () => {
    const given = view([member('a', 'Candidate'), member('b', 'Follower')], { why: { kind: 'Electing' } });
    expect(controlPlaneTrouble(given)).toMatchObject({ passing: true });
    expect(controlPlaneProblem(given, 0)).toBeUndefined();
  });
});

describe('hints', () => {
  test('one member of three is down', () => {
    expect(controlPlaneProblem(view([member('a', 'Leader'), member('b', 'Follower'), member('c', 'Down')]), 0)).toMatchObject({ family: 'attention', title: { key: 'view:controlPlane.atRisk' }, ref: { name: 'c' } });
  });

  test('one member of three runs apart from the others', () => {
    expect(controlPlaneProblem(view([member('a', 'Leader'), member('b', 'Follower'), member('c', 'Unreachable')]), 0)).toMatchObject({ title: { key: 'view:controlPlane.atRisk' }, detail: { key: 'view:controlPlane.mend.reconnect' }, ref: { name: 'c' } });
  });

  test('an even number of members, but not while it grows', () => {
    const two = [member('a', 'Leader'), member('b', 'Follower')];
    expect(controlPlaneProblem(view(two), 0)?.title).toEqual({ key: 'view:controlPlane.evenMembers', params: expect.objectContaining({ total: 2, tolerated: 0, fewer: 1 }) });
    expect(controlPlaneProblem(view([...two, member('c', 'Learner', { voter: false })]), 0)).toBeUndefined();
  });

  test.each([1, 3, 5])('%i members that all run', (count) => {
    expect(controlPlaneProblem(view(Array.from({ length: count }, (_, index) => member(String(index), index === 0 ? 'Leader' : 'Follower'))), 0)).toBeUndefined();
  });
});

test('machines whose components are other than before are told once', () => {
  const changes = new ControlPlaneChanges();
  expect(changes.take(view([member('a', 'Leader'), member('b', 'Follower')]))).toEqual({ changed: true, machines: ['a', 'b'] });
  expect(changes.take(view([member('a', 'Leader'), member('b', 'Follower')]))).toEqual({ changed: false, machines: [] });
  expect(changes.take(view([member('a', 'Leader', { lastIndex: 11 }), member('b', 'Follower')]))).toEqual({ changed: true, machines: [] });
  expect(changes.take(view([member('a', 'Leader'), member('b', 'Unreachable')]))).toEqual({ changed: true, machines: ['b'] });
});
