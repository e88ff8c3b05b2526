import { simulatedSeconds } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** A control plane on machines: what goes on while machines of it fall, what does not, and that the window says why. */

const clock = ({ page }: EditorPage) => page.getByRole('toolbar', { name: 'Clock' });
const notice = ({ page }: EditorPage) => page.locator('.api-notice');
const panel = ({ page }: EditorPage) => page.getByRole('region', { name: 'Control plane' });

async function select(editor: EditorPage, name: string): Promise<void> {
  await editor.select({ kind: 'Machine', name });
}

async function replicas({ api }: EditorPage): Promise<unknown> {
  return (await api.live('Deployment', 'shop'))?.spec?.['replicas'];
}

/** Requests per second that the source sends, and that are served, as its traffic row has them. */
async function traffic(editor: EditorPage): Promise<{ rps: number; served: number }> {
  const { inspector } = editor;
  await editor.select({ kind: 'TrafficSource', name: 'customers' });
  const fact = async (label: string): Promise<number> => Number.parseFloat((await inspector.locator('.fact').filter({ has: editor.page.getByText(label, { exact: true }) }).locator('.fact-value').textContent()) ?? '');
  return { rps: await fact('Requests'), served: await fact('Served') };
}

async function scale(editor: EditorPage, to: number): Promise<void> {
  await editor.select({ kind: 'Deployment', name: 'shop' });
  await editor.command('Scale Deployment shop');
  await editor.dialog.getByRole('textbox').fill(String(to));
  await editor.press('Enter');
}

test('three masters: with one gone all goes on; with two nothing is written, traffic goes on, and the window says why; back again it is written', async ({ editor }) => {
  test.setTimeout(180_000);
  const { page, canvas, inspector } = editor;
  await editor.openSample(/^Three masters/);
  await clock(editor).getByRole('button', { name: /^100\s*times/ }).click();
  await expect(canvas.root.locator('[data-kind="Machine"][data-state="Ready"]')).toHaveCount(6);
  await expect(canvas.card('Deployment', 'shop')).toContainText('3/3');
  await clock(editor).getByRole('button', { name: /^10\s*times/ }).click();
  await expect(notice(editor)).toHaveCount(0);

  const before = await traffic(editor);
  expect(before).toEqual({ rps: 60, served: 60 });

  // One falls: another leads, and what is written is done.
  await select(editor, 'master-1');
  await editor.command('Pull the plug');
  await editor.command('Show the control plane');
  await expect(panel(editor)).toContainText('2 of 3 etcd members, 2 needed');
  await expect(page.locator('.etcd-member[data-machine="master-1"]')).toHaveAttribute('data-role', 'Down');
  await expect(page.locator('.etcd-member[data-role="Leader"]')).toHaveCount(1);
  await editor.screenshot('control-plane-one-gone');
  await scale(editor, 4);
  await expect.poll(() => replicas(editor)).toBe(4);
  await expect(canvas.card('Deployment', 'shop')).toContainText('4/4');

  // Another falls: there is no quorum.
  await select(editor, 'master-2');
  await editor.command('Pull the plug');
  await expect(notice(editor)).toContainText('The API does not answer: etcd has no quorum: 1 of 3 members within reach, and 2 must agree on every write');
  await expect(notice(editor)).toContainText('Bring back etcd on master-1, master-2: plug the machine in, or start etcd. One of them is enough.');
  await scale(editor, 5);
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('nothing was written');
  await expect(refusal).toContainText('etcdserver: request timed out');
  await expect(refusal).toContainText('Bring back etcd on master-1, master-2: plug the machine in, or start etcd. One of them is enough.');
  expect(await replicas(editor)).toBe(4);
  await refusal.getByRole('button', { name: 'Show the control plane' }).click();
  await expect(panel(editor)).toContainText('etcd has no quorum');
  await editor.screenshot('control-plane-no-quorum');
  await page.getByRole('banner').getByRole('button', { name: /problem/ }).click();
  await expect(page.getByRole('region', { name: /problems/i }).or(page.locator('.problems'))).toContainText('etcd has no quorum: 1 of 3 members within reach, and 2 must agree on every write');
  // Pods and their traffic go on: as many requests are served as before, for half a minute of simulated time.
  const from = await simulatedSeconds(page);
  while (await simulatedSeconds(page) < from + 30) expect(await traffic(editor)).toEqual(before);
  await expect(notice(editor).getByTestId('api-served')).toHaveAttribute('data-served', '60');
  await expect(notice(editor)).toContainText('60 of 60 requests per second are served');
  await expect.poll(async () => (await canvas.card('TrafficSource', 'customers').textContent()) ?? '').not.toContain('fail');
  await expect(canvas.podsOn('worker-1', 'Ready')).not.toHaveCount(0);

  // One comes back: the quorum with it, and what is written now is done.
  await select(editor, 'master-2');
  await editor.command('Plug in and start');
  await expect(notice(editor)).toHaveCount(0, { timeout: 30_000 });
  await scale(editor, 5);
  await expect.poll(() => replicas(editor)).toBe(5);
  await expect(canvas.card('Deployment', 'shop')).toContainText('5/5', { timeout: 30_000 });
  await select(editor, 'master-1');
  await editor.command('Plug in and start');
  await editor.command('Show the control plane');
  await expect(panel(editor)).toContainText('3 of 3 etcd members, 2 needed', { timeout: 30_000 });
  await expect(inspector).toContainText('caught up');
  await editor.screenshot('control-plane-back');
});

test('a link between two selected machines is cut and mended, and a component is stopped and started by the keyboard', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, canvas } = editor;
  await editor.openSample(/^Three masters/);
  await clock(editor).getByRole('button', { name: /^100\s*times/ }).click();
  await expect(canvas.root.locator('[data-kind="Machine"][data-state="Ready"]')).toHaveCount(6);
  await clock(editor).getByRole('button', { name: /^10\s*times/ }).click();
  await canvas.machine('master-1').click({ position: { x: 60, y: 12 } });
  await canvas.machine('master-3').click({ position: { x: 60, y: 12 }, modifiers: ['Shift'] });
  await editor.command('Cut the link between the two machines');
  await expect(canvas.root.locator('[data-kind="CutLink"]')).toHaveCount(1);
  await editor.command('Show the control plane');
  await expect(page.locator('.etcd-link[data-cut]')).toContainText('master-1 – master-3');
  await editor.screenshot('control-plane-link-cut');
  await panel(editor).getByRole('button', { name: 'Reconnect the link between master-1 and master-3' }).click();
  await expect(canvas.root.locator('[data-kind="CutLink"]')).toHaveCount(0);

  const scheduler = panel(editor).getByRole('group', { name: 'kube-scheduler' });
  await scheduler.getByRole('button', { name: 'Stop kube-scheduler on master-2' }).focus();
  await editor.press('Enter');
  await expect(scheduler.locator('[data-machine="master-2"]')).toContainText('stopped');
  await scheduler.getByRole('button', { name: 'Start kube-scheduler on master-2' }).focus();
  await editor.press('Enter');
  await expect(scheduler.locator('[data-machine="master-2"]')).not.toContainText('stopped');
});

test('a single machine is control plane and worker: without its power nothing answers, and it comes back', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, page } = editor;
  await editor.openSample(/^Single machine/);
  await clock(editor).getByRole('button', { name: /^100\s*times/ }).click();
  await expect(canvas.card('Deployment', 'web')).toContainText('2/2');
  await clock(editor).getByRole('button', { name: /^10\s*times/ }).click();
  await select(editor, 'machine-1');
  await editor.command('Pull the plug');
  await expect(notice(editor)).toContainText('no kube-apiserver runs');
  await editor.addYaml('{ apiVersion: v1, kind: ConfigMap, metadata: { name: late } }').catch((error: Error) => expect(error.message).toContain('refused'));
  await editor.screenshot('control-plane-single-off');
  await select(editor, 'machine-1');
  await editor.command('Plug in and start');
  await expect(notice(editor)).toHaveCount(0, { timeout: 30_000 });
  await editor.command('Show the control plane');
  await expect(page.locator('.etcd-member')).toHaveCount(1);
  await expect(panel(editor)).toContainText('1 of 1 etcd members, 1 needed');
});
