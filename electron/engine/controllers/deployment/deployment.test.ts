import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeDeployment, makeReplicaSet, podTemplate } from '../../testing/builders.ts';
import { simulatedNodes, type SimulatedNodesOptions } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { replicaSetController } from '../replicaset/index.ts';
import { controllerComponent } from '../worker.ts';
import { deploymentController } from './index.ts';

const key = 'default/web';

function start(options: SimulatedNodesOptions = {}): TestCluster {
  return new TestCluster([controllerComponent(deploymentController), controllerComponent(replicaSetController), simulatedNodes(options)]);
}

function deployed(spec: Partial<Deployment['spec']> = {}, options: SimulatedNodesOptions = {}): TestCluster {
  const cluster = start(options);
  cluster.create(makeDeployment('web', spec));
  return cluster.advance(5_000);
}

function changeImage(cluster: TestCluster, image: string): void {
  cluster.edit<Deployment>('deployments', key, (deployment) => { deployment.spec.template = podTemplate('web', image); });
}

function deploymentOf(cluster: TestCluster): Deployment {
  return cluster.get<Deployment>('deployments', key);
}

/** Image → size, of the ReplicaSets in order of creation. */
function sizes(cluster: TestCluster): Record<string, number> {
  return Object.fromEntries(
    cluster.list<ReplicaSet>('replicasets').map(({ spec }) => [spec.template.spec.containers[0]?.image, spec.replicas]),
  );
}

function condition(cluster: TestCluster, type: string): string {
  const found = deploymentOf(cluster).status?.conditions?.find((candidate) => candidate.type === type);
  return found ? `${found.status} ${found.reason}: ${found.message}` : 'none';
}

const never = (): null => null;

describe('a Deployment', () => {
  it('creates a ReplicaSet of its size and reports when its pods are there', () => {
    const cluster = deployed({ replicas: 3 });
    const [replicaSet] = cluster.list<ReplicaSet>('replicasets');
    const hash = replicaSet?.metadata.labels?.['pod-template-hash'] ?? '';
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    expect(replicaSet?.metadata.name).toBe(`web-${hash}`);
    expect(replicaSet?.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash });
    expect(replicaSet?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/revision': '1', 'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    });
    expect(deploymentOf(cluster).status).toMatchObject({
      observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3, terminatingReplicas: 0,
    });
    expect(condition(cluster, 'Available')).toBe('True MinimumReplicasAvailable: Deployment has minimum availability.');
    expect(condition(cluster, 'Progressing')).toBe(`True NewReplicaSetAvailable: ReplicaSet "web-${hash}" has successfully progressed.`);
    expect(cluster.eventsAbout('web')).toEqual([`ScalingReplicaSet: Scaled up replica set web-${hash} from 0 to 3`]);
  });

  it('passes through the conditions of a rollout in order', () => {
    const cluster = deployed();
    changeImage(cluster, 'app:v2');
    cluster.advance(20_000);
    const reasons: string[] = [];
    for (const { resource, object } of cluster.commits) {
      if (resource !== 'deployments') continue;
      const reason = (object as Deployment).status?.conditions?.find(({ type }) => type === 'Progressing')?.reason;
      if (reason && reasons.at(-1) !== reason) reasons.push(reason);
    }
    const rollout = ['NewReplicaSetCreated', 'ReplicaSetUpdated', 'NewReplicaSetAvailable'];
    expect(reasons).toEqual([...rollout, ...rollout]);
    expect(sizes(cluster)).toEqual({ 'app:v1': 0, 'app:v2': 3 });
    expect(deploymentOf(cluster).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '2' });
  });

  it('notes the revision together with the condition, in one write of the status', () => {
    const cluster = deployed();
    changeImage(cluster, 'app:v2');
    const before = cluster.commits.length;
    cluster.advance(20_000);
    const written = cluster.commits.slice(before).filter(({ resource }) => resource === 'deployments').map(({ object }) => object as Deployment);
    expect(written[0]?.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '2' });
    expect(written[0]?.status?.conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe('NewReplicaSetCreated');
    expect(written.every(({ metadata }) => metadata.generation === 2)).toBe(true);
  });

  it('gives up all pods of a revision that never became available as soon as another follows it', () => {
    const cluster = deployed({ replicas: 4 }, { readyAfterMs: (pod) => (pod.spec.containers[0]?.image === 'bad:v2' ? null : 600) });
    changeImage(cluster, 'bad:v2');
    cluster.advance(30_000);
    changeImage(cluster, 'app:v3');
    cluster.advance(30_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 0, 'bad:v2': 0, 'app:v3': 4 });
    const [, bad] = cluster.list<ReplicaSet>('replicasets').map(({ metadata }) => metadata.name);
    const steps = cluster.eventsAbout('web').filter((text) => text.includes(`down replica set ${bad}`));
    expect(steps).toEqual([`ScalingReplicaSet: Scaled down replica set ${bad} from 2 to 0`]);
  });

  it('waits with the old pods while the new ones do not become ready, and reports the missed deadline', () => {
    const cluster = deployed(
      { replicas: 4, progressDeadlineSeconds: 60 }, { readyAfterMs: (pod) => (pod.spec.containers[0]?.image === 'bad:v2' ? null : 600) },
    );
    changeImage(cluster, 'bad:v2');
    cluster.advance(30_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 3, 'bad:v2': 2 });
    expect(condition(cluster, 'Progressing')).toContain('True ReplicaSetUpdated');
    cluster.advance(40_000);
    expect(condition(cluster, 'Progressing')).toMatch(/^False ProgressDeadlineExceeded: ReplicaSet "web-\w+" has timed out progressing\.$/);
    expect(condition(cluster, 'Available')).toContain('True');
  });

  it('has no Progressing condition without a deadline', () => {
    expect(condition(deployed({ progressDeadlineSeconds: 2 ** 31 - 1 }), 'Progressing')).toBe('none');
  });

  it('replaces all pods at once with Recreate, waiting until the last has ended', () => {
    const cluster = deployed({ strategy: { type: 'Recreate' } }, { goneAfterMs: () => 10_000 });
    changeImage(cluster, 'app:v2');
    cluster.advance(9_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 0 });
    expect(cluster.list<Pod>('pods').every((pod) => pod.metadata.deletionTimestamp)).toBe(true);
    cluster.advance(5_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 0, 'app:v2': 3 });
    expect(cluster.api.count('pods')).toBe(3);
  });

  it('does not roll out while paused, but scales; resumes where it was', () => {
    const cluster = deployed();
    cluster.edit<Deployment>('deployments', key, ({ spec }) => { spec.paused = true; });
    cluster.advance(1_000);
    expect(condition(cluster, 'Progressing')).toBe('Unknown DeploymentPaused: Deployment is paused');
    changeImage(cluster, 'app:v2');
    cluster.edit<Deployment>('deployments', key, ({ spec }) => { spec.replicas = 5; });
    cluster.advance(5_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 5 });
    cluster.edit<Deployment>('deployments', key, ({ spec }) => { spec.paused = false; });
    cluster.advance(20_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 0, 'app:v2': 5 });
  });

  it('scales in proportion in the middle of a rollout', () => {
    const cluster = deployed({ replicas: 10, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } }, {
      readyAfterMs: (pod) => (pod.spec.containers[0]?.image === 'bad:v2' ? null : 600),
    });
    changeImage(cluster, 'bad:v2');
    cluster.advance(5_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 8, 'bad:v2': 5 });
    cluster.edit<Deployment>('deployments', key, ({ spec }) => { spec.replicas = 15; });
    cluster.advance(5_000);
    expect(sizes(cluster)).toEqual({ 'app:v1': 11, 'bad:v2': 7 });
  });

  it('keeps revisionHistoryLimit old ReplicaSets, and rolls back to one under a new revision', () => {
    const cluster = deployed({ replicas: 1, revisionHistoryLimit: 2 });
    for (const image of ['app:v2', 'app:v3', 'app:v4']) {
      changeImage(cluster, image);
      cluster.advance(10_000);
    }
    expect(sizes(cluster)).toEqual({ 'app:v2': 0, 'app:v3': 0, 'app:v4': 1 });
    changeImage(cluster, 'app:v2');
    cluster.advance(10_000);
    expect(sizes(cluster)).toEqual({ 'app:v2': 1, 'app:v3': 0, 'app:v4': 0 });
    const rolledBack = cluster.list<ReplicaSet>('replicasets').find(({ spec }) => spec.replicas === 1);
    expect(rolledBack?.metadata.annotations).toMatchObject(
      { 'deployment.kubernetes.io/revision': '5', 'deployment.kubernetes.io/revision-history': '2' },
    );
    expect(deploymentOf(cluster).metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('5');
  });

  it('copies its annotations to the ReplicaSet', () => {
    const cluster = deployed();
    cluster.edit<Deployment>('deployments', key, ({ metadata }) => { metadata.annotations = { ...metadata.annotations, note: 'x' }; });
    cluster.advance(100);
    expect(cluster.list<ReplicaSet>('replicasets')[0]?.metadata.annotations).toMatchObject(
      { note: 'x', 'deployment.kubernetes.io/revision': '1' },
    );
  });

  it('counts a pod as available only after minReadySeconds', () => {
    const cluster = deployed({ replicas: 2, minReadySeconds: 30 });
    expect(deploymentOf(cluster).status).toMatchObject({ readyReplicas: 2, unavailableReplicas: 2 });
    expect(deploymentOf(cluster).status?.availableReplicas).toBeUndefined();
    cluster.advance(30_000);
    expect(deploymentOf(cluster).status).toMatchObject({ availableReplicas: 2 });
  });

  it('adopts a ReplicaSet with its template, and tries another hash when the name is taken', () => {
    const cluster = start();
    const mine = makeReplicaSet('mine', { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: podTemplate('web') });
    cluster.create({ ...mine, metadata: { ...mine.metadata, labels: { app: 'web' } } });
    cluster.create(makeDeployment('web', { replicas: 2 }));
    cluster.advance(5_000);
    const owners = cluster.list<ReplicaSet>('replicasets').map(({ metadata }) => [metadata.name, metadata.ownerReferences?.[0]?.name]);
    expect(owners).toEqual([['mine', 'web']]);

    const other = deployed({ replicas: 1 });
    const taken = other.list<ReplicaSet>('replicasets')[0] as ReplicaSet;
    const second = start();
    second.create(
      makeReplicaSet(taken.metadata.name, { selector: { matchLabels: { app: 'other' } }, template: podTemplate('other'), replicas: 0 }),
    );
    second.create(makeDeployment('web', { replicas: 1 }));
    second.advance(5_000);
    expect(deploymentOf(second).status?.collisionCount).toBe(1);
    expect(second.list<ReplicaSet>('replicasets')).toHaveLength(2);
    expect(deploymentOf(second).status?.availableReplicas).toBe(1);
  });

  it('reports a ReplicaSet that cannot create its pods', () => {
    const cluster = deployed({
      replicas: 2, template: { metadata: { labels: { app: 'web' } }, spec: { ...podTemplate('web').spec, priorityClassName: 'missing' } },
    });
    expect(condition(cluster, 'ReplicaFailure')).toMatch(/^True FailedCreate: .*no PriorityClass with name missing was found/);
  });

  it('writes nothing when looked at again', () => {
    const cluster = deployed({}, { readyAfterMs: never });
    const before = cluster.simulation.store.revision;
    cluster.simulation.processes.setHosts(['nowhere']);
    cluster.simulation.processes.setHosts([]);
    cluster.advance(100);
    expect(cluster.simulation.store.revision).toBe(before);
    expect(cluster.list<Pod>('pods').map(objectKey)).toHaveLength(3);
  });
});
