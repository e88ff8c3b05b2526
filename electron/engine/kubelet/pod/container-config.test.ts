import { expect, test } from 'vitest';
import type { Container, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { FleetCluster } from '../testing/fleet-cluster.ts';
import { nonRootProblem } from './non-root.ts';

const where = '(pod: "p_default(uid-p)", container: c)';

test.each<[name: string, pod: Partial<PodSpec>, container: Partial<Container>, user: string | undefined, problem: string | undefined]>([
  ['nothing asked', {}, {}, '0', undefined],
  ['image of root', { securityContext: { runAsNonRoot: true } }, {}, '0', `container has runAsNonRoot and image will run as root ${where}`],
  ['image of a named user', {}, { securityContext: { runAsNonRoot: true } }, 'memcache', `container has runAsNonRoot and image has non-numeric user (memcache), cannot verify user is non-root ${where}`],
  ['another user', { securityContext: { runAsNonRoot: true, runAsUser: 1000 } }, {}, '0', undefined],
  ['root asked for', { securityContext: { runAsNonRoot: true } }, { securityContext: { runAsUser: 0 } }, '5', `container's runAsUser breaks non-root policy ${where}`],
  ['the container overrides its pod', { securityContext: { runAsNonRoot: true } }, { securityContext: { runAsNonRoot: false } }, '0', undefined],
  ['unknown image', { securityContext: { runAsNonRoot: true } }, {}, undefined, undefined],
  ['user and group', { securityContext: { runAsNonRoot: true } }, {}, '65535:65535', undefined],
])('%s', (_name, pod, container, user, problem) => {
  const object = makePod('p', { spec: { containers: [], ...pod } });
  object.metadata.uid = 'uid-p';
  object.metadata.namespace = 'default';
  expect(nonRootProblem(object, { name: 'c', ...container }, user)).toBe(problem);
});

test('it is a CreateContainerConfigError, with its event', () => {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.addPod('web', { image: 'nginx:1.27', securityContext: { runAsNonRoot: true } });
  cluster.advance(15_000);
  const { waiting } = cluster.pod('web').status?.containerStatuses?.[0]?.state ?? {};
  expect(waiting).toMatchObject({ reason: 'CreateContainerConfigError' });
  expect(cluster.eventsAbout('web')).toContain(`Failed: Error: ${waiting?.message ?? ''}`);
});

test('the last words of a process that fails are its termination message', () => {
  const cluster = new FleetCluster({ images: [{ image: 'job', exit: { afterSeconds: 1, code: 2 }, message: 'no such table' }] }).bootMachines(1);
  cluster.addPod('job', { image: 'job', restartPolicy: 'Never' });
  cluster.advance(15_000);
  expect(cluster.pod('job').status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({ exitCode: 2, message: 'no such table' });
});
