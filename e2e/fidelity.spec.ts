import { expect, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { dismiss } from './floating.ts';
import { CanvasPage } from './canvas.ts';

test('Help tells, field by field, what is simulated', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Course cluster/ }).click();
  // While the design opens, keys go nowhere.
  await expect(new CanvasPage(page).machine('worker-1')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('fidelity');
  await page.getByRole('option', { name: 'Fidelity table' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fidelity table' });
  await expect(dialog.getByRole('row', { name: /status\.phase/ })).toContainText('simulated');

  await dialog.getByRole('button', { name: 'Deployment', exact: true }).click();
  await expect(dialog.getByRole('row', { name: /maxSurge/ })).toContainText(/deployment-fenceposts \d+\/\d+/);
  await app.screenshot('fidelity-deployment');
  await expectAccessible(page, 'fidelity table');

  // A field leads to its part, and the search finds fields anywhere.
  await dialog.getByRole('button', { name: 'PodTemplateSpec', exact: true }).last().click();
  await dialog.getByRole('region', { name: 'PodTemplateSpec' }).getByRole('button', { name: 'PodSpec' }).click();
  await expect(dialog.getByRole('row', { name: /hostPID/ })).toContainText('kept but ignored');
  await dialog.getByRole('textbox').fill('networkpolicy');
  await expect(dialog.getByRole('region', { name: 'NetworkPolicy' })).toContainText('ingress');
  await dialog.getByRole('textbox').fill('no such field');
  await expect(dialog.getByRole('status')).toHaveText('Nothing is called that.');
  await dismiss(page);
  await expect(dialog).toHaveCount(0);
});
