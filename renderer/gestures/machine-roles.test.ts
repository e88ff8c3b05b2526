import { expect, test } from 'vitest';
import { controlPlaneTaint, setTakesPods, takesPods } from './machine-roles.ts';

const other = { key: 'team', value: 'a', effect: 'NoExecute' as const };
const gauge = { allocatable: 110, count: 0 };
const text = 'node-role.kubernetes.io/control-plane:NoSchedule';

test.each<[string, Parameters<typeof takesPods>[0], boolean]>([
  ['a tainted node', { roles: ['control-plane'], taints: [text], pods: gauge }, false],
  ['one whose taint someone has taken away', { roles: ['control-plane'], taints: ['team=a:NoExecute'], pods: gauge }, true],
  ['a machine that has not registered goes by its roles', { roles: ['control-plane'], taints: [], pods: { allocatable: 0, count: 0 } }, false],
  ['and so does one with both', { roles: ['control-plane', 'worker'], taints: [], pods: { allocatable: 0, count: 0 } }, true],
])('%s', (_, row, takes) => {
  expect(takesPods(row)).toBe(takes);
});

test('both the roles of the machine and the taint of its node are written; other taints stay', () => {
  const { changes } = setTakesPods({ name: 'control-1', roles: ['control-plane'] }, true, [other, controlPlaneTaint]);
  expect(changes.map((change) => ('patch' in change ? change.patch : undefined))).toEqual([{ spec: { roles: ['control-plane', 'worker'] } }, { spec: { taints: [other] } }]);
  const back = setTakesPods({ name: 'control-1', roles: ['control-plane', 'worker'] }, false, [other]);
  expect(back.changes.map((change) => ('patch' in change ? change.patch : undefined))).toEqual([{ spec: { roles: ['control-plane'] } }, { spec: { taints: [other, controlPlaneTaint] } }]);
});

test('a machine that has no node yet has its roles alone', () => {
  expect(setTakesPods({ name: 'control-1', roles: ['control-plane'] }, true, undefined).changes).toHaveLength(1);
});
