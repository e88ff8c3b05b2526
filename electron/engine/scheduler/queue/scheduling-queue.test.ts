import { beforeEach, describe, expect, it, test } from 'vitest';
import { ApiStore } from '../../apistore/store.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import { SchedulerCache } from '../cache/scheduler-cache.ts';
import { defaultProfile } from '../framework/profile.ts';
import { makeNode, makePod } from '../testing/objects.ts';
import { backoffDurationMs } from './backoff.ts';
import type { QueuedPod } from './queued-pod.ts';
import { QueueingHints } from './requeue.ts';
import { SchedulingQueue } from './scheduling-queue.ts';

let queue: SchedulingQueue;
let pods: Map<string, PodInfo>;
const cache = new SchedulerCache(new ApiStore(() => undefined));

beforeEach(() => {
  pods = new Map();
  queue = new SchedulingQueue(new QueueingHints(defaultProfile()), () => cache, (key) => pods.get(key));
});

function add(name: string, nowMs: number, priority = 0): PodInfo {
  const info = cache.shapes.infoOf(makePod(name, { cpu: '1' }, { spec: { priority } }));
  pods.set(info.key, info);
  queue.add(info, nowMs);
  return info;
}

function take(): QueuedPod {
  const queued = queue.pop();
  if (!queued) throw new Error('No pod is ready');
  return queued;
}

describe('the ready pods', () => {
  it('come by priority, then by age', () => {
    add('old', 0);
    add('young', 5);
    add('urgent', 9, 100);
    expect([take(), take(), take()].map(({ key }) => key)).toEqual(['default/urgent', 'default/old', 'default/young']);
    expect(queue.pop()).toBeUndefined();
  });
});

describe('back-off', () => {
  test.each([
    [0, 0], [1, 1_000], [2, 2_000], [3, 4_000], [4, 8_000], [5, 10_000], [50, 10_000],
  ])('after %i failures is %i ms', (failures, duration) => {
    expect(backoffDurationMs(failures)).toBe(duration);
  });

  it('of a pod whose attempt failed lasts to the end of its second', () => {
    add('p', 0);
    queue.putFailed(take(), 300);
    expect(queue.isReady).toBe(false);
    expect(queue.nextBackoffEndMs()).toBe(2_000);
    queue.flush(1_999);
    expect(queue.isReady).toBe(false);
    queue.flush(2_000);
    expect(take().attempts).toBe(2);
  });

  it('of a pod that was refused gives way only while others are ready', () => {
    add('refused', 0);
    queue.putUnschedulable(take(), ['NodeResourcesFit'], 100);
    queue.moveAll({ kind: 'NodeAdd', node: makeNode('n') }, 200);
    expect(queue.counts).toEqual({ active: 0, backoff: 1, unschedulable: 0 });
    add('new', 300);
    expect([take(), take()].map(({ key }) => key)).toEqual(['default/new', 'default/refused']);
  });
});

describe('a refused pod', () => {
  it('waits for an event that its plugins care for', () => {
    add('p', 0);
    queue.putUnschedulable(take(), ['NodeResourcesFit'], 0);
    queue.moveAll({ kind: 'NodeUpdateTaint', node: makeNode('n') }, 10);
    queue.moveAll({ kind: 'NodeAdd', node: makeNode('tiny', { cpu: '100m', memory: '1Gi' }) }, 10);
    expect(queue.counts.unschedulable).toBe(1);
    queue.moveAll({ kind: 'NodeAdd', node: makeNode('n') }, 10);
    expect(queue.counts.unschedulable).toBe(0);
  });

  it('is looked at again after five minutes, at the next half minute', () => {
    add('p', 0);
    queue.putUnschedulable(take(), ['NodeName'], 1_000);
    expect(queue.nextLeftoverFlushMs(1_000)).toBe(330_000);
    queue.flush(300_000);
    expect(queue.counts.unschedulable).toBe(1);
    queue.flush(330_000);
    expect(queue.counts.unschedulable).toBe(0);
  });

  it('comes back at once when its own change helps', () => {
    const before = add('p', 0);
    queue.putUnschedulable(take(), ['TaintToleration'], 0);
    const after = cache.shapes.infoOf(makePod('p', { cpu: '1' }, { spec: { tolerations: [{ operator: 'Exists' }] } }));
    queue.update(after, before, ['PodUpdateLabel'], 20_000);
    expect(queue.isReady).toBe(false);
    queue.update(after, before, ['PodUpdateToleration'], 20_000);
    expect(queue.isReady).toBe(true);
  });
});

it('forgets pods that no longer wait, wherever they are', () => {
  for (const name of ['active', 'failed', 'refused']) add(name, 0);
  const [first, second] = [take(), take()];
  queue.putFailed(first, 0);
  queue.putUnschedulable(second, ['NodeName'], 0);
  for (const name of ['active', 'failed', 'refused']) queue.remove(`default/${name}`);
  expect(queue.counts).toEqual({ active: 0, backoff: 0, unschedulable: 0 });
});
