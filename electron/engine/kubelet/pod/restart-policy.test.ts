import { describe, expect, test } from 'vitest';
import type { Container, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';
import { shouldRestart } from './restart-policy.ts';

const rule = (action: string, operator: string, ...values: number[]): Partial<Container> => ({ restartPolicyRules: [{ action, exitCodes: { operator, values } }] });

test.each<[pod: PodSpec['restartPolicy'], container: Partial<Container>, init: boolean, code: number, restarts: boolean]>([
  ['Always', {}, false, 0, true],
  ['OnFailure', {}, false, 0, false],
  ['OnFailure', {}, false, 1, true],
  ['Never', {}, false, 1, false],
  ['Always', {}, true, 0, false],
  ['Always', {}, true, 1, true],
  ['Never', {}, true, 1, false],
  ['Never', { restartPolicy: 'Always' }, true, 0, true],
  ['Always', { restartPolicy: 'Never' }, false, 1, false],
  ['Never', { restartPolicy: 'OnFailure' }, false, 1, true],
  ['Never', { restartPolicy: 'OnFailure' }, false, 0, false],
  ['Never', { restartPolicy: 'Never', ...rule('Restart', 'In', 42) }, false, 42, true],
  ['Never', { restartPolicy: 'Never', ...rule('Restart', 'In', 42) }, false, 1, false],
  ['Never', { restartPolicy: 'Never', ...rule('Restart', 'NotIn', 42) }, false, 1, true],
  ['Never', { restartPolicy: 'OnFailure', ...rule('Restart', 'NotIn', 1) }, false, 1, true],
  ['Always', { restartPolicy: 'Never' }, true, 1, false],
])('pod %s, container %o, init %s, code %i: %s', (restartPolicy, container, init, code, restarts) => {
  const object = makePod('p', { spec: { containers: [], ...(restartPolicy ? { restartPolicy } : {}) } });
  expect(shouldRestart(object, { name: 'c', ...container }, init, code)).toBe(restarts);
});

const images = [
  { image: 'app', startSeconds: 0, stopSeconds: 0, stopCode: 0 },
  { image: 'code42', startSeconds: 0, exit: { afterSeconds: 3, code: 42 } },
  { image: 'code1', startSeconds: 0, exit: { afterSeconds: 3, code: 1 } },
  { image: 'setup', startSeconds: 0, exit: { afterSeconds: 1, code: 0 } },
];

describe('in a pod', () => {
  test.each<{ name: string; spec: Partial<PodSpec>; phase: string; restarts: number[] }>([
    {
      name: 'an exit code that restarts under Never', phase: 'Running', restarts: [1],
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'code42', restartPolicy: 'Never', ...rule('Restart', 'In', 42) }] },
    },
    {
      name: 'one that does not', phase: 'Failed', restarts: [0],
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'code1', restartPolicy: 'Never', ...rule('Restart', 'In', 42) }] },
    },
    {
      name: 'a container that must not restart beside one that goes on', phase: 'Running', restarts: [0, 0],
      spec: { restartPolicy: 'Always', containers: [{ name: 'c', image: 'code1', restartPolicy: 'Never' }, { name: 'd', image: 'app' }] },
    },
    {
      name: 'an init container that must not restart fails the pod', phase: 'Failed', restarts: [0],
      spec: { restartPolicy: 'Always', initContainers: [{ name: 'i', image: 'code1', restartPolicy: 'Never' }], containers: [{ name: 'c', image: 'app' }] },
    },
  ])('$name', ({ spec, phase, restarts }) => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    cluster.addPod('web', spec);
    cluster.advance(18_000);
    expect(cluster.pod('web').status?.phase).toBe(phase);
    expect(cluster.pod('web').status?.containerStatuses?.map(({ restartCount }) => restartCount)).toEqual(restarts);
  });

  test('RestartAllContainers: everything starts again in the same sandbox, init containers first', () => {
    const cluster = new FleetCluster({ images }).bootMachines(1);
    cluster.addPod('web', {
      restartPolicy: 'Never', initContainers: [{ name: 'i', image: 'setup' }],
      containers: [{ name: 'c', image: 'code42', restartPolicy: 'Never', ...rule('RestartAllContainers', 'In', 42) }, { name: 'd', image: 'app' }],
    });
    cluster.advance(9_000);
    const before = cluster.pod('web').status;
    cluster.advance(4_500);
    const { status } = cluster.pod('web');
    expect(status?.podIP).toBe(before?.podIP);
    expect([...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []].map(({ restartCount }) => restartCount)).toEqual([1, 1, 1]);
    const conditions = cluster.commits.filter(({ resource, object }) => resource === 'pods' && object.metadata.name === 'web')
      .map(({ object }) => (object as typeof object & { status?: { conditions?: { type: string; status: string; reason?: string }[] } }).status?.conditions?.find(({ type }) => type === 'AllContainersRestarting'));
    expect(conditions.some((one) => one?.status === 'True' && one.reason === 'RestartAllContainersStarted')).toBe(true);
    expect(status?.phase).toBe('Running');
  });
});
