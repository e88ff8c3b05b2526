import { expect, test } from './app.ts';

interface Bridge {
  describeControlPlane(): Promise<{ sqliteVersion: string; node: string }>;
}

test('the window opens and the control plane answers with a working SQLite', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Clusterwright/);
  const answer = await app.page.evaluate(() => (globalThis as unknown as { clusterwright: Bridge }).clusterwright.describeControlPlane());
  expect(answer.sqliteVersion).toMatch(/^3\.\d+/);
  await app.screenshot('start');
});

test('the renderer is locked in: no Node, no windows of its own, no navigation, a strict content policy', async ({ app }) => {
  const { page } = app;
  expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'require')]))
    .toEqual(['undefined', 'undefined']);
  const before = page.url();
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  await page.evaluate(() => { window.location.href = 'https://example.com/'; });
  await page.waitForTimeout(300);
  expect(page.url()).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
  const policy = await page.evaluate(async () => (await fetch(window.location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  const userData = await app.electron.evaluate(({ app: electronApp }) => electronApp.getPath('userData'));
  expect(userData).toBe(app.userDataFolder);
});
