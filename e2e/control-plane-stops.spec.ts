import type { Fault } from '../shared/faults.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** One stop after the other, as a learner would try them: what stands still, what goes on, and that the window says so and how it is mended. */

const clock = ({ page }: EditorPage) => page.getByRole('toolbar', { name: 'Clock' });
const problems = ({ page }: EditorPage) => page.locator('.problems');
const masters = ['master-1', 'master-2', 'master-3'];

async function speed(editor: EditorPage, times: 1 | 10 | 100): Promise<void> {
  await clock(editor).getByRole('button', { name: new RegExp(`^${times}\\s*times`) }).click();
}

async function ready(editor: EditorPage): Promise<void> {
  await editor.openSample(/^Three masters/);
  await speed(editor, 100);
  await expect(editor.canvas.root.locator('[data-kind="Machine"][data-state="Ready"]')).toHaveCount(6);
  await expect(editor.canvas.card('Deployment', 'shop')).toContainText('3/3');
  await speed(editor, 10);
}

/** Stops a component on all masters with the buttons of the panel. */
async function stopEverywhere(editor: EditorPage, component: string): Promise<void> {
  await editor.command('Show the control plane');
  for (const machine of masters) {
    await editor.page.getByRole('button', { name: `Stop ${component} on ${machine}` }).click();
    await expect(editor.page.getByRole('group', { name: component }).locator(`[data-machine="${machine}"]`)).toHaveAttribute('data-family', 'bad', { timeout: 20_000 });
  }
}

async function showProblems(editor: EditorPage): Promise<void> {
  await editor.page.getByRole('banner').getByRole('button', { name: /problem/ }).click();
}

async function noProblems(editor: EditorPage): Promise<void> {
  await expect(editor.page.getByRole('banner').getByRole('button', { name: /problem/ })).toHaveCount(0, { timeout: 40_000 });
}

async function inject({ api }: EditorPage, fault: Fault): Promise<void> {
  await api.ask('fault.inject', { fault });
}

test('no kube-scheduler: new pods stay Pending, and the pod says why and what mends it', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, inspector, page } = editor;
  await ready(editor);
  await stopEverywhere(editor, 'kube-scheduler');
  await showProblems(editor);
  await expect(problems(editor)).toContainText('No kube-scheduler works: new pods stay Pending');
  await expect(problems(editor)).toContainText('Start kube-scheduler on master-1, master-2, master-3.');
  await editor.select({ kind: 'Deployment', name: 'shop' });
  await editor.command('Scale Deployment shop');
  await editor.dialog.getByRole('textbox').fill('5');
  await editor.press('Enter');
  const pending = canvas.root.locator('[data-kind="Pod"][data-state="Pending"]');
  await expect(pending).toHaveCount(2);
  await pending.first().click();
  await editor.openTab('Why?');
  await expect(inspector).toContainText('No kube-scheduler is running, so nobody places it');
  await editor.screenshot('stops-scheduler');
  await inspector.getByRole('button', { name: 'Mend: Start kube-scheduler on master-2' }).click();
  await expect(canvas.card('Deployment', 'shop')).toContainText('5/5', { timeout: 40_000 });
  await noProblems(editor);
  await expect(page.locator('.api-notice')).toHaveCount(0);
});

test('no kube-controller-manager: nothing is replaced; no cloud-controller-manager: a load balancer stays pending', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, inspector } = editor;
  await ready(editor);
  await stopEverywhere(editor, 'kube-controller-manager');
  const shop = canvas.root.locator('[data-kind="Pod"][data-name^="shop-"]');
  await shop.first().click();
  await editor.press('Delete');
  await expect(shop).toHaveCount(2);
  await speed(editor, 100);
  await editor.page.waitForTimeout(1_000);
  await expect(shop).toHaveCount(2);
  await speed(editor, 10);
  await showProblems(editor);
  await expect(problems(editor)).toContainText('No kube-controller-manager works: nothing is replaced, scaled or noticed');
  await editor.select({ kind: 'Deployment', name: 'shop' });
  await editor.openTab('Why?');
  await expect(inspector).toContainText('no kube-controller-manager runs to make more');
  await inspector.getByRole('button', { name: 'Mend: Start kube-controller-manager on master-1' }).click();
  // The answer takes room from the canvas, which draws what is in view.
  await editor.openTab('Overview');
  await editor.command('Zoom to fit');
  await expect(shop).toHaveCount(3, { timeout: 40_000 });
  await noProblems(editor);

  await stopEverywhere(editor, 'cloud-controller-manager');
  await editor.addYaml('{ apiVersion: v1, kind: Service, metadata: { name: late }, spec: { type: LoadBalancer, selector: { app: shop }, ports: [{ port: 80, targetPort: 8080 }] } }');
  await showProblems(editor);
  await expect(problems(editor)).toContainText('No cloud-controller-manager works: new load balancers stay pending');
  await editor.select({ kind: 'Service', name: 'late' });
  await editor.openTab('Why?');
  await expect(inspector).toContainText('no cloud-controller-manager works to ask the provider for a load balancer');
  await editor.screenshot('stops-cloud-controller-manager');
  await inspector.getByRole('button', { name: 'Mend: Start cloud-controller-manager on master-3' }).click();
  await expect.poll(async () => (await editor.api.live('Service', 'late'))?.status?.loadBalancer?.ingress?.length ?? 0, { timeout: 40_000 }).toBe(1);
  await noProblems(editor);
});

test('no CoreDNS: names are not found, addresses still work', async ({ editor }) => {
  test.setTimeout(120_000);
  const { api } = editor;
  await ready(editor);
  const address = (await api.live('Service', 'shop'))?.spec.clusterIP as string;
  const pod = await editor.canvas.root.locator('[data-kind="Pod"][data-name^="shop-"]').first().getAttribute('data-name') ?? '';
  const isServed = async (host: string): Promise<boolean> =>
    (await api.ask('network.trace', { origin: { kind: 'Pod', namespace: 'default', name: pod }, target: { host, port: 80 } })).outcome.served;
  expect([await isServed('shop'), await isServed(address)]).toEqual([true, true]);
  await api.ask('design.edit', { changes: [{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'coredns' }, patch: { spec: { replicas: 0 } } }], label: { key: 'commands:edit.scale', params: { name: 'coredns', replicas: 0 } } });
  await showProblems(editor);
  await expect(problems(editor)).toContainText('CoreDNS answers nobody: names are not found, addresses still work', { timeout: 20_000 });
  expect([await isServed('shop'), await isServed(address)]).toEqual([false, true]);
  await editor.screenshot('stops-coredns');
});

test('a slow disk loses the leader, and a zone that is cut off stands without the quorum', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, page } = editor;
  await ready(editor);
  await editor.command('Show the control plane');
  const leader = page.locator('.etcd-member[data-role="Leader"]');
  const first = (await leader.getAttribute('data-machine')) ?? '';
  await page.getByRole('button', { name: `Slow down the disk of ${first}` }).click();
  // The one that has lost the others takes itself for the leader until it hears of the new term.
  await expect(page.locator(`.etcd-member[data-role="Leader"]:not([data-machine="${first}"])`)).toHaveCount(1, { timeout: 20_000 });
  await expect(leader).toHaveCount(1, { timeout: 20_000 });
  await showProblems(editor);
  await expect(problems(editor)).toContainText(`The disk of etcd on ${first} takes 2 s for each write: it cannot lead`);
  await expect(problems(editor)).toContainText(`Mend the disk of ${first}.`);
  await inject(editor, { kind: 'MendMachine', machine: first, fault: 'SlowDisk' });
  await noProblems(editor);

  const zone = canvas.root.locator('.ground-zone[data-name="us-east-1b"]');
  const box = await zone.boundingBox();
  if (!box) throw new Error('the zone is not shown');
  await page.mouse.click(box.x + box.width / 2, box.y + 6, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Cut off zone us-east-1b' }).click();
  await expect(zone).toHaveAttribute('data-cut', 'true');
  const marks = page.locator('.zone-mark');
  await expect(marks).toHaveText([/quorum 2\/3/, /no quorum 1\/3/, /quorum 2\/3/], { timeout: 20_000 });
  await showProblems(editor);
  await expect(problems(editor)).toContainText('Zone us-east-1b is cut off from everything else');
  await editor.screenshot('stops-zone');
  await page.mouse.click(box.x + box.width / 2, box.y + 6, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Reconnect zone us-east-1b' }).click();
  await expect(marks).toHaveCount(0);
  await noProblems(editor);
});
