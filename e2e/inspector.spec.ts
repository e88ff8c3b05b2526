import { CanvasPage } from './canvas.ts';
import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';

test('form, YAML and "Why?" of one Deployment: a refused edit changes nothing, its fix applies, and a pod that fits nowhere says why', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await page.getByRole('button', { name: /web shop/i }).first().click();
  const canvas = new CanvasPage(page);
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  const card = canvas.card('Deployment', 'web');
  await expect(card).toContainText('3/3', { timeout: 30_000 });
  await card.click();
  const inspector = page.locator('.inspector[data-kind="Deployment"][data-name="web"]');
  await expect(inspector.getByRole('heading', { name: 'web', exact: true })).toBeVisible();
  await expectAccessible(page, 'form of a Deployment');

  await inspector.getByRole('button', { name: 'One more: Replicas' }).click();
  await expect(inspector.getByLabel('Replicas', { exact: true })).toHaveValue('4');
  await page.keyboard.press('Control+z');
  await expect(inspector.getByLabel('Replicas', { exact: true })).toHaveValue('3');

  await inspector.getByRole('tab', { name: /^YAML/ }).click();
  const editor = inspector.locator('.cm-content');
  await replaceInEditor('replicas: 3', 'replicas: three');
  const problem = inspector.getByRole('alert');
  await expect(problem).toContainText('replicas must be a whole number');
  await expect(problem).toContainText('line 7, column 13');
  await expect(inspector.getByRole('button', { name: /^Apply/ })).toBeDisabled();
  await expect(inspector.getByText('Form shows the last valid YAML')).toBeVisible();
  await app.screenshot('yaml-error');
  await expectAccessible(page, 'YAML with an error');
  await problem.getByRole('button', { name: 'Write 3' }).click();
  await expect(problem).toHaveCount(0);

  await replaceInEditor('cpu: 200m', 'cpu: 1800m');
  await page.keyboard.press('Control+Enter');
  await expect(inspector.getByText('Edited, not applied')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  const pending = canvas.thing('Pod').and(page.locator('[data-state="Pending"]')).first();
  // Pods that the scheduler has only not come to yet are Pending for a moment too: the one that stays can be selected.
  await expect(async () => {
    await pending.click({ timeout: 2_000 });
    await expect(page.getByRole('tab', { name: 'Why?' })).toBeVisible({ timeout: 1_000 });
    await page.getByRole('tab', { name: 'Why?' }).click({ timeout: 1_000 });
    await expect(page.getByRole('heading', { name: /No node fits/ })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  const matrix = page.getByRole('table');
  await expect(matrix.getByRole('columnheader', { name: 'NodeResourcesFit' })).toBeVisible();
  await expect(matrix.getByRole('row').filter({ hasText: 'worker-1' })).toContainText('Insufficient cpu');
  await expect(matrix.getByRole('row').filter({ hasText: 'worker-1' })).toContainText(/asks 1\d{3}m, \d+m? free/);
  await app.screenshot('why-pending');
  await expectAccessible(page, 'Why of a Pending pod');

  async function replaceInEditor(from: string, to: string): Promise<void> {
    await editor.click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type(from);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.type(to);
  }
});

test('the timeline is reached and read by keyboard, and its entries lead to their objects', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Course cluster/ }).click();
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  const timeline = page.getByRole('region', { name: 'What happened when' });
  const ready = timeline.getByRole('group', { name: 'Nodes' }).getByRole('button', { name: /Ready/ });
  await expect(ready.first()).toBeVisible({ timeout: 30_000 });
  await ready.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(timeline.getByRole('button', { name: /boots?.*00:00:0\d to 00:0/ }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /^(worker-\d|master)$/ })).toBeVisible();

  await page.getByRole('tab', { name: /^Events \d+/ }).last().click();
  await page.getByRole('textbox', { name: 'Filter events' }).fill('pod/hello started');
  const rows = page.getByRole('grid', { name: 'Events' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Started' })).toHaveCount(1);
  await rows.filter({ hasText: 'Started' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'hello' })).toBeVisible();
  await app.screenshot('events');
  await expectAccessible(page, 'table of Events');
});
