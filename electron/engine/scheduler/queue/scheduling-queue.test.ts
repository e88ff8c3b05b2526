import { beforeEach, describe, expect, it, test } from 'vitest';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
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
const store = new ApiStore(() => undefined);
const cache = new SchedulerCache(store);

beforeEach(() => {
  pods = new Map();
  queue = new SchedulingQueue(new QueueingHints(defaultProfile()), () => cache, (key) => pods.get(key));
});

function add(name: string, nowMs: number, priority = 0): PodInfo {
  return addPod(makePod(name, { cpu: '1' }, { spec: { priority } }), nowMs);
}

function addPod(pod: Pod, nowMs: number): PodInfo {
  const info = cache.shapes.infoOf(pod);
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

describe('a gate', () => {
  const claim = { apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'gpu', namespace: 'default' } };
  const claiming = { spec: { schedulingGates: [{ name: 'g' }], resourceClaims: [{ name: 'r', resourceClaimName: 'gpu' }] } };
  let held: string[];

  beforeEach(() => {
    held = [];
    if (store.get('resourceclaims', 'default/gpu')) store.remove('resourceclaims', 'default/gpu');
    queue = new SchedulingQueue(new QueueingHints(defaultProfile()), () => cache, (key) => pods.get(key), (_pod, { plugin, message }) => { held.push(`${plugin}: ${message}`); });
  });

  function change(pod: PodInfo, more: Partial<PodSpec>): PodInfo {
    const after = cache.shapes.infoOf({ ...pod.pod, spec: { ...pod.pod.spec, ...more } });
    pods.set(after.key, after);
    return after;
  }

  it('keeps a pod out, and the next gate may do so after it', () => {
    const gated = addPod(makePod('p', {}, claiming), 0);
    expect([queue.isReady, held]).toEqual([false, ['SchedulingGates: waiting for scheduling gates: [g]']]);
    const open = change(gated, { schedulingGates: [] });
    queue.update(open, gated, ['PodGatesEliminated'], 10);
    expect([queue.isReady, held[1]]).toEqual([false, 'DynamicResources: could not find ResourceClaim "default/gpu"']);
    queue.moveAll({ kind: 'NodeAdd', node: makeNode('n') }, 15);
    store.put('resourceclaims', claim);
    queue.moveAll({ kind: 'ResourceClaimAdd', object: { ...claim, metadata: { ...claim.metadata, name: 'other' } } }, 15);
    expect(queue.isReady).toBe(false);
    queue.moveAll({ kind: 'ResourceClaimAdd', object: claim }, 20);
    expect(take().key).toBe('default/p');
  });

  it('is not passed by time, and stays closed while one of several names is left', () => {
    const gated = addPod(makePod('p', {}, claiming), 0);
    queue.flush(600_000);
    queue.update(change(gated, { schedulingGates: [{ name: 'other' }] }), gated, [], 700_000);
    expect([queue.isReady, queue.nextLeftoverFlushMs(700_000), held]).toEqual([false, Infinity, ['SchedulingGates: waiting for scheduling gates: [g]']]);
  });

  it('closes for a pod that was tried before', () => {
    store.put('resourceclaims', claim);
    addPod(makePod('p', {}, { spec: { resourceClaims: claiming.spec.resourceClaims } }), 0);
    queue.putUnschedulable(take(), ['NodeName'], 0);
    store.remove('resourceclaims', 'default/gpu');
    queue.moveAll({ kind: 'NodeAdd', node: makeNode('n') }, 5_000);
    expect([queue.isReady, held]).toEqual([false, ['DynamicResources: could not find ResourceClaim "default/gpu"']]);
  });
});

it('a pod that no plugin refused is tried again whatever happens', () => {
  add('p', 0);
  queue.putUnschedulable(take(), [], 0);
  queue.moveAll({ kind: 'NamespaceUpdateLabel' }, 5_000);
  expect(take().attempts).toBe(2);
});

it('an event that is of no use to pods above a priority leaves them where they are', () => {
  for (const [name, priority] of [['weak', 1], ['strong', 9]] as const) {
    add(name, 0, priority);
    queue.putUnschedulable(take(), ['NodeResourcesFit'], 0);
  }
  const gone = cache.shapes.infoOf(makePod('gone', { cpu: '1' }));
  queue.moveAll({ kind: 'AssignedPodDelete', pod: gone }, 5_000, 5);
  expect([take().key, queue.isReady]).toEqual(['default/weak', false]);
});

it('forgets pods that no longer wait, wherever they are', () => {
  for (const name of ['active', 'failed', 'refused']) add(name, 0);
  const [first, second] = [take(), take()];
  queue.putFailed(first, 0);
  queue.putUnschedulable(second, ['NodeName'], 0);
  for (const name of ['active', 'failed', 'refused']) queue.remove(`default/${name}`);
  expect(queue.counts).toEqual({ active: 0, backoff: 0, unschedulable: 0 });
});
