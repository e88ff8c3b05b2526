import { restingView } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** A control plane of one, three and five machines, and back, with the mouse: what etcd makes of it, and what the window says. */

const clock = ({ page }: EditorPage) => page.getByRole('toolbar', { name: 'Clock' });
const panel = ({ page }: EditorPage) => page.getByRole('region', { name: 'Control plane' });
const member = ({ page }: EditorPage, machine: string) => page.locator(`.etcd-member[data-machine="${machine}"]`);
const problems = ({ page }: EditorPage) => page.getByRole('banner').getByRole('button', { name: /problem/ });

async function speed(editor: EditorPage, times: 10 | 100): Promise<void> {
  await clock(editor).getByRole('button', { name: new RegExp(`^${times}\\s*times`) }).click();
}

/** Drags one more control-plane machine onto the cluster, and looks how its etcd joins. */
async function join(editor: EditorPage, name: string, count: number, needed: number): Promise<void> {
  const { canvas, page } = editor;
  await speed(editor, 10);
  await canvas.dragFromPalette('controlPlane', await canvas.point(0.6, 0.97), async () => { await expect(editor.hint).toContainText('with role control-plane'); });
  await expect(canvas.machine(name)).toBeVisible();
  await editor.command('Show the control plane');
  await expect(member(editor, name)).toHaveAttribute('data-role', 'Follower', { timeout: 30_000 });
  // A learner for less than a second of simulated time: the history tells of it.
  const history = page.locator('.etcd-event');
  const told = await history.allTextContents();
  expect(told.findIndex((line) => line.includes(`${name} promoted: it votes`))).toBeLessThan(told.findIndex((line) => line.includes(`${name} added as learner`)));
  await expect(history.filter({ hasText: `${name} promoted: it votes` })).toHaveCount(1);
  await expect(canvas.machine(name).locator('[data-kind="Component"][data-name="etcd"]')).toHaveAttribute('data-state', 'Follower');
  await expect(panel(editor)).toContainText(`${count} of ${count} etcd members, ${needed} needed`);
}

/** Drags a machine back onto the palette, where it came from. */
async function leave(editor: EditorPage, name: string): Promise<void> {
  const { canvas, hint } = editor;
  await restingView(editor.page);
  const box = await canvas.machine(name).boundingBox();
  if (!box) throw new Error(`${name} is not shown`);
  await canvas.drag({ x: box.x + 30, y: box.y + 10 }, canvas.paletteItem('controlPlane'), async () => { await expect(hint).toContainText(`Delete Machine ${name}`); });
  await expect(editor.canvas.machine(name)).toHaveCount(0);
  await editor.command('Show the control plane');
  await expect(member(editor, name)).toHaveCount(0, { timeout: 30_000 });
}

test('one, three, five masters by drag, and back to three and one: members join as learners, vote, and are removed; an even number is a hint', async ({ editor }) => {
  test.setTimeout(240_000);
  const { canvas, page, api } = editor;
  await editor.newDesign();
  await canvas.dragFromPalette('controlPlane', await canvas.point(0.5, 0.5));
  await canvas.dragFromPalette('worker', await canvas.point(0.5, 0.5));
  await speed(editor, 100);
  await expect(canvas.root.locator('[data-kind="Machine"][data-state="Ready"]')).toHaveCount(2);
  await editor.command('Show the control plane');
  await expect(panel(editor)).toContainText('1 of 1 etcd members, 1 needed');

  await join(editor, 'control-2', 2, 2);
  await problems(editor).click();
  await expect(page.locator('.problems')).toContainText('2 etcd members survive the loss of 0, no more than 1 would');
  await expect(page.locator('.problems')).toContainText('Add a control-plane machine or take one away');
  await editor.screenshot('control-plane-two-members');
  await join(editor, 'control-3', 3, 2);
  await expect(problems(editor)).toHaveCount(0);
  await join(editor, 'control-4', 4, 3);
  await join(editor, 'control-5', 5, 3);
  await expect(problems(editor)).toHaveCount(0);
  await expect(page.locator('.etcd-member[data-role="Leader"]')).toHaveCount(1);
  await editor.screenshot('control-plane-five-members');

  // The leader goes first: another is elected, and the others go on.
  const leader = (await page.locator('.etcd-member[data-role="Leader"]').getAttribute('data-machine')) ?? '';
  const followers = ['control-1', 'control-2', 'control-3', 'control-4', 'control-5'].filter((name) => name !== leader);
  await leave(editor, leader);
  await leave(editor, followers[0] as string);
  await expect(panel(editor)).toContainText('3 of 3 etcd members, 2 needed');
  await expect(page.locator('.etcd-member[data-role="Leader"]')).toHaveCount(1);
  await expect(page.locator('.etcd-history')).toContainText(`${leader} removed`);
  await leave(editor, followers[1] as string);
  await leave(editor, followers[2] as string);
  await expect(panel(editor)).toContainText('1 of 1 etcd members, 1 needed');
  await expect(page.locator('.etcd-member')).toHaveCount(1);
  expect((await api.machines()).filter((line) => line.includes('control-plane'))).toEqual([`${followers[3]} control-plane`]);
  await editor.screenshot('control-plane-one-member');
});

test('a master becomes a worker too by a click on its taint: the scheduler uses it, the file says so, and undo takes it back', async ({ editor }) => {
  test.setTimeout(120_000);
  const { canvas, api, inspector } = editor;
  await editor.newDesign();
  await canvas.dragFromPalette('controlPlane', await canvas.point(0.5, 0.5));
  await editor.addYaml(deployment('web'));
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('control-1').and(canvas.page.locator('[data-name^="web-"]'))).toHaveCount(0);
  await canvas.machine('control-1').click({ position: { x: 60, y: 12 } });
  await editor.press('Shift+2');
  await canvas.machine('control-1').getByRole('button', { name: 'NoSchedule: let ordinary pods run on control-1' }).click();
  const taints = async (): Promise<string[]> => ((await api.live('Node', 'control-1'))?.spec.taints ?? []).map((taint: { key: string }) => taint.key);
  await expect.poll(taints).toEqual([]);
  expect(await api.machines()).toEqual(['control-1 control-plane+worker']);
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('control-1', 'Ready').and(canvas.page.locator('[data-name^="web-"]'))).not.toHaveCount(0);
  await expect(inspector.getByRole('switch', { name: 'Takes ordinary pods' })).toBeChecked();
  await editor.screenshot('control-plane-takes-pods');
  await editor.undo();
  await expect.poll(taints).toEqual(['node-role.kubernetes.io/control-plane']);
  expect(await api.machines()).toEqual(['control-1 control-plane']);
  await inspector.getByRole('switch', { name: 'Takes ordinary pods' }).click();
  await expect.poll(taints).toEqual([]);
});
