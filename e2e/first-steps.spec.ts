import { CanvasPage, simulatedSeconds } from './canvas.ts';
import { expect, test } from './app.ts';

/** What a newcomer does in the first five minutes, with the mouse, on the real window. */
test('two workers, a Deployment of four two-container pods, a pulled plug, and everything is there after a restart', async ({ app }) => {
  test.setTimeout(180_000);
  const canvas = new CanvasPage(app.page);
  await app.screenshot('first-run');
  await app.page.getByRole('button', { name: 'New design' }).click();
  await expect(canvas.root).toBeVisible();
  await app.screenshot('empty-canvas');

  await canvas.dragFromPalette('worker', await canvas.point(0.45, 0.5), async () => { await app.screenshot('drop-machine'); });
  await expect(canvas.machine('worker-1')).toBeVisible();
  await canvas.dragFromPalette('worker', await canvas.point(0.75, 0.5));
  await expect(canvas.machine('worker-2')).toBeVisible();

  await canvas.dragFromPalette('deployment', await canvas.point(0.1, 0.85));
  const card = canvas.card('Deployment', 'web');
  await expect(card).toBeVisible();
  await canvas.dragFromPalette('container', card, async () => {
    await expect(app.page.getByTestId('drop-hint')).toBeVisible();
    await app.screenshot('drop-container-hint');
  });
  await expect(card.locator('[data-kind="Container"], .template-container')).toHaveCount(2);

  const handle = card.getByRole('slider');
  await handle.focus();
  for (let wanted = Number(await handle.getAttribute('aria-valuenow')); wanted < 4; wanted += 1) await app.page.keyboard.press('ArrowRight');
  await expect(handle).toHaveAttribute('aria-valuenow', '4');

  await app.page.getByRole('button', { name: 'Run until quiet' }).click();
  await expect(canvas.thing('Pod').and(app.page.locator('[data-state="Ready"]'))).toHaveCount(4, { timeout: 30_000 });
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(2);
  await app.screenshot('running');

  await canvas.machine('worker-1').getByRole('button', { name: /plug/i }).click();
  const unpluggedAt = await simulatedSeconds(app.page);
  await app.page.getByRole('button', { name: 'Run until quiet' }).click();
  await expect(canvas.podsOn('worker-2', 'Ready')).toHaveCount(4, { timeout: 30_000 });
  expect(await simulatedSeconds(app.page) - unpluggedAt).toBeGreaterThanOrEqual(345);
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'NotReady');
  await app.screenshot('worker-failure');

  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await app.page.getByRole('tab', { name: 'Why?' }).click();
  await expect(app.page.getByText(/stopped reporting/)).toBeVisible();
  await app.screenshot('why-machine');

  await app.reopen();
  const again = new CanvasPage(app.page);
  await app.page.getByRole('button', { name: /^untitled/i }).first().click();
  await expect(again.podsOn('worker-2', 'Ready')).toHaveCount(4);
  await expect(again.machine('worker-1')).toHaveAttribute('data-state', 'NotReady');
  await expect(again.card('Deployment', 'web')).toBeVisible();
});
