import type { ElectronApplication } from '@playwright/test';
import { copyFile, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CanvasPage, simulatedSeconds } from './canvas.ts';
import { type AppFixture, expect, test } from './app.ts';

/** The process id of the control plane. */
async function controlPlaneId(electron: ElectronApplication): Promise<number> {
  const id = await electron.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name, serviceName }) => name === 'control-plane' || serviceName === 'control-plane')?.pid,
  );
  if (id === undefined) throw new Error('there is no control plane process');
  return id;
}

async function newDesign(app: AppFixture): Promise<CanvasPage> {
  await app.page.getByRole('button', { name: 'New design' }).click();
  const canvas = new CanvasPage(app.page);
  await expect(canvas.root).toBeVisible();
  return canvas;
}

/** Adds workers by the keyboard, one as soon as the one before is there. */
async function addWorkers(canvas: CanvasPage, count: number): Promise<void> {
  const before = await canvas.thing('Machine').count();
  await canvas.paletteItem('worker').focus();
  for (let added = 1; added <= count; added += 1) {
    await canvas.page.keyboard.press('Enter');
    await expect(canvas.thing('Machine')).toHaveCount(before + added);
  }
}

const databaseIn = (app: AppFixture): string => path.join(app.userDataFolder, 'designs', 'clusterwright.db');

test('the control plane is killed while the cluster runs: the window stays, shows it again, and it goes on', async ({ app }) => {
  await app.page.getByRole('button', { name: /Course cluster/ }).click();
  const canvas = new CanvasPage(app.page);
  await expect(canvas.machine('worker-1')).toBeVisible();
  await app.page.keyboard.press('Space');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Ready', { timeout: 30_000 });
  // The time reached is noted about once a second of wall time, which is ten seconds at this speed.
  const readyAt = await simulatedSeconds(app.page);
  await expect.poll(() => simulatedSeconds(app.page)).toBeGreaterThan(readyAt + 25);
  const before = await simulatedSeconds(app.page);
  const killed = await controlPlaneId(app.electron);
  process.kill(killed, 'SIGKILL');

  await expect.poll(() => controlPlaneId(app.electron).catch(() => killed)).not.toBe(killed);
  // It comes back paused.
  await expect(app.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(app.page.locator('.process-band')).toHaveCount(0);
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Ready');
  const after = await simulatedSeconds(app.page);
  expect(after).toBeGreaterThanOrEqual(before - 25);
  await app.page.keyboard.press('Space');
  await expect.poll(() => simulatedSeconds(app.page)).toBeGreaterThan(after);
  await app.screenshot('recovered-control-plane');
});

test('a control plane that keeps ending is given up, in words, and started again when the person says so', async ({ app }) => {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (...parameters: unknown[]) => {
      Object.assign(globalThis, { asked: (parameters.at(-1) as { message: string }).message });
      return new Promise((resolve) => Object.assign(globalThis, { answer: resolve }));
    };
  });
  const canvas = await newDesign(app);
  await addWorkers(canvas, 1);
  const asked = () => app.electron.evaluate(() => (globalThis as { asked?: string }).asked);
  let last = 0;
  for (let end = 0; end < 6; end += 1) {
    await expect.poll(() => controlPlaneId(app.electron).catch(() => last), { timeout: 30_000 }).not.toBe(last);
    last = await controlPlaneId(app.electron);
    process.kill(last, 'SIGKILL');
  }
  await expect.poll(asked).toBe('The simulation keeps stopping.');
  await expect(app.page.locator('.process-band')).toBeVisible();
  await app.electron.evaluate(() => (globalThis as unknown as { answer(choice: object): void }).answer({ response: 0 }));
  await expect(app.page.locator('.process-band')).toHaveCount(0);
  await addWorkers(canvas, 1);
  await expect(canvas.thing('Machine')).toHaveCount(2);
});

test('the main process is killed in mid-write, three times: what was drawn is there, and says that it was recovered', async ({ app }) => {
  test.setTimeout(180_000);
  let canvas = await newDesign(app);
  let kept = 0;
  for (const pauseMs of [400, 30, 120]) {
    await addWorkers(canvas, 6);
    // Autosave gathers edits for a moment; what is older than that must be there whatever happens.
    await app.page.waitForTimeout(pauseMs);
    await app.killAndReopen();
    await expect(app.page.getByText('Work was recovered after the app ended unexpectedly')).toBeVisible();
    await app.page.getByRole('button', { name: /^untitled/i }).first().click();
    canvas = new CanvasPage(app.page);
    await expect(canvas.root).toBeVisible();
    await expect.poll(() => canvas.thing('Machine').count()).toBeGreaterThanOrEqual(pauseMs >= 400 ? kept + 6 : kept);
    await app.page.waitForTimeout(500);
    kept = await canvas.thing('Machine').count();
    await addWorkers(canvas, 1);
    kept += 1;
  }
  await app.screenshot('recovered-design');
});

test('a database that has been cut off is kept aside, and the application says so and works', async ({ app }) => {
  await newDesign(app);
  await app.electron.close();
  await copyFile(databaseIn(app), `${databaseIn(app)}.original`);
  await truncate(databaseIn(app), 9_000);
  await app.reopen();
  await expect(app.page.getByText(/The library was damaged/)).toBeVisible();
  expect((await readdir(path.dirname(databaseIn(app)))).filter((name) => /\.damaged-\w+$/.test(name))).toHaveLength(1);
  await app.screenshot('damaged-database');
  const canvas = await newDesign(app);
  await addWorkers(canvas, 1);
});

test('a database that is none is kept aside', async ({ app }) => {
  await app.electron.close();
  await writeFile(databaseIn(app), 'Dear diary, '.repeat(1_000));
  await app.reopen();
  await expect(app.page.getByText(/The library was damaged/)).toBeVisible();
  await newDesign(app);
});

test('the page is lost: it is offered again, and shows the same design', async ({ app }) => {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
  });
  const canvas = await newDesign(app);
  await addWorkers(canvas, 2);
  await app.page.waitForTimeout(400);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  // Playwright gives a crashed page up; the window itself is asked.
  await expect.poll(() => app.electron.evaluate(async ({ BrowserWindow }) => {
    const count = BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      'document.querySelectorAll(\'.canvas [data-kind="Machine"]\').length',
    ) as Promise<number>;
    return Promise.race([count, new Promise<undefined>((resolve) => { setTimeout(() => resolve(undefined), 1_000); })]);
  }), { timeout: 30_000 }).toBe(2);
});
