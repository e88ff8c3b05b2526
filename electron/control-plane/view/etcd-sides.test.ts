import { expect, test } from 'vitest';
import type { EtcdMemberView, EtcdView } from '../../../shared/view/control-plane.ts';
import { etcdSides } from '../../../shared/view/etcd-sides.ts';

function etcd(reaches: Record<string, string[]>, down: readonly string[] = []): EtcdView {
  const members = Object.entries(reaches).map(([machine, others]): EtcdMemberView => ({
    machine, id: machine, role: down.includes(machine) ? 'Down' : 'Follower', voter: true, lost: false, term: 1, lastIndex: 1, commitIndex: 1, snapshotIndex: 0, lag: 0, fsyncMs: 2, reaches: others,
  }));
  return { members, term: 1, quorum: { needed: Math.floor(members.length / 2) + 1, have: 0 }, history: [] };
}

test.each<[string, EtcdView, [string[], boolean][]]>([
  ['all together', etcd({ a: ['b', 'c'], b: ['a', 'c'], c: ['a', 'b'] }), [[['a', 'b', 'c'], true]]],
  ['one apart: the others have the quorum', etcd({ a: ['b'], b: ['a'], c: [] }), [[['a', 'b'], true], [['c'], false]]],
  ['each for itself: nobody has it', etcd({ a: [], b: [], c: [] }), [[['a'], false], [['b'], false], [['c'], false]]],
  ['one that is down is on no side', etcd({ a: ['b'], b: ['a'], c: [] }, ['c']), [[['a', 'b'], true]]],
  ['a cut link between two that both reach a third parts nobody', etcd({ a: ['b'], b: ['a', 'c'], c: ['b'] }), [[['a', 'b', 'c'], true]]],
  ['five in halves that are none', etcd({ a: ['b'], b: ['a'], c: ['d'], d: ['c'], e: [] }), [[['a', 'b'], false], [['c', 'd'], false], [['e'], false]]],
])('%s', (_, given, sides) => {
  expect(etcdSides(given).map(({ machines, hasQuorum }) => [machines.toSorted(), hasQuorum])).toEqual(sides);
});
