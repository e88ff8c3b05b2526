import { expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import { applyMergePatch } from '../../../shared/merge-patch.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { makeDeployment } from '../testing/builders.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import { deploymentController } from '../controllers/deployment/index.ts';
import { controllerComponent } from '../controllers/worker.ts';
import { rolloutUndo } from './rollout-undo.ts';

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };

/** A Deployment whose image went v1, v2, v3, each with its change-cause; the second one had a volume. */
function rolledTwice(): TestCluster {
  const cluster = new TestCluster([controllerComponent(deploymentController)]);
  cluster.create(makeDeployment('web'));
  cluster.advance(100);
  for (const image of ['app:v2', 'app:v3']) {
    cluster.edit<Deployment>('deployments', 'default/web', ({ metadata, spec }) => {
      metadata.annotations = { ...metadata.annotations, 'kubernetes.io/change-cause': image };
      spec.template.spec = { ...spec.template.spec, containers: [{ name: 'c', image }], volumes: image === 'app:v2' ? [{ name: 'v', emptyDir: {} }] : [] };
    });
    cluster.advance(100);
  }
  return cluster;
}

it.each([
  { toRevision: undefined, image: 'app:v2', cause: 'app:v2' },
  { toRevision: 2, image: 'app:v2', cause: 'app:v2' },
  { toRevision: 1, image: 'app:v1', cause: undefined },
])('to revision $toRevision writes $image, and the Deployment uses that ReplicaSet again', ({ toRevision, image, cause }) => {
  const cluster = rolledTwice();
  const undo = rolloutUndo(cluster.api, ref, toRevision);
  if (!undo.ok || undo.value.op !== 'patch') throw new Error('it can be undone');
  const before = cluster.get<Deployment>('deployments', 'default/web');
  cluster.user.update(applyMergePatch(before as unknown as JsonObject, undo.value.patch as JsonObject) as unknown as Deployment);
  cluster.advance(100);
  const { spec, metadata } = cluster.get<Deployment>('deployments', 'default/web');
  expect(spec.template.spec.containers[0]?.image).toBe(image);
  expect(metadata.annotations).toMatchObject({ 'deployment.kubernetes.io/revision': '4' });
  expect(metadata.annotations?.['kubernetes.io/change-cause']).toBe(cause);
  expect(spec.template.metadata?.labels).toEqual({ app: 'web' });
  expect(cluster.list<ReplicaSet>('replicasets')).toHaveLength(3);
});

it.each([
  { change: () => {}, toRevision: 7, error: 'unable to find specified revision 7 in history' },
  { change: () => {}, toRevision: 3, error: 'skipped rollback (current template already matches revision 3)' },
  {
    change: (spec: Deployment['spec']) => { spec.paused = true; }, toRevision: undefined,
    error: `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/web' and try again`,
  },
])('says why not: $error', ({ change, toRevision, error }) => {
  const cluster = rolledTwice();
  cluster.edit<Deployment>('deployments', 'default/web', ({ spec }) => change(spec));
  expect(rolloutUndo(cluster.api, ref, toRevision)).toEqual({ ok: false, error });
});

it('has nothing to go back to after the first rollout', () => {
  const cluster = new TestCluster([controllerComponent(deploymentController)]);
  cluster.create(makeDeployment('web'));
  cluster.advance(100);
  expect(rolloutUndo(cluster.api, ref)).toEqual({ ok: false, error: 'no rollout history found for deployment "web"' });
  expect(rolloutUndo(cluster.api, { ...ref, name: 'other' })).toEqual({ ok: false, error: 'deployments "other" not found' });
});
