import type { Locator } from '@playwright/test';
import { restingView, steadyCentre } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** Relations between objects: what the palette writes about what it is dropped on, what an edge writes, and that the canvas and the outline show it. */

const edge = ({ canvas }: EditorPage, relation: string, from: string): Locator => canvas.root.locator(`[data-kind="RelationEdge"][data-relation="${relation}"][data-from="${from}"]`);

async function spec(editor: EditorPage, kind: string, name: string): Promise<Record<string, unknown>> {
  return (await editor.api.documents(kind, name))[0]?.spec ?? {};
}

/** Drags from the port that a hovered card shows at its right edge. */
async function dragFromPort(editor: EditorPage, card: Locator, to: Locator, look?: () => Promise<void>): Promise<void> {
  const centre = await steadyCentre(card);
  await editor.page.mouse.move(centre.x, centre.y);
  await editor.canvas.drag(await steadyCentre(card.locator('.edge-port')), to, look);
}

test('dropped on a workload, Service, autoscaler and budget are about it, and stand with it; undo takes each back', async ({ editor }) => {
  const { canvas, hint } = editor;
  await editor.addMachines(1);
  await editor.addYaml(deployment('web'));
  const web = canvas.card('Deployment', 'web');
  for (const [item, field] of [['Service', 'spec.selector'], ['HorizontalPodAutoscaler', 'spec.scaleTargetRef'], ['PodDisruptionBudget', 'spec.selector']] as const) {
    await canvas.dragFromPalette(item, web, async () => { await expect(hint).toContainText(`${item} web whose ${field} is about web`); });
    await expect(canvas.card(item, 'web')).toBeVisible();
  }
  expect(await spec(editor, 'Service', 'web')).toMatchObject({ selector: { app: 'web' }, ports: [{ port: 80 }] });
  expect(await spec(editor, 'HorizontalPodAutoscaler', 'web')).toMatchObject({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } });
  expect(await spec(editor, 'PodDisruptionBudget', 'web')).toMatchObject({ minAvailable: 1, selector: { matchLabels: { app: 'web' } } });
  await expect(edge(editor, 'selector', 'web')).toHaveAttribute('data-to', 'web');
  await expect(edge(editor, 'scale', 'web')).toHaveCount(1);
  await expect(edge(editor, 'budget', 'web')).toHaveCount(1);
  await editor.runUntilQuiet();
  await expect(canvas.card('Service', 'web')).toContainText(/ClusterIP · (\d+)\/\1 ready/);
  await editor.screenshot('relations-stack');

  for (const kind of ['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Service']) {
    await editor.undo();
    await expect(canvas.card(kind, 'web')).toHaveCount(0);
  }
  await editor.redo();
  await expect(canvas.card('Service', 'web')).toBeVisible();
});

test('what is made on empty space says honestly that it leads nowhere, and an edge mends it', async ({ editor }) => {
  const { canvas, hint, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(deployment('shop'));
  await canvas.dragFromPalette('Service', await canvas.point(0.08, 0.9), async () => { await expect(hint).toContainText('Service web that selects app=web'); });
  const service = canvas.card('Service', 'web');
  await expect(service).toHaveAttribute('data-broken', 'true');
  await expect(service).toContainText('selects nothing: app=web');
  await expect(edge(editor, 'selector', 'web')).toHaveAttribute('data-broken', 'true');

  await dragFromPort(editor, service, canvas.card('Deployment', 'shop'), async () => { await expect(hint).toContainText('Writes spec.selector of web: web → shop'); });
  await expect.poll(() => spec(editor, 'Service', 'web')).toMatchObject({ selector: { app: 'shop' } });
  await expect(service).not.toHaveAttribute('data-broken');
  await expect(edge(editor, 'selector', 'web')).toHaveAttribute('data-to', 'shop');
  await editor.undo();
  await expect(service).toHaveAttribute('data-broken', 'true');

  // By keyboard: both selected, one command.
  await service.click({ position: { x: 60, y: 10 } });
  await canvas.card('Deployment', 'shop').click({ position: { x: 60, y: 10 }, modifiers: ['Shift'] });
  await editor.command('Connect with');
  await expect.poll(() => spec(editor, 'Service', 'web')).toMatchObject({ selector: { app: 'shop' } });
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('edges that say nothing are refused in words', async ({ editor }) => {
  const { canvas, hint } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${deployment('web')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n---\napiVersion: v1\nkind: ResourceQuota\nmetadata: { name: small }\nspec: { hard: { pods: "9" } }\n`);
  await dragFromPort(editor, canvas.card('ConfigMap', 'settings'), canvas.card('ResourceQuota', 'small'), async () => {
    await expect(hint).toContainText('Nothing in a ConfigMap refers to a ResourceQuota');
  });
  // What nothing can be connected with has no port.
  await expect(canvas.card('ResourceQuota', 'small').locator('.edge-port')).toHaveCount(0);
  await dragFromPort(editor, canvas.card('ConfigMap', 'settings'), canvas.card('Deployment', 'web'), async () => {
    await expect(canvas.card('Deployment', 'web')).toHaveAttribute('data-link', 'legal');
    await expect(canvas.card('ResourceQuota', 'small')).toHaveAttribute('data-link', 'faded');
  });
  await expect.poll(async () => JSON.stringify(await spec(editor, 'Deployment', 'web'))).toContain('"configMap":{"name":"settings"}');
  await canvas.card('ConfigMap', 'settings').click({ position: { x: 60, y: 10 } });
  await expect(edge(editor, 'mount', 'web')).toHaveAttribute('data-forward', 'true');
  await expect(canvas.root.locator('.edge-label')).toContainText('volumes[0].configMap');
});

test('a StatefulSet with disks, a Job, a CronJob and a DaemonSet are complete as they are dropped', async ({ editor }) => {
  const { canvas, api } = editor;
  await editor.addMachines(2);
  const empty = async (): Promise<{ x: number; y: number }> => {
    await restingView(editor.page);
    const box = await canvas.machine('worker-2').boundingBox();
    return { x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + (box?.height ?? 0) + 60 };
  };
  await canvas.dragFromPalette('StorageClass', await empty());
  await expect(canvas.card('StorageClass', 'standard')).toContainText('default');
  for (const item of ['StatefulSet', 'Job', 'DaemonSet', 'CronJob']) {
    await canvas.dragFromPalette(item, await empty());
    await expect(canvas.root.locator(`.card[data-kind="${item}"]`)).toHaveCount(1);
  }
  await expect(canvas.card('CronJob', 'nightly')).toHaveAttribute('data-family', 'ready');
  // The CronJob goes on for ever: until the others are done.
  await editor.page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: /^1000\s*times/ }).click();
  await expect(canvas.card('Job', 'task')).toHaveAttribute('data-family', 'done', { timeout: 30_000 });
  await expect(canvas.card('PersistentVolumeClaim', 'data-db-1')).toHaveAttribute('data-family', 'ready', { timeout: 30_000 });
  await expect.poll(async () => (await api.live('StatefulSet', 'db'))?.status?.readyReplicas, { timeout: 30_000 }).toBe(2);
  await expect.poll(async () => (await api.live('DaemonSet', 'logs'))?.status?.numberReady).toBe(2);
  await editor.page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: 'Pause' }).click();
  await editor.screenshot('relations-workloads');
});

test('in the frame of a namespace things are written into it, and it folds', async ({ editor }) => {
  const { canvas, hint, page } = editor;
  await editor.addMachines(1);
  await canvas.dragFromPalette('Namespace', await canvas.point(0.08, 0.9));
  await editor.addYaml('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: team }\n');
  const frame = canvas.thing('Namespace', 'team');
  await expect(frame).toBeVisible();
  await restingView(page);
  const box = await frame.boundingBox();
  if (!box) throw new Error('The frame is not shown.');
  await canvas.dragFromPalette('ResourceQuota', { x: box.x + box.width / 2, y: box.y + box.height - 3 }, async () => { await expect(hint).toContainText('all pods of namespace team'); });
  await expect(canvas.card('ResourceQuota', 'quota')).toHaveAttribute('data-namespace', 'team');
  await expect(canvas.card('ResourceQuota', 'quota')).toContainText('/');
  const header = await steadyCentre(canvas.root.locator('.frame-name[data-name="team"]'));
  await page.mouse.click(header.x, header.y);
  await expect(frame).toHaveAttribute('data-selected', 'true');
  await editor.command('Fold or unfold namespace team');
  await expect(canvas.card('ConfigMap', 'settings')).toHaveCount(0);
  await expect(canvas.root.locator('.folded-row')).toHaveCount(2);
  await page.mouse.dblclick(header.x, header.y);
  await expect(canvas.card('ConfigMap', 'settings')).toBeVisible();
});

test('the outline lists relations and every object, the system’s too; system cards show on demand', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${deployment('web', 1)}---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n`);
  await editor.runUntilQuiet();
  await page.getByRole('tab', { name: 'Outline' }).click();
  const tree = page.getByRole('tree', { name: 'Outline of the cluster' });
  await canvas.card('Service', 'web').click({ position: { x: 60, y: 10 } });
  await tree.focus();
  await editor.press('ArrowRight', 'ArrowRight');
  await expect(tree.getByRole('treeitem', { name: /selects Deployment web/ })).toBeVisible();
  await expect(inspector).toContainText('Deployment in default');

  await editor.press('End', 'ArrowRight', 'ArrowRight');
  const slices = tree.getByRole('treeitem', { name: /^EndpointSlice/ });
  await slices.locator('.outline-fold').click();
  await tree.getByRole('treeitem', { name: /^web-\w+/ }).last().click();
  await expect(inspector).toContainText('EndpointSlice');
  await page.getByRole('tab', { name: 'Build' }).click();

  const critical = canvas.card('PriorityClass', 'system-node-critical');
  await expect(critical).toHaveCount(0);
  await editor.command('Show system objects');
  await expect(critical).toBeVisible();
  await editor.command('Show system objects');
  await expect(critical).toHaveCount(0);
});
