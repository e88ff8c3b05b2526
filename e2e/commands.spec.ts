import { CanvasPage } from './canvas.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { dismiss } from './floating.ts';

test('keys, command palette and menus do the same things', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Course cluster/ }).click();
  const canvas = new CanvasPage(page);
  await expect(canvas.machine('worker-1')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('worker-2');
  await expect(page.getByRole('option').first()).toContainText('worker-2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: 'worker-2' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('run until');
  await expect(page.getByRole('option', { name: /Run until quiet/ })).toBeVisible();
  await app.screenshot('command-palette');
  await expectAccessible(page, 'command palette');
  await page.keyboard.press('Enter');
  await expect(canvas.machine('worker-2')).toHaveAttribute('data-state', 'Ready', { timeout: 30_000 });

  await canvas.machine('worker-2').click({ button: 'right', position: { x: 60, y: 12 } });
  await app.screenshot('context-menu');
  await page.getByRole('menuitem', { name: 'Cordon' }).click();
  await expect(canvas.machine('worker-2')).toHaveAttribute('data-state', 'Cordoned');
  await page.getByRole('button', { name: 'Show the YAML' }).click();
  await expect(page.getByRole('dialog', { name: 'What this wrote' })).toContainText('unschedulable: true');
  await app.screenshot('written-yaml');
  await dismiss(page);
  await page.keyboard.press('Control+z');
  await expect(canvas.machine('worker-2')).toHaveAttribute('data-state', 'Ready');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await app.screenshot('shortcut-sheet');
  await expectAccessible(page, 'shortcut sheet');
  await dismiss(page);
});

test('copying puts Kubernetes YAML on the clipboard; pasting it adds objects under free names', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Web shop/ }).click();
  const canvas = new CanvasPage(page);
  const card = canvas.card('Deployment', 'cache');
  await card.click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('Copied as Kubernetes YAML')).toBeVisible();
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^apiVersion: apps\/v1\nkind: Deployment\n/);

  await page.keyboard.press('Control+v');
  await expect(canvas.card('Deployment', 'cache-2')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(canvas.card('Deployment', 'cache-2')).toHaveCount(0);

  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: pasted\ndata:\n  colour: blue\n'));
  await page.keyboard.press('Control+v');
  await expect(canvas.card('ConfigMap', 'pasted')).toBeVisible();
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('kind: Pod\n  bad: ['));
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('alert').or(page.getByRole('dialog'))).toContainText(/line 2/);
});

test('panels are resized, hidden and remembered; the editor is accessible in both themes', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Course cluster/ }).click();
  await expect(new CanvasPage(page).machine('worker-1')).toBeVisible();
  await expectAccessible(page, 'editor, light');
  const handle = page.getByRole('separator', { name: 'Width of the inspector' });
  const before = Number(await handle.getAttribute('aria-valuenow'));
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x - 80, box.y + 200, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeGreaterThan(before + 60);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('dark theme');
  await expect(page.getByRole('option').first()).toContainText('Dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page, 'editor, dark');
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('separator', { name: 'Height of the timeline' })).toHaveCount(0);
  await app.reopen();
  await app.page.locator('.design-open').first().click();
  await expect.poll(async () => Number(await app.page.getByRole('separator', { name: 'Width of the inspector' }).getAttribute('aria-valuenow'))).toBeGreaterThan(before + 60);
  await expect(app.page.getByRole('separator', { name: 'Height of the timeline' })).toHaveCount(0);
});
