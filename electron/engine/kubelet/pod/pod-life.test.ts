import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';

const images = [
  { image: 'task', exit: { afterSeconds: 3, code: 0 } },
  { image: 'crash', startSeconds: 0, exit: { afterSeconds: 2, code: 7 } },
  { image: 'gone', missing: true },
  { image: 'app', startSeconds: 0, readySeconds: 0, stopSeconds: 1, stopCode: 143 },
];

function boot(): FleetCluster {
  return new FleetCluster({ images }).bootMachines(1);
}

/** Status words without repetitions. */
function steps(cluster: FleetCluster, name: string): string[] {
  return cluster.history(name).filter((word, index, all) => word !== all[index - 1]);
}

/** Seconds between the occurrences of a change to `word`. */
function gaps(cluster: FleetCluster, name: string, reason: string): number[] {
  const times: number[] = [];
  let before = '';
  for (const { resource, object } of cluster.commits) {
    if (resource !== 'pods' || object.metadata.name !== name) continue;
    const state = (object as Pod).status?.containerStatuses?.[0]?.state;
    const word = state?.waiting?.reason ?? state?.terminated?.reason ?? (state?.running ? `Running ${state.running.startedAt}` : '');
    if (word !== before && word.startsWith(reason) && state?.running?.startedAt) times.push(Date.parse(state.running.startedAt) / 1000);
    before = word;
  }
  return times.slice(1).map((time, index) => time - (times[index] as number));
}

test('a pod starts with three status writes: seen, sandbox ready, running', () => {
  const cluster = boot();
  cluster.addPod('web', { image: 'app:v1' });
  cluster.advance(20_000);
  expect(cluster.history('web')).toEqual(['Pending', 'Pending ContainerCreating', 'Pending ContainerCreating', 'Running ready']);
  const conditions = cluster.commits.filter(({ resource }) => resource === 'pods')
    .map(({ object }) => ((object as Pod).status?.conditions ?? []).map(({ type, status }) => `${type}=${status}`).join(' '));
  expect(conditions.slice(1)).toEqual([
    'PodReadyToStartContainers=False Initialized=True Ready=False ContainersReady=False PodScheduled=True',
    'PodReadyToStartContainers=True Initialized=True Ready=False ContainersReady=False PodScheduled=True',
    'PodReadyToStartContainers=True Initialized=True Ready=True ContainersReady=True PodScheduled=True',
  ]);
  expect(cluster.eventsAbout('web')).toEqual([
    'Pulling: Pulling image "app:v1"',
    'Pulled: Successfully pulled image "app:v1" in 1.8s (1.8s including waiting). Image size: 62914560 bytes.',
    'Created: Container created',
    'Started: Container started',
  ]);
  const [event] = cluster.list<Event>('events').filter(({ involvedObject }) => involvedObject.name === 'web');
  expect(event).toMatchObject({
    source: { component: 'kubelet', host: 'n0' }, involvedObject: { kind: 'Pod', fieldPath: 'spec.containers{c}' },
  });
});

test('an unchanged pod costs no write', () => {
  const cluster = boot();
  cluster.addPod('web');
  cluster.advance(20_000);
  const writes = cluster.history('web').length;
  cluster.advance(3_600_000);
  expect(cluster.history('web')).toHaveLength(writes);
});

describe('images', () => {
  test('pulls of one machine go one after the other; a second pod that wants the same image finds its layers', () => {
    const cluster = boot();
    cluster.addPod('a', { image: 'app:v1' });
    cluster.addPod('b', { image: 'app:v1' });
    cluster.advance(20_000);
    const pulled = 'Pulled: Successfully pulled image "app:v1" in 300ms (2.1s including waiting). Image size: 62914560 bytes.';
    expect(cluster.eventsAbout('b')[1]).toBe(pulled);
    cluster.addPod('c', { image: 'app:v1' });
    cluster.advance(20_000);
    expect(cluster.eventsAbout('c')[0]).toBe('Pulled: Container image "app:v1" already present on machine and can be accessed by the pod');
  });

  test('a missing image backs off: 10 s, doubling', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'gone:1' });
    cluster.advance(100_000);
    expect(steps(cluster, 'web').slice(0, 4)).toEqual([
      'Pending', 'Pending ContainerCreating', 'Pending ErrImagePull', 'Pending ImagePullBackOff',
    ]);
    const pulling = cluster.commits.filter(({ resource, object }) => resource === 'events' && (object as Event).reason === 'Pulling')
      .map(({ object }) => Date.parse((object as Event).lastTimestamp ?? '') / 1000);
    expect(pulling.slice(1).map((time, index) => time - (pulling[index] as number))).toEqual([10, 21, 40]);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.state?.waiting?.message)
      .toMatch(/^Back-off pulling image "gone:1": ErrImagePull: rpc error: code = NotFound/);
    expect(cluster.eventsAbout('web')).toEqual(expect.arrayContaining([
      'Failed: Error: ErrImagePull', 'BackOff: Back-off pulling image "gone:1"', 'Failed: Error: ImagePullBackOff',
    ]));
  });

  test('a corrected image is tried at once', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'gone:1' });
    cluster.advance(60_000);
    cluster.edit<Pod>('pods', 'default/web', (pod) => { (pod.spec.containers[0] as PodSpec['containers'][0]).image = 'app:v1'; });
    cluster.advance(5_000);
    expect(cluster.pod('web').status?.phase).toBe('Running');
  });

  test.each([
    {
      image: 'app:v1', policy: 'Never', reason: 'ErrImageNeverPull',
      event: 'ErrImageNeverPull: Container image "app:v1" is not present with pull policy of Never',
    },
    { image: 'not an image', policy: 'Always', reason: 'InvalidImageName', event: 'Failed: Error: InvalidImageName' },
  ] as const)('$reason', ({ image, policy, reason, event }) => {
    const cluster = boot();
    cluster.addPod('web', { containers: [{ name: 'c', image, imagePullPolicy: policy }] });
    cluster.advance(20_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Pending', containerStatuses: [{ state: { waiting: { reason } } }] });
    expect(cluster.eventsAbout('web')).toContain(event);
  });
});

describe('restarts', () => {
  test('crash loop: at once, then after 10, 20, 40 … 300 s', () => {
    const cluster = boot();
    cluster.addPod('web', { containers: [{ name: 'c', image: 'crash', imagePullPolicy: 'IfNotPresent' }] });
    cluster.advance(1_500_000);
    const waits = gaps(cluster, 'web', 'Running').map((seconds) => seconds - 2);
    for (const [index, nominal] of [0, 10, 20, 40, 80, 160, 300, 300].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(nominal);
      expect(waits[index]).toBeLessThanOrEqual(nominal + 2);
    }
    expect(cluster.pod('web').status).toMatchObject({
      phase: 'Running',
      containerStatuses: [{
        ready: false, restartCount: waits.length, lastState: { terminated: { exitCode: 7, reason: 'Error' } },
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: expect.stringMatching(/^back-off 5m0s restarting failed container=c pod=web_default\([0-9a-f-]+\)$/),
          },
        },
      }],
    });
  });

  test('endless retries at the longest delay leave the world quiet', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'crash' });
    cluster.addPod('lost', { image: 'gone' });
    cluster.advance(700_000);
    let quiet = false;
    for (let turn = 0; turn < 40; turn += 1) quiet ||= cluster.advance(10_000).simulation.isQuiet();
    expect(quiet).toBe(true);
  });

  test.each<{ policy: PodSpec['restartPolicy']; image: string; phase: string; restarts: number }>([
    { policy: 'Never', image: 'task', phase: 'Succeeded', restarts: 0 },
    { policy: 'Never', image: 'crash', phase: 'Failed', restarts: 0 },
    { policy: 'OnFailure', image: 'task', phase: 'Succeeded', restarts: 0 },
    { policy: 'OnFailure', image: 'crash', phase: 'Running', restarts: 1 },
    { policy: 'Always', image: 'task', phase: 'Running', restarts: 1 },
  ])('restartPolicy $policy, image $image: $phase', ({ policy, image, phase, restarts }) => {
    const cluster = boot();
    cluster.addPod('web', { image, ...(policy ? { restartPolicy: policy } : {}) });
    cluster.advance(15_000);
    const { status } = cluster.pod('web');
    expect(status?.phase).toBe(phase);
    expect(status?.containerStatuses?.[0]?.restartCount).toBe(restarts);
  });

  test('a finished pod gives its address back and says so', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'task', restartPolicy: 'Never' });
    cluster.advance(15_000);
    const { status } = cluster.pod('web');
    expect(status?.conditions).toMatchObject([
      { type: 'PodReadyToStartContainers', status: 'False', reason: 'PodSandboxNotReady' },
      { type: 'Initialized', status: 'True', reason: 'PodCompleted' },
      { type: 'Ready', status: 'False', reason: 'PodCompleted' },
      { type: 'ContainersReady', status: 'False', reason: 'PodCompleted' },
      { type: 'PodScheduled', status: 'True' },
    ]);
    expect(status?.podIP).toBeDefined();
    expect(status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' });
  });

  test('a container crashed from outside comes back', () => {
    const cluster = boot();
    cluster.addPod('web');
    cluster.advance(10_000);
    cluster.kubelets.inject({ kind: 'CrashContainer', namespace: 'default', pod: 'web', container: 'c', exitCode: 9 });
    cluster.advance(3_000);
    expect(cluster.pod('web').status).toMatchObject({
      containerStatuses: [{ ready: true, restartCount: 1, lastState: { terminated: { exitCode: 9, reason: 'Error' } } }],
    });
  });

  test('a new image in the spec replaces the container', () => {
    const cluster = boot();
    cluster.addPod('web', { image: 'app:v1' });
    cluster.advance(10_000);
    cluster.edit<Pod>('pods', 'default/web', (pod) => { (pod.spec.containers[0] as PodSpec['containers'][0]).image = 'app:v2'; });
    cluster.advance(10_000);
    expect(cluster.pod('web').status?.containerStatuses).toMatchObject([{ image: 'docker.io/library/app:v2', restartCount: 1, ready: true }]);
    expect(cluster.eventsAbout('web')).toContain('Killing: Container c definition changed, will be restarted');
  });

  test('past its activeDeadlineSeconds a pod fails', () => {
    const cluster = boot();
    cluster.addPod('web', { activeDeadlineSeconds: 15 });
    cluster.advance(20_000);
    expect(cluster.pod('web').status).toMatchObject({
      phase: 'Failed', reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline',
    });
  });
});

describe('init containers', () => {
  test('run one after the other, then the others start', () => {
    const cluster = boot();
    cluster.addPod('web', { initContainers: [{ name: 'i1', image: 'task' }, { name: 'i2', image: 'task' }] });
    cluster.advance(30_000);
    expect(steps(cluster, 'web')).toEqual([
      'Pending',
      'Pending PodInitializing PodInitializing PodInitializing',
      'Pending running PodInitializing PodInitializing',
      'Pending Completed PodInitializing PodInitializing',
      'Pending Completed running PodInitializing',
      'Pending Completed Completed PodInitializing',
      'Running Completed Completed ready',
    ]);
    expect(cluster.pod('web').status?.initContainerStatuses?.map(({ ready }) => ready)).toEqual([true, true]);
  });

  test('one that fails is tried again with back-off; with restartPolicy Never the pod fails', () => {
    const cluster = boot();
    cluster.addPod('web', { initContainers: [{ name: 'i', image: 'crash' }] });
    cluster.addPod('once', { initContainers: [{ name: 'i', image: 'crash' }], restartPolicy: 'Never' });
    cluster.advance(23_000);
    expect(cluster.pod('web').status).toMatchObject({
      phase: 'Pending', initContainerStatuses: [{ state: { waiting: { reason: 'CrashLoopBackOff' } } }],
      conditions: [
        {}, { type: 'Initialized', status: 'False', reason: 'ContainersNotInitialized', message: 'containers with incomplete status: [i]' },
        {}, {}, {},
      ],
    });
    expect(cluster.pod('once').status?.phase).toBe('Failed');
  });

  test('a sidecar starts before the rest, counts for readiness, and ends after it', () => {
    const cluster = boot();
    cluster.addPod('web', {
      image: 'app', initContainers: [{ name: 'side', image: 'app', restartPolicy: 'Always' }, { name: 'i', image: 'task' }],
    });
    cluster.advance(30_000);
    expect(cluster.pod('web').status).toMatchObject({
      phase: 'Running', initContainerStatuses: [{ ready: true, started: true }, { ready: true }],
    });
    cluster.delete('pods', 'default/web');
    cluster.advance(30_000);
    const last = cluster.commits.filter(({ resource, type }) => resource === 'pods' && type !== 'DELETED').at(-1)?.object as Pod;
    const finished = (statuses: NonNullable<Pod['status']>['containerStatuses']): number =>
      Date.parse(statuses?.[0]?.state?.terminated?.finishedAt ?? '');
    expect(finished(last.status?.initContainerStatuses)).toBeGreaterThan(finished(last.status?.containerStatuses));
  });

  test('a task with a sidecar succeeds, and the sidecar goes', () => {
    const cluster = boot();
    cluster.addPod('web', {
      image: 'task', restartPolicy: 'Never', initContainers: [{ name: 'side', image: 'app', restartPolicy: 'Always' }],
    });
    cluster.advance(30_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Succeeded', initContainerStatuses: [{ state: { terminated: {} } }] });
  });
});

describe('what is missing', () => {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm', namespace: 'default' }, data: { key: 'value' } };

  test('a ConfigMap volume holds the pod until the ConfigMap is there', () => {
    const cluster = boot();
    cluster.addPod('web', { volumes: [{ name: 'v', configMap: { name: 'cm' } }] });
    cluster.advance(10_000);
    expect(steps(cluster, 'web')).toEqual(['Pending', 'Pending ContainerCreating']);
    expect(cluster.eventsAbout('web')).toEqual(['FailedMount: MountVolume.SetUp failed for volume "v" : configmap "cm" not found']);
    cluster.create(configMap);
    cluster.advance(20_000);
    expect(cluster.pod('web').status?.phase).toBe('Running');
  });

  test.each<{ name: string; volume: NonNullable<PodSpec['volumes']>[0]; message: string | undefined }>([
    { name: 'emptyDir', volume: { name: 'v', emptyDir: {} }, message: undefined },
    { name: 'hostPath', volume: { name: 'v', hostPath: { path: '/x' } }, message: undefined },
    { name: 'optional', volume: { name: 'v', secret: { secretName: 's', optional: true } }, message: undefined },
    {
      name: 'secret', volume: { name: 'v', secret: { secretName: 's' } },
      message: 'MountVolume.SetUp failed for volume "v" : secret "s" not found',
    },
    {
      name: 'missing key', volume: { name: 'v', configMap: { name: 'cm', items: [{ key: 'other', path: 'x' }] } },
      message: 'MountVolume.SetUp failed for volume "v" : references non-existent config key: other',
    },
  ])('volume: $name', ({ volume, message }) => {
    const cluster = boot();
    cluster.create(configMap);
    cluster.addPod('web', { volumes: [volume] });
    cluster.advance(10_000);
    expect(cluster.pod('web').status?.phase).toBe(message ? 'Pending' : 'Running');
    if (message) expect(cluster.eventsAbout('web')).toContain(`FailedMount: ${message}`);
  });

  test('an environment that names a missing ConfigMap: CreateContainerConfigError until it is there', () => {
    const cluster = boot();
    const env = [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'cm', key: 'key' } } }];
    cluster.addPod('web', { containers: [{ name: 'c', image: 'app:v1', env }] });
    cluster.advance(10_000);
    expect(cluster.pod('web').status?.containerStatuses?.[0]?.state?.waiting)
      .toEqual({ reason: 'CreateContainerConfigError', message: 'configmap "cm" not found' });
    cluster.create(configMap);
    cluster.advance(20_000);
    expect(cluster.pod('web').status?.phase).toBe('Running');
  });
});

describe('admission', () => {
  test.each<{ name: string; spec: Partial<PodSpec>; reason: string; message: string }>([
    {
      name: 'cpu', spec: { containers: [{ name: 'c', image: 'app', resources: { requests: { cpu: '3' } } }] }, reason: 'OutOfcpu',
      message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000",
    },
    {
      name: 'memory', reason: 'OutOfmemory',
      spec: { containers: [{ name: 'c', image: 'app', resources: { requests: { memory: '9Gi' } } }] },
      message: "Pod was rejected: Node didn't have enough resource: memory, requested: 9663676416, used: 0, capacity: 8485076992",
    },
    {
      name: 'labels', spec: { nodeSelector: { disk: 'ssd' } }, reason: 'NodeAffinity',
      message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    },
  ])('a pod bound by hand is refused: $name', ({ spec, reason, message }) => {
    const cluster = boot();
    cluster.addPod('web', spec);
    cluster.advance(1_000);
    expect(cluster.pod('web').status).toMatchObject({ phase: 'Failed', reason, message });
    expect(cluster.eventsAbout('web')).toEqual([`${reason}: ${message.replace('Pod was rejected: ', '')}`]);
  });

  test('requests of ended pods are free again; ports and room are not given twice', () => {
    const cluster = boot();
    const ports = [{ containerPort: 80, hostPort: 80 }];
    const spec: Partial<PodSpec> = { containers: [{ name: 'c', image: 'app', ports, resources: { requests: { cpu: '1500m' } } }] };
    cluster.addPod('a', spec);
    cluster.addPod('b', spec);
    cluster.addPod('c', { containers: [{ name: 'c', image: 'app', ports }] });
    cluster.advance(5_000);
    expect(cluster.pod('b').status).toMatchObject({
      reason: 'OutOfcpu', message: expect.stringContaining('requested: 1500, used: 1500, capacity: 2000'),
    });
    expect(cluster.pod('c').status?.reason).toBe('NodePorts');
    cluster.delete('pods', 'default/a');
    cluster.advance(40_000);
    cluster.addPod('d', spec);
    cluster.advance(10_000);
    expect(cluster.pod('d').status?.phase).toBe('Running');
  });

  test('the 111th pod finds no room', () => {
    const cluster = boot();
    for (let index = 0; index < 111; index += 1) cluster.addPod(`p${index}`);
    cluster.advance(60_000);
    expect(cluster.list<Pod>('pods').filter(({ status }) => status?.phase === 'Running')).toHaveLength(110);
    expect(cluster.pod('p110').status?.reason).toBe('OutOfpods');
    expect(new Set(cluster.list<Pod>('pods').map(({ status }) => status?.podIP)).size).toBe(111);
  });
});
