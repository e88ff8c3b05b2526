import { expect, test } from 'vitest';
import type { AutoscalingDecision } from '../../../shared/decisions.ts';
import { DecisionLog } from './decision-log.ts';

const look = (atMs: number, desired: number): AutoscalingDecision => ({
  kind: 'Autoscaling', objectUid: 'u', sinceMs: atMs, atMs, current: 2, desired, metrics: [], tolerance: { up: 0.1, down: 0.1 },
});

test('equal looks that follow one another are kept as one span, others side by side', () => {
  const log = new DecisionLog();
  for (const decision of [look(15, 2), look(30, 2), look(45, 3), look(60, 2)]) log.record(decision);
  expect(log.about('u').map((decision) => ('sinceMs' in decision ? [decision.sinceMs, decision.atMs, decision.desired] : []))).toEqual([[15, 30, 2], [45, 45, 3], [60, 60, 2]]);
});

test('what is remembered of one autoscaler is bounded, and goes with it', () => {
  const log = new DecisionLog();
  for (let index = 0; index < 500; index += 1) log.record(look(index, index));
  expect(log.about('u')).toHaveLength(120);
  log.forget('u');
  expect(log.about('u')).toEqual([]);
});
