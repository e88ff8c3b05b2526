import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';

test('designs are made from samples, renamed, duplicated, deleted and brought back, and stay', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Design a cluster' })).toBeVisible();
  await page.getByRole('button', { name: /Single machine/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'single-machine' })).toBeVisible();
  await page.keyboard.press('Control+Shift+O');

  const rows = page.locator('.design-line');
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'More for single-machine' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Rename' }).fill('my first cluster');
  await page.keyboard.press('Enter');
  await expect(rows).toContainText(['my first cluster']);

  await page.getByRole('button', { name: 'More for my first cluster' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'More for my first cluster' }).last().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: /^Deleted/ }).click();
  await expect(rows).toHaveCount(1);
  await app.screenshot('library-deleted');
  await rows.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Bring back' }).click();
  await expect(rows).toHaveCount(0);

  await app.reopen();
  await app.page.getByRole('button', { name: /^Designs/ }).click();
  await expect(app.page.locator('.design-line')).toHaveCount(2);
  await app.page.getByRole('textbox', { name: 'Search designs' }).fill('nothing of that name');
  await expect(app.page.getByText('No design is called')).toBeVisible();
});

test('language and theme change at once, and are kept', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Language: English' }).click();
  await app.page.getByRole('menuitemcheckbox', { name: 'Português (Brasil)' }).click();
  await expect(app.page.getByRole('heading', { name: 'Projete um cluster' })).toBeVisible();
  await app.page.getByRole('button', { name: /^Tema:/ }).click();
  await app.page.getByRole('menuitemcheckbox', { name: 'Escuro' }).click();
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.screenshot('library-portuguese-dark');
  await expectAccessible(app.page, 'library, dark, Portuguese');
  await app.reopen();
  await expect(app.page.getByRole('heading', { name: 'Projete um cluster' })).toBeVisible();
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
