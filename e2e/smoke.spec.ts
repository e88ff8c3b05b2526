import { expect, test } from './app.ts';

interface Bridge {
  invoke(channel: string, payload?: unknown): Promise<{ ok: boolean; value?: { name: string }; error?: { kind: string } }>;
}

test('the window opens and main and the control plane answer, with a working database', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Clusterwright/);
  // The samples come from the control plane, which opens the database before it answers anything.
  await expect(app.page.getByRole('button', { name: /Course cluster/ })).toBeVisible();
  const ask = (channel: string) => app.page.evaluate((name) => (globalThis as unknown as { clusterwright: Bridge }).clusterwright.invoke(name), channel);
  expect(await ask('app.info')).toMatchObject({ ok: true, value: { name: 'Clusterwright' } });
  expect(await ask('library.list')).toMatchObject({ ok: false, error: { kind: 'BadRequest' } });
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
