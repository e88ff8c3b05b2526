import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job, JobSpec } from '../../../../shared/kubernetes/types/batch.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { ContainerStatus, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { controllerComponent } from '../worker.ts';
import { activePodsInOrder } from '../replicaset/victims.ts';
import { jobController } from './index.ts';
import { finishedAtMs } from './job-pods.ts';
import { matchSuccessPolicy } from './policies.ts';
import { reconcileJob } from './reconcile.ts';

const key = 'default/task';
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

/** Exit code of a pod; null: it does not end. */
type Ends = (pod: Pod) => number | null;

function indexOf(pod: Pod): number {
  return Number(pod.metadata.annotations?.[indexAnnotation]);
}

function start(spec: Partial<JobSpec>, ends: Ends = () => 0, options: { settleMs?: number } = {}): TestCluster {
  const endOf = (pod: Pod): { afterMs: number; exitCode: number } | null => {
    const exitCode = ends(pod);
    return exitCode === null ? null : { afterMs: 1_800, exitCode };
  };
  const cluster = new TestCluster(
    [controllerComponent(jobController), controllerComponent(garbageCollectorController), simulatedNodes({ endOf })],
  );
  cluster.create<Job>({
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'task', namespace: 'default' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'task:v1' }] } }, ...spec },
  });
  return cluster.advance(options.settleMs ?? 60_000);
}

function status(cluster: TestCluster): NonNullable<Job['status']> {
  return cluster.get<Job>('jobs', key).status ?? {};
}

function conditions(cluster: TestCluster): string[] {
  return (status(cluster).conditions ?? []).map((condition) => `${condition.type}=${condition.status} ${condition.reason}`);
}

function mostActive(cluster: TestCluster): number {
  return Math.max(...cluster.commits.filter((event) => event.resource === 'jobs').map((event) => (event.object as Job).status?.active ?? 0));
}

function noFinalizers(cluster: TestCluster): boolean {
  return cluster.list<Pod>('pods').every((pod) => !pod.metadata.finalizers?.length);
}

interface PodEnd {
  containers: readonly (number | undefined)[];
  sidecar?: number;
  notReadySince?: number;
  readySince?: number;
  deletedAt?: number;
  grace?: number;
}

/** Seconds since the start of the simulation. */
function podThatEnded({ containers, sidecar, notReadySince, readySince, deletedAt, grace = 0 }: PodEnd, env: Env): Pod {
  const at = (seconds: number): string => env.timestamp(seconds * 1000);
  const state = (end: number | undefined): ContainerStatus['state'] => (end === undefined ? {} : { terminated: { exitCode: 1, finishedAt: at(end) } });
  const statusOf = (name: string, end: number | undefined): ContainerStatus => (
    { name, image: 'i', imageID: '', ready: false, restartCount: 0, state: state(end) }
  );
  const since = notReadySince ?? readySince;
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: 'p', creationTimestamp: at(0),
      ...(deletedAt === undefined ? {} : { deletionTimestamp: at(deletedAt + grace), deletionGracePeriodSeconds: grace }),
    },
    spec: { containers: [], ...(sidecar === undefined ? {} : { initContainers: [{ name: 'side', image: 'i', restartPolicy: 'Always' }] }) },
    status: {
      containerStatuses: containers.map((end, index) => statusOf(`c${index}`, end)),
      ...(sidecar === undefined ? {} : { initContainerStatuses: [statusOf('side', sidecar)] }),
      ...(since === undefined ? {} : {
        conditions: [{ type: 'Ready', status: notReadySince === undefined ? 'True' : 'False', lastTransitionTime: at(since) }],
      }),
    },
  };
}

interface VictimPod {
  name: string;
  createdAt: number;
  cost?: number;
  phase?: 'Pending' | 'Running';
}

function victimPod({ name, createdAt, cost, phase = 'Pending' }: VictimPod, env: Env): Pod {
  const annotations = cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': String(cost) } };
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, uid: name, creationTimestamp: env.timestamp(createdAt * 1000), ...annotations },
    spec: { nodeName: 'n', containers: [] }, status: { phase },
  };
}

describe('a Job', () => {
  it('runs as many pods at a time as it may until enough have succeeded', () => {
    const cluster = start({ completions: 5, parallelism: 2 });
    expect(cluster.list('pods')).toHaveLength(5);
    expect(mostActive(cluster)).toBe(2);
    expect(status(cluster)).toMatchObject({ succeeded: 5, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect(status(cluster).completionTime).toBeDefined();
    expect(conditions(cluster)).toEqual(['SuccessCriteriaMet=True CompletionsReached', 'Complete=True CompletionsReached']);
    expect(noFinalizers(cluster)).toBe(true);
    expect(cluster.eventsAbout('task').at(-1)).toBe('Completed: Job completed');
  });

  it('without completions is done with the first success', () => {
    const cluster = start({ parallelism: 3 });
    expect(status(cluster)).toMatchObject({ succeeded: 3 });
    expect(conditions(cluster)[1]).toBe('Complete=True CompletionsReached');
  });

  it('retries 10 s and 20 s after a failure, until the back-off limit', () => {
    const cluster = start({ backoffLimit: 2 }, () => 1, { settleMs: 100_000 });
    const createdMs = cluster.commits.filter((event) => event.resource === 'pods' && event.type === 'ADDED')
      .map((event) => cluster.simulation.env.parseTimestamp(event.object.metadata.creationTimestamp ?? ''));
    expect(createdMs).toHaveLength(3);
    expect((createdMs[1] as number) - (createdMs[0] as number)).toBeGreaterThanOrEqual(11_000);
    expect((createdMs[2] as number) - (createdMs[1] as number)).toBeGreaterThanOrEqual(20_000);
    expect(status(cluster)).toMatchObject({ failed: 3 });
    expect(conditions(cluster)).toEqual(['FailureTarget=True BackoffLimitExceeded', 'Failed=True BackoffLimitExceeded']);
    expect(cluster.eventsAbout('task').at(-1)).toBe('BackoffLimitExceeded: Job has reached the specified backoff limit');
    expect(noFinalizers(cluster)).toBe(true);
  });

  it('names pods of an Indexed Job, and tells which are done', () => {
    const cluster = start({ completions: 4, parallelism: 4, completionMode: 'Indexed' });
    const pods = cluster.list<Pod>('pods').map((pod) => [pod.metadata.name.slice(0, -6), pod.spec.hostname, indexOf(pod)]);
    expect(pods).toEqual([0, 1, 2, 3].map((index) => [`task-${index}`, `task-${index}`, index]));
    expect(status(cluster)).toMatchObject({ succeeded: 4, completedIndexes: '0-3' });
  });

  it('gives up an index after backoffLimitPerIndex and finishes the others', () => {
    const cluster = start(
      { completions: 3, parallelism: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1 }, (pod) => (indexOf(pod) === 1 ? 1 : 0), { settleMs: 60_000 },
    );
    expect(status(cluster)).toMatchObject({ succeeded: 2, failed: 2, completedIndexes: '0,2', failedIndexes: '1' });
    expect(conditions(cluster).at(-1)).toBe('Failed=True FailedIndexes');
    expect(noFinalizers(cluster)).toBe(true);
  });

  it('stops at once with more failed indexes than maxFailedIndexes', () => {
    const cluster = start({ completions: 4, parallelism: 4, completionMode: 'Indexed', backoffLimitPerIndex: 0, maxFailedIndexes: 1 },
      (pod) => (indexOf(pod) < 2 ? 1 : null));
    expect(conditions(cluster).at(-1)).toBe('Failed=True MaxFailedIndexesExceeded');
    expect(cluster.list<Pod>('pods').map(indexOf)).toEqual([0, 1]);
  });

  it.each([
    ['FailJob', 'Failed=True PodFailurePolicy', 1], ['Ignore', undefined, 0],
  ] as const)('obeys a pod failure policy: %s', (action, last, failed) => {
    const rules = [{ action, onExitCodes: { operator: 'In' as const, values: [42] } }];
    const cluster = start({ podFailurePolicy: { rules }, backoffLimit: 0 }, () => 42, { settleMs: 8_000 });
    expect(conditions(cluster).at(-1)).toBe(last);
    expect(status(cluster).failed ?? 0).toBe(failed);
    const message = status(cluster).conditions?.[0]?.message?.replace(/task-\w+/, 'task-x');
    if (last) expect(message).toBe('Container c for pod default/task-x failed with exit code 42 matching FailJob rule at index 0');
  });

  it('is done when its success policy says so, and ends the rest', () => {
    const cluster = start(
      { completions: 3, parallelism: 3, completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes: '1' }] } },
      (pod) => (indexOf(pod) === 1 ? 0 : null),
    );
    expect(conditions(cluster)).toEqual(['SuccessCriteriaMet=True SuccessPolicy', 'Complete=True SuccessPolicy']);
    expect(status(cluster)).toMatchObject({ succeeded: 1, completedIndexes: '1' });
    expect(status(cluster).failed).toBeUndefined();
    expect(cluster.list('pods')).toHaveLength(1);
  });

  it('fails after activeDeadlineSeconds, once its pods are gone', () => {
    const cluster = start({ activeDeadlineSeconds: 5 }, () => null, { settleMs: 4_900 });
    expect(status(cluster).active).toBe(1);
    cluster.advance(200);
    expect(conditions(cluster)).toEqual(['FailureTarget=True DeadlineExceeded']);
    cluster.advance(5_000);
    expect(conditions(cluster)).toEqual(['FailureTarget=True DeadlineExceeded', 'Failed=True DeadlineExceeded']);
    expect(status(cluster)).toMatchObject({ failed: 1, terminating: 0 });
  });

  it('suspends and resumes', () => {
    const cluster = start({ parallelism: 2, completions: 2 }, () => null, { settleMs: 3_000 });
    cluster.edit<Job>('jobs', key, ({ spec }) => { spec.suspend = true; });
    cluster.advance(5_000);
    expect(cluster.list('pods')).toEqual([]);
    expect(conditions(cluster)).toEqual(['Suspended=True JobSuspended']);
    expect(status(cluster).failed).toBeUndefined();
    cluster.edit<Job>('jobs', key, ({ spec }) => { spec.suspend = false; });
    cluster.advance(5_000);
    expect(cluster.list('pods')).toHaveLength(2);
    expect(conditions(cluster)).toEqual(['Suspended=False JobResumed']);
    expect(cluster.eventsAbout('task')).toEqual(expect.arrayContaining(['Suspended: Job suspended', 'Resumed: Job resumed']));
  });

  it.each([['TerminatingOrFailed', 2], ['Failed', 1]] as const)('replaces a deleted pod with %s', (podReplacementPolicy, expected) => {
    const cluster = start({ podReplacementPolicy, backoffLimit: 6 }, () => null, { settleMs: 3_000 });
    cluster.delete('pods', `default/${cluster.list<Pod>('pods')[0]?.metadata.name}`);
    // The failure of a pod that is being deleted starts the back-off; without it the pod is still there.
    expect(cluster.advance(400).list('pods').length).toBe(1);
    cluster.advance(20_000);
    expect(cluster.commits.filter((event) => event.resource === 'pods' && event.type === 'ADDED').length).toBeGreaterThanOrEqual(expected);
  });

  it('lets go of the pods of a deleted Job', () => {
    const cluster = start({ parallelism: 2 }, () => null, { settleMs: 3_000 });
    cluster.delete('jobs', key, { propagationPolicy: 'Background' });
    cluster.advance(10_000);
    expect(cluster.list('pods')).toEqual([]);
  });

  it.each([
    ['the last container', { containers: [40, 50] }, 50],
    ['a sidecar that outlived it', { containers: [40], sidecar: 55 }, 55],
    ['since when it is not ready, while a container has no end', { containers: [40, undefined], notReadySince: 45 }, 45],
    ['when its deletion was asked for, though it was ready', { containers: [undefined], readySince: 10, deletedAt: 60, grace: 30 }, 60],
    ['its creation, when nothing else is known', { containers: [undefined] }, 0],
  ] as const)('takes as the end of a pod: %s', (_name, given: PodEnd, expected) => {
    const { env } = new TestCluster([]).simulation;
    expect(finishedAtMs(podThatEnded(given, env), env)).toBe(expected * 1000);
  });

  it('is tried again after 1 s, doubling, while its pods are refused', () => {
    const cluster = start({ completions: 4, parallelism: 2 }, () => 0, { settleMs: 0 });
    const limits = [{ type: 'Pod', max: { cpu: '1' } }];
    const range: KubernetesObject & { spec: unknown } = {
      apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small', namespace: 'default' }, spec: { limits },
    };
    cluster.create(range);
    cluster.advance(500);
    expect(status(cluster)).toMatchObject({ ready: 0 });
    const refusals = (): number => cluster.list<Event>('events').filter(({ reason }) => reason === 'FailedCreate')
      .reduce((sum, { count = 1 }) => sum + count, 0);
    expect(refusals()).toBe(1);
    cluster.advance(900);
    expect(refusals()).toBe(2);
    cluster.advance(2_000);
    expect(refusals()).toBe(3);
    cluster.delete('limitranges', 'default/small');
    cluster.advance(4_000);
    expect(status(cluster)).toMatchObject({ active: 2 });
  });

  it('counts what has finished although new pods are refused', () => {
    const cluster = start({ completions: 3, parallelism: 2, backoffLimit: 0 }, () => 0, { settleMs: 1_000 });
    const range: KubernetesObject & { spec: unknown } = {
      apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small', namespace: 'default' }, spec: { limits: [{ type: 'Pod', max: { cpu: '1' } }] },
    };
    cluster.create(range);
    cluster.advance(20_000);
    expect(status(cluster)).toMatchObject({ succeeded: 2, uncountedTerminatedPods: {} });
    expect(status(cluster).active).toBeUndefined();
    expect(noFinalizers(cluster)).toBe(true);
  });

  it.each([
    ['a deletion cost says nothing', [{ name: 'a', createdAt: 0, cost: -5 }, { name: 'b', createdAt: 1 }], ['b', 'a']],
    ['ages count to the second', [{ name: 'a', createdAt: 0 }, { name: 'b', createdAt: 2 }, { name: 'c', createdAt: 1 }], ['b', 'c', 'a']],
    ['pending before running', [{ name: 'a', createdAt: 2, phase: 'Running' }, { name: 'b', createdAt: 1 }], ['b', 'a']],
  ] as const)('gives up pods in the order of ActivePods: %s', (_name, pods: readonly VictimPod[], expected) => {
    const cluster = new TestCluster([]).advance(100_000);
    const { env } = cluster.simulation;
    expect(activePodsInOrder(pods.map((pod) => victimPod(pod, env)), env).map(({ metadata }) => metadata.name)).toEqual(expected);
  });

  it('adopts pods with its finalizer, and releases them without', () => {
    const cluster = start({ parallelism: 1, manualSelector: true, selector: { matchLabels: { job: 'x' } },
      template: { metadata: { labels: { job: 'x' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } }, () => null);
    const name = `default/${cluster.list<Pod>('pods')[0]?.metadata.name}`;
    cluster.edit<Pod>('pods', name, ({ metadata }) => { metadata.labels = { job: 'y' }; });
    cluster.advance(2_000);
    expect(cluster.get<Pod>('pods', name).metadata).not.toHaveProperty('finalizers');
    expect(cluster.get<Pod>('pods', name).metadata).not.toHaveProperty('ownerReferences');
    cluster.edit<Pod>('pods', name, ({ metadata }) => { metadata.labels = { job: 'x' }; });
    cluster.edit<Job>('jobs', key, ({ metadata }) => { metadata.labels = { looked: 'again' }; });
    cluster.advance(2_000);
    expect(cluster.commits.filter(({ object }) => `default/${object.metadata.name}` === name).some(({ object: { metadata } }, at, all) => (
      metadata.finalizers?.includes('batch.kubernetes.io/job-tracking') && metadata.labels?.job === 'x' && at > 0 && all[at - 1]?.object.metadata.ownerReferences === undefined
    ))).toBe(true);
  });

  it.each([
    ['all of a rule that a count asks less of', { succeededIndexes: '0-1', succeededCount: 1 }, [1], 'Matched rules at index 0'],
    ['indexes beyond the completions', { succeededIndexes: '7-9' }, [0], undefined],
    ['nothing yet', { succeededIndexes: '0' }, [], undefined],
    ['a count', { succeededCount: 2 }, [0, 2], 'Matched rules at index 0'],
  ] as const)('success policy: %s', (_name, rule, succeeded, expected) => {
    const job = { spec: { completions: 3, successPolicy: { rules: [rule] } } } as unknown as Job;
    expect(matchSuccessPolicy(job, new Set(succeeded))).toBe(expected);
  });

  it('counts every pod once, and wants nothing more when it is done', () => {
    const shape = fc.record({
      completions: fc.integer({ min: 1, max: 6 }), parallelism: fc.integer({ min: 1, max: 4 }), indexed: fc.boolean(), failures: fc.nat(3),
    });
    fc.assert(fc.property(shape, ({ completions, parallelism, indexed, failures }) => {
      const failing = new Set<string>();
      const cluster = start({ completions, parallelism, completionMode: indexed ? 'Indexed' : 'NonIndexed' }, (pod) => {
        if (failing.size < failures) failing.add(pod.metadata.name);
        return failing.has(pod.metadata.name) ? 1 : 0;
      }, { settleMs: 400_000 });
      expect(status(cluster)).toMatchObject({ succeeded: completions, ...(failures > 0 ? { failed: failures } : {}) });
      expect(mostActive(cluster)).toBeLessThanOrEqual(Math.min(parallelism, completions));
      const { outcome } = reconcileJob(cluster.get('jobs', key), cluster.api, undefined, cluster.simulation.env);
      expect(outcome).toEqual({ kind: 'Done', writes: [] });
    }), { numRuns: 20 });
  });
});
