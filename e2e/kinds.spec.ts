import { expect, test } from './shared-app.ts';
import { expectAccessible } from './axe.ts';
import type { ObjectRef } from '../shared/kubernetes/registry.ts';
import { everyKindYaml } from '../shared/topology/testing/every-kind.ts';

const ref = (apiVersion: string, kind: string, name: string, namespace: string | undefined = 'default'): ObjectRef => ({ apiVersion, kind, name, ...(namespace === '' ? {} : { namespace }) });

/** Kinds with their object in `every-kind.ts` and what their overview has to say. */
const overviews: readonly [ObjectRef, RegExp][] = [
  [ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web'), /scaleTargetRef/],
  [ref('policy/v1', 'PodDisruptionBudget', 'web'), /must stay/],
  [ref('batch/v1', 'Job', 'sums'), /Completions/],
  [ref('batch/v1', 'CronJob', 'nightly'), /Every day at 03:30/],
  [ref('apps/v1', 'StatefulSet', 'db'), /Ordinals/],
  [ref('apps/v1', 'DaemonSet', 'agent'), /desiredNumberScheduled/],
  [ref('v1', 'PersistentVolumeClaim', 'data-db-0'), /storageClassName/],
  [ref('v1', 'Service', 'web'), /clusterIP/],
  [ref('networking.k8s.io/v1', 'Ingress', 'shop'), /pathType/],
  [ref('networking.k8s.io/v1', 'NetworkPolicy', 'web'), /Takes traffic from pods with app=gate on TCP 80/],
  [ref('v1', 'ResourceQuota', 'all'), /requests\.cpu/],
  [ref('v1', 'LimitRange', 'sizes'), /defaultRequest/],
  [ref('v1', 'ConfigMap', 'settings'), /teal/],
  [ref('scheduling.k8s.io/v1', 'PriorityClass', 'high', ''), /globalDefault/],
  [ref('storage.k8s.io/v1', 'StorageClass', 'fast', ''), /provisioner/],
];

test('every kind has an overview of its own, with its relations', async ({ editor }) => {
  test.setTimeout(180_000);
  const { page, inspector } = editor;
  await editor.addMachines(2);
  await editor.addYaml(everyKindYaml);
  await page.evaluate(() => undefined);
  await editor.api.ask('clock.play', { speed: 100 });
  await expect.poll(async () => (await editor.api.live('Deployment', 'web'))?.status?.readyReplicas, { timeout: 60_000 }).toBe(3);
  await editor.api.ask('clock.pause');
  for (const [target, said] of overviews) {
    await editor.select(target);
    await expect(inspector.getByRole('heading', { name: target.name, exact: true })).toBeVisible();
    await expect(inspector, `${target.kind} ${target.name}`).toContainText(said);
    await editor.screenshot(`kind-${target.kind}`);
  }
  await expectAccessible(page, 'overview of a kind');
});

test('what a form writes is what the API gets, and its refusals stand at the field', async ({ editor }) => {
  test.setTimeout(120_000);
  const { inspector, api } = editor;
  await editor.addYaml(everyKindYaml);

  await editor.select(ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web'));
  await inspector.getByLabel('maxReplicas', { exact: true }).fill('9');
  await inspector.getByLabel('maxReplicas', { exact: true }).press('Enter');
  const live = async (target: ObjectRef): Promise<Record<string, unknown> | undefined> => {
    const answer = await api.tryTo('object.get', { ref: target });
    return answer.ok ? (answer.value.live as unknown as Record<string, unknown>) : undefined;
  };
  await expect.poll(() => live(ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web'))).toMatchObject({ spec: { maxReplicas: 9 } });

  // A refused value stays in the form with the API's words beside it, and is written once it is mended.
  await inspector.getByLabel('minReplicas', { exact: true }).fill('12');
  await inspector.getByLabel('minReplicas', { exact: true }).press('Enter');
  await expect(inspector.getByRole('alert').first()).toContainText(/greater than or equal|minReplicas/);
  await expect(inspector.getByText('The API refused these values')).toBeVisible();
  expect(await live(ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web'))).toMatchObject({ spec: { minReplicas: 1 } });
  await inspector.getByLabel('minReplicas', { exact: true }).fill('2');
  await inspector.getByLabel('minReplicas', { exact: true }).press('Enter');
  await expect.poll(() => live(ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web'))).toMatchObject({ spec: { minReplicas: 2, maxReplicas: 9 } });
  await expect(inspector.getByText('The API refused these values')).toHaveCount(0);

  await editor.select(ref('policy/v1', 'PodDisruptionBudget', 'web'));
  await inspector.getByLabel('minAvailable', { exact: true }).fill('50%');
  await inspector.getByLabel('minAvailable', { exact: true }).press('Enter');
  await expect.poll(() => live(ref('policy/v1', 'PodDisruptionBudget', 'web'))).toMatchObject({ spec: { minAvailable: '50%' } });

  await editor.select(ref('batch/v1', 'CronJob', 'nightly'));
  await inspector.getByLabel('schedule', { exact: true }).fill('*/5 * * * *');
  await inspector.getByLabel('schedule', { exact: true }).press('Enter');
  await expect(inspector).toContainText('Every 5 minutes');
  await inspector.getByLabel('suspend', { exact: true }).selectOption('true');
  await expect.poll(() => live(ref('batch/v1', 'CronJob', 'nightly'))).toMatchObject({ spec: { schedule: '*/5 * * * *', suspend: true } });

  await editor.select(ref('v1', 'Service', 'web'));
  await inspector.getByRole('button', { name: 'Add to ports' }).click();
  await inspector.getByRole('group', { name: 'ports' }).getByRole('button', { name: /^2/ }).click();
  const second = inspector.getByRole('group', { name: '2', exact: true });
  await second.getByLabel('port', { exact: true }).fill('8443');
  await second.getByLabel('port', { exact: true }).press('Enter');
  await second.getByLabel('name', { exact: true }).fill('tls');
  await second.getByLabel('name', { exact: true }).press('Enter');
  const first = inspector.getByRole('group', { name: 'ports' });
  await first.getByRole('button', { name: /^1/ }).click();
  await inspector.getByRole('group', { name: '1', exact: true }).getByLabel('name', { exact: true }).fill('http');
  await inspector.getByRole('group', { name: '1', exact: true }).getByLabel('name', { exact: true }).press('Enter');
  await expect.poll(() => live(ref('v1', 'Service', 'web'))).toMatchObject({ spec: { ports: [{ name: 'http', port: 80 }, { name: 'tls', port: 8443 }] } });

  await editor.select(ref('v1', 'ResourceQuota', 'all'));
  await inspector.getByRole('group', { name: 'hard' }).getByLabel('Value of pods').fill('20');
  await inspector.getByRole('group', { name: 'hard' }).getByLabel('Value of pods').press('Enter');
  await expect.poll(() => live(ref('v1', 'ResourceQuota', 'all'))).toMatchObject({ spec: { hard: { pods: '20' } } });
});

test('how an image behaves is written into the design from the overview of the cluster', async ({ editor }) => {
  const { page, inspector, canvas, api } = editor;
  await editor.addYaml('{ apiVersion: v1, kind: Pod, metadata: { name: one }, spec: { containers: [{ name: nginx, image: "nginx:1.29" }] } }');
  await canvas.root.focus();
  await page.keyboard.press('Escape');
  await inspector.getByRole('button', { name: 'nginx:1.29' }).click();
  await inspector.getByLabel('Memory use', { exact: true }).fill('300Mi');
  await inspector.getByLabel('Memory use', { exact: true }).press('Enter');
  await expect.poll(async () => (await api.documents('Cluster'))[0]?.spec.images).toEqual([{ image: 'nginx:1.29', memory: '300Mi' }]);
  await editor.screenshot('image-behaviour');
});
