/**
 * `npm run pictures`: takes the README's pictures from the real window, so that they are current. Drives the app as the end-to-end tests do.
 */
import path from 'node:path';
import { prepareElectron } from '../system/prepare.ts';
import { hasDisplay, startVirtualDisplay } from '../system/display.ts';
import { buildApp } from '../app/build-app.ts';
import { launchFlags } from '../electron-runtime/launch-flags.ts';
import { launchTarget } from '../electron-runtime/launch-target.ts';
import { appFolder, projectRoot } from '../paths.ts';
import { say } from '../progress.ts';
import { freshUserDataFolder, launchApp, removeFolder, type RunningApp } from '../../e2e/launch.ts';
import { CanvasPage } from '../../e2e/canvas.ts';

const folder = path.join(projectRoot, 'build', 'readme');
const runtime = await prepareElectron({ virtualDisplay: true });
await buildApp(runtime);
const target = await launchTarget(runtime, appFolder);
if (!hasDisplay()) process.env['DISPLAY'] = (await startVirtualDisplay()).name;
const userData = await freshUserDataFolder();
const app = await launchApp({ ...target, args: [...target.args, ...launchFlags()] }, userData);
try {
  await shop(app, 'dark');
  await relations(app);
  await traffic(app);
  await cloud(app);
  await masters(app);
  await failure(app);
} finally {
  await app.electron.close();
  await removeFolder(userData);
}
process.exit(0);

async function picture({ page }: RunningApp, name: string): Promise<void> {
  // Toasts have gone, the pointer rests aside, motion has ended.
  await page.mouse.move(10, 10);
  await page.locator('.toast').first().waitFor({ state: 'detached', timeout: 30_000 });
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  say(`build/readme/${name}.png`);
}

/** The web shop in the middle of a rolling update, with a pod selected. */
async function shop(running: RunningApp, theme: 'dark' | 'light'): Promise<void> {
  const { page } = running;
  await setTheme(running, theme);
  await page.getByRole('button', { name: /^Web shop/ }).click();
  const canvas = new CanvasPage(page);
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  await canvas.thing('Pod').first().waitFor();
  await page.getByRole('button', { name: 'Quiet' }).waitFor({ timeout: 30_000 });
  await canvas.dragFromPalette('container', canvas.card('Deployment', 'web'));
  for (let step = 0; step < 40 && await page.locator('[data-kind="Pod"][data-state="ContainerCreating"]').count() === 0; step += 1) {
    await page.getByRole('button', { name: 'Step to the next event' }).click();
    await page.waitForTimeout(120);
  }
  await canvas.thing('Pod').filter({ hasText: 'web' }).first().click({ position: { x: 40, y: 8 } });
  await picture(running, `shop-${theme}`);
  await toLibrary(running);
}

/** The online shop come to rest, with all that has to do with one Deployment. */
async function relations(running: RunningApp): Promise<void> {
  const { page } = running;
  await page.getByRole('button', { name: /^Online shop/ }).click();
  const canvas = new CanvasPage(page);
  const storefront = canvas.card('Deployment', 'storefront');
  await storefront.waitFor();
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  await page.getByRole('button', { name: 'Quiet' }).waitFor({ timeout: 60_000 });
  await storefront.click({ position: { x: 20, y: 10 } });
  await picture(running, 'online-shop');
  await toLibrary(running);
}

/** Customers of the busy shop on their way, after some of their waves. */
async function traffic(running: RunningApp): Promise<void> {
  const { page } = running;
  await page.getByRole('button', { name: /^Busy shop/ }).click();
  const canvas = new CanvasPage(page);
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  const source = canvas.thing('TrafficSource').first();
  await source.waitFor();
  await clock.getByRole('button', { name: /^1000\s*times/ }).click();
  await canvas.thing('FlowEdge').first().waitFor({ state: 'attached', timeout: 30_000 });
  await page.waitForTimeout(3_000);
  await clock.getByRole('button', { name: /^10\s*times/ }).click();
  await clock.getByRole('button', { name: 'Pause' }).click();
  await source.click({ position: { x: 20, y: 10 } });
  await picture(running, 'traffic');
  await toLibrary(running);
}

/** The shop on AWS at its busiest hour, with its load balancer selected and what it costs. */
async function cloud(running: RunningApp): Promise<void> {
  const { page } = running;
  await page.getByRole('button', { name: /^Shop on AWS/ }).click();
  const canvas = new CanvasPage(page);
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  const balancer = canvas.card('LoadBalancer', 'shop');
  await clock.getByRole('button', { name: /^100\s*times/ }).click();
  await balancer.filter({ hasText: 'Active' }).waitFor({ timeout: 60_000 });
  await canvas.root.locator('[data-kind="Machine"][data-state="Ready"]').nth(3).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_000);
  await clock.getByRole('button', { name: 'Pause' }).click();
  await balancer.click({ position: { x: 20, y: 10 } });
  await page.getByRole('tab', { name: 'Usage' }).click();
  await page.getByRole('radio', { name: 'Cost' }).click();
  await picture(running, 'cloud');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await toLibrary(running);
}

/** Three masters, two of which have no power: nothing can be written, and the shop sells on. */
async function masters(running: RunningApp): Promise<void> {
  const { page } = running;
  await page.getByRole('button', { name: /^Three masters/ }).click();
  const canvas = new CanvasPage(page);
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  await page.getByRole('button', { name: 'Quiet' }).waitFor({ timeout: 60_000 });
  for (const name of ['master-1', 'master-2']) {
    await canvas.machine(name).click({ position: { x: 60, y: 12 } });
    await command(running, 'Pull the plug');
  }
  await command(running, 'Show the control plane');
  await clock.getByRole('button', { name: /^10\s*times/ }).click();
  await page.waitForTimeout(3_000);
  await clock.getByRole('button', { name: 'Pause' }).click();
  await picture(running, 'three-masters');
  await toLibrary(running);
}

async function toLibrary(running: RunningApp): Promise<void> {
  await command(running, 'Back to the library');
}

/** The newcomer's five minutes: four pods on two workers, then a pulled plug. */
async function failure(running: RunningApp): Promise<void> {
  const { page } = running;
  await setTheme(running, 'light');
  await page.getByRole('button', { name: 'New design' }).click();
  const canvas = new CanvasPage(page);
  await canvas.dragFromPalette('worker', await canvas.point(0.45, 0.5));
  await canvas.machine('worker-1').waitFor();
  await canvas.dragFromPalette('worker', await canvas.point(0.75, 0.5));
  await canvas.machine('worker-2').waitFor();
  await canvas.dragFromPalette('deployment', await canvas.point(0.1, 0.85));
  const card = canvas.card('Deployment', 'web');
  await card.waitFor();
  await canvas.dragFromPalette('container', card);
  const slider = card.getByRole('slider');
  await slider.focus();
  for (let wanted = Number(await slider.getAttribute('aria-valuenow')); wanted < 4; wanted += 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  await canvas.podsOn('worker-2', 'Ready').nth(1).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Quiet' }).waitFor({ timeout: 30_000 });
  await picture(running, 'running');
  await canvas.machine('worker-1').getByRole('button', { name: /plug/i }).click();
  await page.getByRole('button', { name: 'Run until quiet' }).click();
  await canvas.podsOn('worker-2', 'Ready').nth(3).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Quiet' }).waitFor({ timeout: 30_000 });
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await page.locator('.inspector-tab', { hasText: 'Events' }).click();
  await picture(running, 'worker-failure');
}

async function setTheme(running: RunningApp, theme: 'dark' | 'light'): Promise<void> {
  await command(running, theme === 'dark' ? 'Dark theme' : 'Light theme');
}

async function command({ page }: RunningApp, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}
