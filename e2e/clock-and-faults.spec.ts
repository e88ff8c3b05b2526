import { simulatedSeconds } from './canvas.ts';
import { barePod, deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** The clock does what its buttons say, and machines and containers fail and come back with the true timers. */

test('pause, play, step and speeds', async ({ editor }) => {
  const { page, canvas } = editor;
  const now = (): Promise<number> => simulatedSeconds(page);
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await editor.addMachines(1);
  expect(await now()).toBe(0);
  await clock.getByRole('button', { name: 'Step to the next event' }).click();
  await clock.getByRole('button', { name: 'Step to the next event' }).click();
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Booting');

  await clock.getByRole('button', { name: /^100\s*times/ }).click();
  await expect(clock.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(now).toBeGreaterThan(60);
  await clock.getByRole('button', { name: 'Pause' }).click();
  await expect(clock.getByRole('button', { name: 'Play' })).toBeVisible();
  const stopped = await now();
  await page.waitForTimeout(300);
  expect(await now(), 'a paused clock stands').toBe(stopped);
  await expect(canvas.root).toHaveAttribute('data-motion', 'still');

  await canvas.root.focus();
  await editor.press('Space');
  await expect(clock.getByRole('button', { name: 'Pause' })).toBeVisible();
  await editor.press(']');
  await expect(clock.getByRole('button', { name: /^1000\s*times/ })).toHaveAttribute('aria-pressed', 'true');
  await editor.press('[');
  await expect(clock.getByRole('button', { name: /^100\s*times/ })).toHaveAttribute('aria-pressed', 'true');
  await editor.press('[');
  await expect(clock.getByRole('button', { name: /^10\s*times/ })).toHaveAttribute('aria-pressed', 'true');
  await editor.press('Space');
  await expect(clock.getByRole('button', { name: 'Play' })).toBeVisible();

  const before = await now();
  await editor.addYaml(barePod('late'));
  await editor.press('.');
  await expect.poll(async () => (await editor.api.ask('events.list', { limit: 100 })).some((event) => event.reason === 'Scheduled')).toBe(true);
  expect(await now() - before).toBeLessThan(30);
});

test('a container that crashes once starts at once; crashed again it waits the first back-off of 10 seconds', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(barePod('shop'));
  await editor.runUntilQuiet();
  const pod = canvas.thing('Pod', 'shop');
  const crash = async (): Promise<void> => {
    await pod.click();
    await editor.command('Crash a container');
  };
  await crash();
  await editor.runUntilQuiet();
  expect((await api.live('Pod', 'shop'))?.status.containerStatuses[0]).toMatchObject({ restartCount: 1, ready: true });
  await crash();
  await editor.press('.', '.');
  await expect(pod).toHaveAttribute('data-state', 'CrashLoopBackOff');
  await expect(pod.locator('[data-kind="Container"]')).toContainText(/\d/);
  expect((await api.live('Pod', 'shop'))?.status.containerStatuses[0].state.waiting.message).toContain('back-off 10s restarting failed container');
  await editor.screenshot('crash-loop');
  const crashedAt = await simulatedSeconds(page);
  await editor.runUntilQuiet();
  await expect(pod).toHaveAttribute('data-state', 'Ready');
  expect((await api.live('Pod', 'shop'))?.status.containerStatuses[0].restartCount).toBe(2);
  expect(await simulatedSeconds(page) - crashedAt).toBeGreaterThanOrEqual(9);
});

test('the master of the course cluster loses its power: pods go on; it comes back and answers again', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.openSample(/Course cluster/);
  await editor.runUntilQuiet();
  const ready = canvas.thing('Pod').and(page.locator('[data-state="Ready"]'));
  const running = await ready.count();
  // The shop's, CoreDNS, and a kube-proxy on each machine.
  expect(running).toBe(3 + 2 + 4);
  const states = async (): Promise<(string | null)[]> => canvas.thing('Machine').evaluateAll((machines) => machines.map((machine) => machine.getAttribute('data-state')));
  expect(await states()).toEqual(['Ready', 'Ready', 'Ready', 'Ready']);

  await canvas.machine('master').getByRole('button', { name: /^Pull the plug/ }).click();
  // Its Node still says Ready: nobody is left to write otherwise. The machine itself shows the plug.
  await expect(canvas.machine('master')).toHaveAttribute('data-out', 'true');
  await page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: /^1000\s*times/ }).click();
  const off = await simulatedSeconds(page);
  await expect.poll(() => simulatedSeconds(page)).toBeGreaterThan(off + 600);
  await page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: 'Pause' }).click();
  await expect(ready, 'ten minutes without a control plane: no pod is touched').toHaveCount(running);
  await editor.screenshot('master-off');

  await canvas.root.click({ position: { x: 20, y: 400 } });
  await expect(inspector).toContainText('does not answer');
  await canvas.machine('master').getByRole('button', { name: /^Plug/ }).click();
  await editor.runUntilQuiet();
  await expect(canvas.machine('master')).toHaveAttribute('data-state', 'Ready');
  await expect(inspector).not.toContainText('does not answer');
  await expect(ready).toHaveCount(running);
});

test('a machine whose network cable is cut says so, keeps its pods, and ends those that were replaced when it is mended', async ({ editor }) => {
  const { canvas } = editor;
  await editor.addMachines(2);
  await editor.addYaml(deployment('web', 2));
  await editor.runUntilQuiet();
  const machine = canvas.machine('worker-1');
  await machine.click({ position: { x: 60, y: 12 } });
  await editor.command('Cut the network cable');
  await expect(machine).toHaveAttribute('data-cut-off', 'true');
  await expect(machine).toHaveAttribute('data-state', 'Ready');
  await expect(machine).toContainText('cable cut');
  await editor.runUntilQuiet();
  await expect(machine).toHaveAttribute('data-state', 'NotReady');
  await expect(machine).toContainText('cable cut · silent for');
  await expect(machine.locator('.machine-lamp[data-on="true"]'), 'it works on').toHaveCount(3);
  await expect(canvas.podsOn('worker-2', 'Ready')).toHaveCount(2);
  await editor.screenshot('cable-cut');
  await editor.command('Reconnect the network cable');
  await editor.runUntilQuiet();
  await expect(machine).toHaveAttribute('data-state', 'Ready');
  await expect(machine).not.toContainText('cable cut');
  await expect(canvas.thing('Pod')).toHaveCount(2);
});

test('a cordoned node takes no new pods until it is uncordoned', async ({ editor }) => {
  const { canvas, api } = editor;
  await editor.addMachines(2);
  await editor.runUntilQuiet();
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.command('Cordon');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Cordoned');
  await editor.addYaml(deployment('web', 3));
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-2', 'Ready')).toHaveCount(3);
  await expect(canvas.podsOn('worker-1')).toHaveCount(0);
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.command('Uncordon');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Ready');
  expect((await api.live('Node', 'worker-1'))?.spec.unschedulable ?? false).toBe(false);
  await editor.addYaml(deployment('shop', 2));
  await editor.runUntilQuiet();
  // The default constraints spread its pods over the nodes.
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(1);
});

test('restarting the simulation begins the same history at zero', async ({ editor }) => {
  const { canvas, page, api } = editor;
  await editor.addMachines(2);
  await editor.addYaml(deployment('web'));
  await page.getByRole('button', { name: 'Restart the simulation' }).click();
  await editor.runUntilQuiet();
  const history = async (): Promise<string> => JSON.stringify((await api.ask('events.list', { limit: 1_000 })).map(({ reason, message, object }) => [reason, message, object]));
  const first = await history();
  await page.getByRole('button', { name: 'Restart the simulation' }).click();
  await expect.poll(() => simulatedSeconds(page)).toBe(0);
  await expect(canvas.machine('worker-1')).not.toHaveAttribute('data-state', 'Ready');
  await editor.runUntilQuiet();
  expect(await history()).toBe(first);
});

test('the fault tool: a click on a machine pulls its plug, another plugs it in', async ({ editor }) => {
  const { canvas } = editor;
  await editor.addMachines(1);
  await editor.runUntilQuiet();
  await canvas.root.focus();
  await editor.press('f');
  await expect(canvas.root).toHaveAttribute('data-tool', 'fault');
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.runUntilQuiet();
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'NotReady');
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.press('v');
  await editor.runUntilQuiet();
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Ready');
});
