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

  // The form follows the design when it is undone and done again from elsewhere.
  const memory = inspector.getByLabel('Memory use', { exact: true });
  await inspector.getByLabel('Listens after', { exact: true }).fill('9');
  await inspector.getByLabel('Listens after', { exact: true }).press('Enter');
  await expect.poll(async () => (await api.documents('Cluster'))[0]?.spec.images).toEqual([{ image: 'nginx:1.29', memory: '300Mi', startSeconds: 9 }]);
  await editor.undo();
  await expect(inspector.getByLabel('Listens after', { exact: true })).toHaveValue('');
  await expect(memory).toHaveValue('300Mi');
  await editor.undo();
  await expect(memory).toHaveValue('');
  expect((await api.documents('Cluster'))[0]?.spec.images).toBeUndefined();
  await editor.redo();
  await expect(memory).toHaveValue('300Mi');
  expect((await api.documents('Cluster'))[0]?.spec.images).toEqual([{ image: 'nginx:1.29', memory: '300Mi' }]);

  // What a request costs, and what is called for it.
  const images = async (): Promise<unknown> => (await api.documents('Cluster'))[0]?.spec.images;
  await inspector.getByLabel('Answers after', { exact: true }).fill('2.5');
  await inspector.getByLabel('Answers after', { exact: true }).press('Enter');
  await expect.poll(images).toEqual([{ image: 'nginx:1.29', memory: '300Mi', latencyMs: 2.5 }]);
  await inspector.getByRole('button', { name: 'Add to Ports it listens on' }).click();
  await expect.poll(images).toEqual([{ image: 'nginx:1.29', memory: '300Mi', latencyMs: 2.5, listens: [8080] }]);
  await inspector.getByRole('button', { name: 'Add to Calls for each request' }).click();
  await inspector.getByLabel('Calls of db for each request').fill('0.5');
  await inspector.getByLabel('Calls of db for each request').press('Enter');
  await expect.poll(images).toEqual([{ image: 'nginx:1.29', memory: '300Mi', latencyMs: 2.5, listens: [8080], calls: [{ service: 'db', perRequest: 0.5 }] }]);
});

/** Kinds without a card: where one of theirs is found among all objects, and what its overview and its answer have to say. */
const withoutCard: readonly [kind: string, namespace: string | undefined, name: RegExp, overview: RegExp, answer: RegExp][] = [
  ['ReplicaSet', 'default', /^web-/, /Replicas/, /ready/],
  ['EndpointSlice', 'default', /^web-/, /addressType/, /3 of 3 selected pods answer/],
  ['Endpoints', 'default', /^web$/, /Endpoints/, /What led to it/],
  ['ControllerRevision', 'default', /^db-/, /revision/, /StatefulSet db/],
  ['PersistentVolume', undefined, /^pvc-/, /claimRef/, /default\/data-db-\d has it/],
  ['VolumeAttachment', undefined, /./, /ATTACHER/i, /What led to it/],
  ['Lease', 'kube-node-lease', /^worker-1$/, /worker-1/, /worker-1/],
  ['Namespace', undefined, /^default$/, /In this namespace/, /Active/],
  ['Event', 'default', /^web/, /reason|Reason/, /web/],
];

test('kinds that are only in the outline are found by name, and have an overview and an answer', async ({ editor }) => {
  test.setTimeout(180_000);
  const { page, inspector, api } = editor;
  await editor.addMachines(2);
  await editor.addYaml(everyKindYaml);
  await api.ask('clock.play', { speed: 100 });
  await expect.poll(async () => (await api.live('StatefulSet', 'db'))?.status?.readyReplicas, { timeout: 60_000 }).toBe(2);
  await api.ask('clock.pause');
  const kinds = await api.ask('objects.kinds');
  for (const [kind, namespace, name, overview, answer] of withoutCard) {
    const apiVersion = kinds.find((row) => row.kind === kind)?.apiVersion ?? '';
    const listed = await api.ask('objects.list', { apiVersion, kind, limit: 500 });
    const found = listed.find((row) => row.ref.namespace === namespace && name.test(row.ref.name));
    if (!found) throw new Error(`there is no ${kind} like ${String(name)}`);
    await editor.select(found.ref);
    await expect(inspector, `overview of ${kind}`).toContainText(overview);
    await editor.openTab('Why?');
    await expect(inspector, `answer of ${kind}`).toContainText(answer);
    await editor.openTab('Overview');
  }
  // In a hidden inspector nothing would be seen of what has no place on the canvas: it opens.
  await page.getByRole('banner').getByRole('button', { name: 'Inspector' }).click();
  await expect(inspector).toHaveCount(0);
  await editor.select({ kind: 'Lease', name: 'worker-2' });
  await expect(inspector).toContainText('Lease');
});
