import type { Locator } from '@playwright/test';
import { steadyCentre } from './canvas.ts';
import type { Anything } from './control-plane-api.ts';
import type { EditorPage } from './editor-page.ts';
import { barePod, deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** Every gesture writes an object or a field: what it says before release, what it wrote, and that undo and redo take it back and bring it again. */

const deploymentWeb = deployment('web');

/** A running cluster with this many workers and these objects. */
async function running(editor: EditorPage, workers: number, yaml = ''): Promise<void> {
  await editor.addMachines(workers);
  if (yaml !== '') await editor.addYaml(yaml);
  await editor.runUntilQuiet();
}

const pod = (editor: EditorPage, name: string): Locator => editor.canvas.thing('Pod', name);

async function nodeSelectorOf(editor: EditorPage, name: string): Promise<unknown> {
  return (await editor.api.documents('Pod', name))[0]?.spec.nodeSelector;
}

test('machines: worker, control plane and both in one write a Machine with those roles', async ({ editor }) => {
  const { canvas, api, hint } = editor;
  await canvas.dragFromPalette('worker', await canvas.point(0.5, 0.5), async () => { await expect(hint).toContainText('Machine worker-1 with role worker'); });
  await expect(canvas.machine('worker-1')).toBeVisible();
  await canvas.dragFromPalette('controlPlane', await canvas.point(0.5, 0.5), async () => { await expect(hint).toContainText('with role control-plane'); });
  await expect(canvas.thing('Machine')).toHaveCount(2);
  await canvas.dragFromPalette('singleMachine', await canvas.point(0.5, 0.5), async () => { await expect(hint).toContainText('Machine node-1 with both roles'); });
  await expect(canvas.thing('Machine')).toHaveCount(3);
  const written = await api.machines();
  expect(written).toEqual(['worker-1 worker', 'control-1 control-plane', 'node-1 control-plane+worker']);

  for (const left of [2, 1, 0]) {
    await editor.undo();
    await expect(canvas.thing('Machine')).toHaveCount(left);
  }
  for (const present of [1, 2, 3]) {
    await editor.redo();
    await expect(canvas.thing('Machine')).toHaveCount(present);
  }
  expect(await api.machines()).toEqual(written);

  await editor.runUntilQuiet();
  await expect(canvas.thing('Machine').and(editor.page.locator('[data-state="Ready"]'))).toHaveCount(3);
  const taints = async (name: string): Promise<string[]> => ((await api.live('Node', name))?.spec.taints ?? []).map((taint: { key: string; effect: string }) => `${taint.key}:${taint.effect}`);
  expect(await taints('control-1')).toEqual(['node-role.kubernetes.io/control-plane:NoSchedule']);
  expect(await taints('node-1')).toEqual([]);
  await expect(canvas.machine('control-1')).toContainText('kube-apiserver');
  await editor.screenshot('machines');
});

test('a container on empty space makes a bare Pod; on a machine it gets a nodeSelector, with Alt a nodeName', async ({ editor }) => {
  const { canvas, api, hint, page } = editor;
  await running(editor, 2);
  await canvas.dragFromPalette('container', await canvas.point(0.05, 0.9), async () => { await expect(hint).toContainText('Bare Pod web; the scheduler picks the machine'); });
  await expect(pod(editor, 'web')).toBeVisible();
  expect(await nodeSelectorOf(editor, 'web')).toBeUndefined();

  await canvas.dragFromPalette('container', canvas.machine('worker-2'), async () => { await expect(hint).toContainText('Pod with nodeSelector worker-2'); });
  await expect(pod(editor, 'web-2')).toBeVisible();
  expect(await nodeSelectorOf(editor, 'web-2')).toEqual({ 'kubernetes.io/hostname': 'worker-2' });

  await canvas.dragFromPalette('container', canvas.machine('worker-1'), async () => {
    await page.keyboard.down('Alt');
    await expect(hint).toContainText('Pod with nodeName worker-1');
  });
  await page.keyboard.up('Alt');
  await expect(pod(editor, 'web-3')).toBeVisible();
  expect((await api.documents('Pod', 'web-3'))[0]?.spec).toMatchObject({ nodeName: 'worker-1', containers: [{ image: 'nginx:1.27' }] });

  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-2', 'Ready').and(page.locator('[data-name="web-2"]'))).toBeVisible();
  await expect(canvas.podsOn('worker-1', 'Ready').and(page.locator('[data-name="web-3"]'))).toBeVisible();
  expect((await api.live('Pod', 'web'))?.status.phase).toBe('Running');

  await editor.undo();
  await editor.runUntilQuiet();
  await expect(pod(editor, 'web-3')).toHaveCount(0);
  await editor.redo();
  await editor.runUntilQuiet();
  await expect(pod(editor, 'web-3')).toBeVisible();
});

test('a drop that stays Pending says why before release: the taint of a control plane', async ({ editor }) => {
  const { canvas, hint, api } = editor;
  await editor.addMachines(1, 'controlPlane');
  await editor.runUntilQuiet();
  await canvas.dragFromPalette('pod', canvas.machine('control-1'), async () => {
    await expect(hint).toHaveAttribute('data-tone', 'pending');
    await expect(hint).toContainText('does not tolerate node-role.kubernetes.io/control-plane:NoSchedule');
    await expect(hint).toContainText('it stays Pending');
    await editor.screenshot('drop-stays-pending');
  });
  await editor.runUntilQuiet();
  await expect(pod(editor, 'web')).toHaveAttribute('data-state', 'Pending');
  const condition = (await api.live('Pod', 'web'))?.status.conditions.find((entry: { type: string }) => entry.type === 'PodScheduled');
  expect(condition).toMatchObject({ status: 'False', reason: 'Unschedulable' });
});

test('a container on a running bare pod replaces the pod: another name and UID, the old one terminates', async ({ editor }) => {
  const { canvas, api, hint } = editor;
  await running(editor, 1, barePod('shop'));
  const before = await api.live('Pod', 'shop');
  await canvas.dragFromPalette('container', pod(editor, 'shop'), async () => { await expect(hint).toContainText('shop is replaced by one with this container, new UID and IP'); });
  await expect(pod(editor, 'shop-2')).toBeVisible();
  await expect(pod(editor, 'shop')).toHaveAttribute('data-state', 'Terminating');
  await editor.screenshot('pod-replaced');
  await editor.runUntilQuiet();
  await expect(pod(editor, 'shop')).toHaveCount(0);
  const after = await api.live('Pod', 'shop-2');
  expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
  expect(after?.status.podIP).not.toBe(before?.status.podIP);
  expect(after?.spec.containers.map((container: { name: string }) => container.name)).toEqual(['nginx', 'nginx-2']);
  expect(await api.documents('Pod')).toHaveLength(1);
});

test('a container on a Deployment joins the template and rolls out', async ({ editor }) => {
  const { canvas, api, hint } = editor;
  await running(editor, 2, deploymentWeb);
  await canvas.dragFromPalette('container', canvas.card('Deployment', 'web'), async () => { await expect(hint).toContainText('Container in the template of web'); });
  await expect(canvas.card('Deployment', 'web').locator('[data-kind="Container"]')).toHaveCount(2);
  await editor.runUntilQuiet();
  const deployment = await api.live('Deployment', 'web');
  expect(deployment?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
  expect(deployment?.status).toMatchObject({ replicas: 2, updatedReplicas: 2, readyReplicas: 2 });
  await expect(canvas.thing('Pod')).toHaveCount(2);
  for (const one of await canvas.thing('Pod').all()) await expect(one.locator('[data-kind="Container"]')).toHaveCount(2);

  await editor.undo();
  await editor.runUntilQuiet();
  expect((await api.live('Deployment', 'web'))?.spec.template.spec.containers).toHaveLength(1);
  expect((await api.live('Deployment', 'web'))?.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
});

test('a bare pod dragged to another machine is deleted and made again there', async ({ editor }) => {
  const { canvas, api, hint, page } = editor;
  await running(editor, 2, barePod('shop', 'worker-1'));
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(1);
  await canvas.drag(pod(editor, 'shop'), canvas.machine('worker-2'), async () => { await expect(hint).toContainText('shop is replaced by a Pod with nodeSelector worker-2'); });
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-2', 'Ready')).toHaveCount(1);
  await expect(canvas.podsOn('worker-1')).toHaveCount(0);
  expect(await nodeSelectorOf(editor, 'shop-2')).toEqual({ 'kubernetes.io/hostname': 'worker-2' });

  await canvas.drag(pod(editor, 'shop-2'), canvas.machine('worker-1'), async () => {
    await page.keyboard.down('Alt');
    await expect(hint).toContainText('with nodeName worker-1');
  });
  await page.keyboard.up('Alt');
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(1);
  expect((await api.documents('Pod'))[0]?.spec).toMatchObject({ nodeName: 'worker-1' });
});

test("a controller's pod dragged away is evicted, and its workload can be pinned or the old node cordoned", async ({ editor }) => {
  const { canvas, api, hint, page } = editor;
  await running(editor, 2, deploymentWeb);
  const first = canvas.podsOn('worker-1').first();
  const name = await first.getAttribute('data-name') ?? '';
  await canvas.drag(first, canvas.machine('worker-2'), async () => { await expect(hint).toContainText('web owns this pod: evict it'); });
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem')).toHaveText([/^Evict/, /^Pin web to worker-2/, /^Cordon worker-1 and evict/]);
  await editor.screenshot('evict-offers');
  await menu.getByRole('menuitem', { name: /^Evict/ }).click();
  await editor.runUntilQuiet();
  await expect(pod(editor, name)).toHaveCount(0);
  await expect(canvas.thing('Pod').and(page.locator('[data-state="Ready"]'))).toHaveCount(2);

  const from = await canvas.podsOn('worker-1').count() > 0 ? 'worker-1' : 'worker-2';
  const to = from === 'worker-1' ? 'worker-2' : 'worker-1';
  await canvas.drag(canvas.podsOn(from).first(), canvas.machine(to));
  await menu.getByRole('menuitem', { name: `Pin web to ${to}` }).click();
  await editor.runUntilQuiet();
  await expect(canvas.podsOn(to, 'Ready')).toHaveCount(2);
  expect((await api.documents('Deployment', 'web'))[0]?.spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms)
    .toEqual([{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [to] }] }]);

  await canvas.drag(canvas.podsOn(to).first(), canvas.machine(from));
  await menu.getByRole('menuitem', { name: `Cordon ${to} and evict` }).click();
  await expect.poll(async () => (await api.live('Node', to))?.spec.unschedulable).toBe(true);
  await expect(canvas.machine(to)).toHaveAttribute('data-state', 'Cordoned');
});

test('volumes: written with their mounts into pods and templates, ConfigMaps and Secrets as objects too', async ({ editor }) => {
  const { canvas, api, hint } = editor;
  await running(editor, 1, `${deploymentWeb}---${barePod('shop')}`);
  const card = canvas.card('Deployment', 'web');
  const template = async (): Promise<Anything> => (await api.documents('Deployment', 'web'))[0]?.spec.template.spec;
  await canvas.dragFromPalette('emptyDir', card, async () => { await expect(hint).toContainText('emptyDir volume'); });
  await expect(card.locator('[data-kind="Volume"]')).toHaveCount(1);
  await canvas.dragFromPalette('configMap', card);
  await expect(card.locator('[data-kind="Volume"]')).toHaveCount(2);
  expect((await template()).volumes).toEqual([{ name: 'data', emptyDir: {} }, { name: 'config', configMap: { name: 'web-config' } }]);
  expect((await template()).containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }, { name: 'config', mountPath: '/etc/config', readOnly: true }]);
  await expect(canvas.card('ConfigMap', 'web-config')).toBeVisible();

  await canvas.dragFromPalette('secret', pod(editor, 'shop'), async () => { await expect(hint).toContainText('the pod is replaced'); });
  await expect(pod(editor, 'shop-2')).toBeVisible();
  await editor.runUntilQuiet();
  await canvas.dragFromPalette('hostPath', pod(editor, 'shop-2'));
  await expect(pod(editor, 'shop-3')).toBeVisible();
  await editor.runUntilQuiet();
  expect((await api.live('Pod', 'shop-3'))?.spec.volumes.slice(0, 2)).toMatchObject([
    { name: 'credentials', secret: { secretName: 'shop-credentials' } }, { name: 'host', hostPath: { path: '/var/lib/data' } },
  ]);
  expect((await api.live('Pod', 'shop-3'))?.status.phase).toBe('Running');
  expect((await api.documents('Secret'))[0]?.metadata.name).toBe('shop-credentials');

  await canvas.dragFromPalette('configMap', await canvas.point(0.05, 0.95), async () => { await expect(hint).toContainText('ConfigMap in namespace default'); });
  await expect(canvas.card('ConfigMap', 'config')).toBeVisible();
  await editor.screenshot('volumes');
});

test('the replicas handle: one drag of the mouse is one undo step; keys write too', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await running(editor, 2, deploymentWeb);
  const handle = canvas.card('Deployment', 'web').getByRole('slider');
  const track = await canvas.card('Deployment', 'web').locator('.replicas-track').boundingBox();
  if (!track) throw new Error('no track');
  const end = Number(await handle.getAttribute('aria-valuemax'));
  await canvas.drag(handle, { x: track.x + track.width * (6 / end), y: track.y + track.height / 2 });
  await expect(handle).toHaveAttribute('aria-valuenow', '6');
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod').and(page.locator('[data-state="Ready"]'))).toHaveCount(6);
  expect((await api.live('Deployment', 'web'))?.spec.replicas).toBe(6);

  await editor.undo();
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.spec.replicas).toBe(2);
  await editor.redo();
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.spec.replicas).toBe(6);

  await handle.focus();
  await editor.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  await expect(handle).toHaveAttribute('aria-valuenow', '3');
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod')).toHaveCount(3);
  await handle.press('Home');
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod')).toHaveCount(0);
  expect((await api.documents('Deployment', 'web'))[0]?.spec.replicas).toBe(0);
});

test('machines and cards move by layout alone, and snap to their neighbours', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await running(editor, 2, deploymentWeb);
  const versions = async (): Promise<unknown[]> => [(await api.live('Node', 'worker-2'))?.metadata.uid, (await api.live('Deployment', 'web'))?.metadata.resourceVersion];
  const before = await versions();
  const start = await steadyCentre(canvas.machine('worker-2'));
  const box = await canvas.machine('worker-2').boundingBox();
  if (!box) throw new Error('worker-2 is not shown');
  const grip = { x: start.x, y: box.y + 14 };
  await canvas.drag(grip, { x: grip.x + 63, y: grip.y + 4 }, async () => {
    await expect(page.locator('.guides')).toBeVisible();
    await expect(editor.hint).toContainText('nothing is written to the API');
    await editor.screenshot('snapping');
  });
  await expect.poll(async () => (await canvas.machine('worker-2').boundingBox())?.x).not.toBe(box.x);
  // The view glides when the cluster has grown: both places are taken once it stands still.
  await steadyCentre(canvas.machine('worker-2'));
  const moved = await canvas.machine('worker-2').boundingBox();
  const other = await canvas.machine('worker-1').boundingBox();
  // Half a pixel of the screen is the canvas' own rounding.
  expect(moved?.y, 'four pixels off is caught by the upper edge of the neighbour').toBeCloseTo(other?.y ?? NaN, 0);
  expect(await versions()).toEqual(before);
  const [cluster] = await api.documents('Cluster');
  expect(Object.keys(cluster?.spec.layout)).toEqual(['clusterwright.dev/v1/Machine//worker-2']);
  await editor.undo();
  await expect.poll(async () => (await api.documents('Cluster'))[0]?.spec.layout).toBeUndefined();
});

test('deleting: by key, from the context menu, and back by undo', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await running(editor, 2, `${deploymentWeb}---${barePod('shop')}`);
  await pod(editor, 'shop').click();
  await editor.press('Delete');
  await expect(pod(editor, 'shop')).toHaveAttribute('data-state', 'Terminating');
  await editor.runUntilQuiet();
  await expect(pod(editor, 'shop')).toHaveCount(0);
  await editor.undo();
  await editor.runUntilQuiet();
  await expect(pod(editor, 'shop')).toHaveAttribute('data-state', 'Ready');

  const card = canvas.card('Deployment', 'web');
  await editor.openMenu(card, { x: 60, y: 14 });
  await editor.screenshot('context-menu');
  await page.getByRole('menuitem', { name: /^Delete/ }).click();
  await expect(card).toHaveCount(0);
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod')).toHaveCount(1);
  expect(await api.live('ReplicaSet', 'web')).toBeUndefined();
  await editor.undo();
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod')).toHaveCount(3);

  await canvas.machine('worker-2').click({ position: { x: 60, y: 12 } });
  await editor.press('Delete');
  await editor.runUntilQuiet();
  await expect(canvas.machine('worker-2')).toHaveCount(0);
  expect(await api.live('Node', 'worker-2')).toBeUndefined();
});

test('a drop that cannot be honoured says why, and writes nothing', async ({ editor }) => {
  const { canvas, api, hint, page } = editor;
  await running(editor, 1, deploymentWeb);
  const before = await api.text();
  const refused = async (item: string, target: Locator | { x: number; y: number }, words: string): Promise<void> => {
    await canvas.dragFromPalette(item, target, async () => {
      await expect(hint).toContainText(words);
      await expect(hint).toHaveAttribute('data-tone', 'refused');
    });
  };
  await refused('container', canvas.podsOn('worker-1').first(), 'This pod belongs to web: drop it on the card of web');
  await refused('emptyDir', canvas.machine('worker-1').locator('.machine-detail'), 'A volume lives in a pod');
  await refused('worker', page.locator('.editor-inspector'), 'Drop it on the canvas');
  await canvas.drag(canvas.podsOn('worker-1').first(), await canvas.point(0.05, 0.95), async () => { await expect(hint).toContainText('A pod runs on a machine'); });
  await canvas.drag(canvas.podsOn('worker-1').first(), canvas.machine('worker-1').locator('.machine-detail'), async () => {
    await expect(hint).toContainText('It runs on worker-1 already');
    await editor.screenshot('drop-refused');
  });
  // Escape takes back a drag that would be honoured.
  await canvas.dragFromPalette('worker', await canvas.point(0.5, 0.5), async () => {
    await expect(hint).toHaveAttribute('data-tone', 'ok');
    await editor.press('Escape');
  });
  await expect(hint).toHaveCount(0);
  expect(await api.text()).toBe(before);
});

test('a gesture offers the YAML that it wrote', async ({ editor }) => {
  const { canvas, dialog, toasts } = editor;
  await canvas.dragFromPalette('deployment', await canvas.point(0.1, 0.9));
  await toasts.filter({ hasText: 'Deployment web created' }).getByRole('button', { name: 'Show the YAML' }).click();
  await expect(dialog).toContainText('What this wrote');
  await expect(dialog.locator('pre')).toContainText('replicas: 2');
  await editor.screenshot('written-yaml');
});
