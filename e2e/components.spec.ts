import type { Locator } from '@playwright/test';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** Components of the control plane, and the processes of a machine, as things of their own: by mouse, by keyboard, in the inspector. */

const clock = ({ page }: EditorPage) => page.getByRole('toolbar', { name: 'Clock' });
const component = ({ canvas }: EditorPage, machine: string, name: string): Locator => canvas.machine(machine).locator(`[data-kind="Component"][data-name="${name}"]`);

async function ready(editor: EditorPage): Promise<void> {
  await editor.openSample(/^Three masters/);
  await clock(editor).getByRole('button', { name: /^100\s*times/ }).click();
  await expect(editor.canvas.root.locator('[data-kind="Machine"][data-state="Ready"]')).toHaveCount(6);
  await clock(editor).getByRole('button', { name: /^10\s*times/ }).click();
}

test('a component is selected by its row: it says what it is, what it is for, and its menu stops it, slows its disk and goes to its pod', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, inspector, canvas } = editor;
  await ready(editor);
  await canvas.machine('master-1').click({ position: { x: 60, y: 12 } });
  await expect(inspector.locator('.component-place')).toHaveCount(8);
  await editor.press('Shift+2');
  await expect(canvas.machine('master-1')).toHaveAttribute('data-level', 'near');

  await component(editor, 'master-1', 'etcd').click();
  const shown = inspector.locator('[data-kind="Component"][data-name="etcd"]');
  await expect(shown).toContainText('3 of 3 members together, 2 needed');
  await expect(shown.getByRole('button', { name: 'etcd-master-1' })).toBeVisible();
  await expect(component(editor, 'master-1', 'etcd')).toHaveAttribute('data-selected', 'true');
  await component(editor, 'master-1', 'kube-scheduler').hover();
  await expect(component(editor, 'master-1', 'kube-scheduler')).toHaveAttribute('title', /kube-scheduler · (leader|standby)\n.*\nLease renewed \d+ s ago/);

  // The one that works is stopped: another takes the Lease, and the row says who.
  const leader = await canvas.root.locator('[data-kind="Component"][data-name="kube-scheduler"][data-leader]').evaluate((row) => row.closest('[data-kind="Machine"]')?.getAttribute('data-name') ?? '');
  await editor.openMenu(component(editor, leader, 'kube-scheduler'));
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Stop kube-scheduler' }).click();
  await expect(component(editor, leader, 'kube-scheduler')).toHaveAttribute('data-state', 'Stopped');
  await expect(canvas.root.locator('[data-kind="Component"][data-name="kube-scheduler"][data-leader]')).toHaveCount(1, { timeout: 20_000 });
  await editor.openTab('Why?');
  await expect(inspector).toContainText('its manifest was moved out of /etc/kubernetes/manifests');
  await expect(inspector).toContainText(/Nothing is lost: kube-scheduler on master-\d does the work/);
  await editor.screenshot('component-why');
  await inspector.getByRole('button', { name: `Mend: Start kube-scheduler on ${leader}` }).click();
  await expect(component(editor, leader, 'kube-scheduler')).toHaveAttribute('data-state', 'Standby', { timeout: 20_000 });
  await editor.openTab('Overview');

  await editor.openMenu(component(editor, 'master-1', 'etcd'));
  await page.getByRole('menuitem', { name: 'Go to the pod of etcd' }).click();
  await expect(inspector.locator('[data-kind="Pod"][data-name="etcd-master-1"]')).toBeVisible();
  await editor.openMenu(component(editor, 'master-1', 'etcd'));
  await page.getByRole('menuitem', { name: 'Slow down the disk of master-1' }).click();
  await expect(component(editor, 'master-1', 'etcd')).toHaveAttribute('data-family', 'attention');
  await expect(component(editor, 'master-1', 'etcd')).not.toHaveAttribute('data-leader', 'true', { timeout: 20_000 });
  await editor.openMenu(component(editor, 'master-1', 'etcd'));
  await page.getByRole('menuitem', { name: 'Mend the disk of master-1' }).click();
  await expect(component(editor, 'master-1', 'etcd')).toHaveAttribute('data-family', 'ready');
});

test('by keyboard: into a machine, over its components to its lamps, and the menu of what has the focus', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, canvas, inspector } = editor;
  await ready(editor);
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.press('Shift+2');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-level', 'near');
  await canvas.root.focus();
  await editor.press('Enter');
  for (let step = 0; step < 6 && !await component(editor, 'worker-1', 'kubelet').evaluate((lamp) => lamp.hasAttribute('data-focused')); step += 1) await editor.press('ArrowDown');
  await expect(component(editor, 'worker-1', 'kubelet')).toHaveAttribute('data-focused', 'true');
  await editor.press('ArrowRight');
  await expect(component(editor, 'worker-1', 'kube-proxy')).toHaveAttribute('data-focused', 'true');
  await editor.press('ArrowLeft', 'Shift+F10');
  await page.getByRole('menuitem', { name: 'Stop kubelet' }).press('Enter');
  await expect(component(editor, 'worker-1', 'kubelet')).toHaveAttribute('data-on', 'false');
  await expect(inspector).toContainText('containers on worker-1 run on, and nobody hears of them');
  await editor.screenshot('component-lamp-focused');
  await editor.press('Escape');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-focused', 'true');
  // NotReady after its time, and its containers run on.
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'NotReady', { timeout: 30_000 });
  await editor.openTab('Why?');
  await expect(inspector).toContainText('The kubelet of worker-1 is stopped: its containers run on');
  await inspector.getByRole('button', { name: 'Mend: Start kubelet on worker-1' }).click();
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Ready', { timeout: 30_000 });
});
