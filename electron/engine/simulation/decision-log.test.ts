import { expect, test } from 'vitest';
import type { ActionDecision, AutoscalingDecision, SchedulingDecision } from '../../../shared/decisions.ts';
import { DecisionLog } from './decision-log.ts';

const look = (atMs: number, desired: number): AutoscalingDecision => ({
  kind: 'Autoscaling', objectUid: 'u', sinceMs: atMs, atMs, current: 2, desired, metrics: [], tolerance: { up: 0.1, down: 0.1 },
});

test('equal looks that follow one another are kept as one span, others side by side', () => {
  const log = new DecisionLog();
  for (const decision of [look(15, 2), look(30, 2), look(45, 3), look(60, 2)]) log.record(decision);
  expect(log.about('u').map((decision) => (decision.kind === 'Autoscaling' ? [decision.sinceMs, decision.atMs, decision.desired] : []))).toEqual([[15, 30, 2], [45, 45, 3], [60, 60, 2]]);
});

test('a pod that got its node keeps what was decided besides placing it; each kind has its own bound', () => {
  const log = new DecisionLog();
  const preempting = (atMs: number, node: string): ActionDecision => ({ kind: 'Preempting', objectUid: 'u', sinceMs: atMs, atMs, node, victims: [] });
  const attempt = (outcome: 'Bound' | 'Unschedulable'): SchedulingDecision => ({
    kind: 'Scheduling', objectUid: 'u', podKey: 'd/p', atMs: 0, attempt: 1, outcome, filterPlugins: [], scorePlugins: [], nodeCount: 0, nodes: [], reasonCounts: {},
  });
  for (let index = 0; index < 20; index += 1) log.record(index % 2 === 0 ? attempt('Unschedulable') : preempting(index, `n${index}`));
  log.record(preempting(99, 'n19'));
  expect(log.about('u').map(({ kind }) => kind).toSorted()).toEqual([...Array.from({ length: 6 }, () => 'Preempting'), ...Array.from({ length: 3 }, () => 'Scheduling')]);
  expect(log.about('u').at(-1)).toMatchObject({ sinceMs: 19, atMs: 99 });
  log.record(attempt('Bound'));
  expect(log.about('u').filter(({ kind }) => kind === 'Scheduling')).toEqual([attempt('Bound')]);
  expect(log.about('u')).toHaveLength(7);
});

test('what is remembered of one autoscaler is bounded, and goes with it', () => {
  const log = new DecisionLog();
  for (let index = 0; index < 500; index += 1) log.record(look(index, index));
  expect(log.about('u')).toHaveLength(120);
  log.forget('u');
  expect(log.about('u')).toEqual([]);
});
