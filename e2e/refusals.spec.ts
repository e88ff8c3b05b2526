import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** What refuses or kills, and that "Why?" tells of it. */

test('a drain that a budget blocks: the toast, the machine, the pod and the budget say so', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, canvas, inspector, api } = editor;
  const refusal = page.getByRole('alert');
  await editor.addMachines(1);
  await editor.addYaml(`${deployment('web', 1)}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: keep }\nspec: { minAvailable: 1, selector: { matchLabels: { app: web } } }\n`);
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(1);
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await editor.command('Drain');
  await expect(refusal).toContainText('worker-1: 0 evicted, 1 pod may not go yet');
  await expect(refusal).toContainText('The disruption budget keep');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-state', 'Cordoned');

  await editor.openTab('Why?');
  await expect(inspector).toContainText('worker-1 is cordoned, and one pod stays: a PodDisruptionBudget refused its eviction');
  const pod = (await api.ask('objects.list', { apiVersion: 'v1', kind: 'Pod', limit: 10 })).find(({ ref }) => ref.name.startsWith('web-'))?.ref.name ?? '';
  // From the step of the machine to the pod that it is about.
  await inspector.getByRole('button', { name: new RegExp(`^${pod} stays`) }).click();
  await expect(inspector.locator('[data-kind="Pod"]')).toBeVisible();
  await expect(inspector).toContainText(`Eviction of ${pod} was refused by PodDisruptionBudget keep`);
  await editor.closeDialogs();
  await canvas.card('PodDisruptionBudget', 'keep').click({ position: { x: 20, y: 10 } });
  await expect(inspector).toContainText(`Eviction of ${pod} was refused by PodDisruptionBudget keep`);
  await editor.screenshot('why-drain-blocked');
});

test('a quota that is used up: the Deployment, its ReplicaSet and the quota say what was refused', async ({ editor }) => {
  const { canvas, inspector } = editor;
  await editor.addMachines(1);
  await editor.addYaml('{ apiVersion: v1, kind: ResourceQuota, metadata: { name: few }, spec: { hard: { pods: "1" } } }');
  await editor.runUntilQuiet();
  await editor.addYaml(deployment('web', 2));
  await editor.runUntilQuiet();
  await expect(canvas.podsOn('worker-1', 'Ready')).toHaveCount(1);
  for (const [kind, name] of [['Deployment', 'web'], ['ResourceQuota', 'few']] as const) {
    await editor.select({ kind, name });
    await editor.openTab('Why?');
    await expect(inspector).toContainText(/Pod web-\w+-… was refused by ResourceQuota few/);
    await expect(inspector).toContainText('exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1');
  }
});

test('a container that leaks memory is OOMKilled: the pod says which, how often, and what its limit is', async ({ editor }) => {
  test.setTimeout(120_000);
  const { page, canvas, inspector, api } = editor;
  await editor.addMachines(1);
  await editor.addYaml('{ apiVersion: v1, kind: Pod, metadata: { name: hungry }, spec: { containers: [{ name: cache, image: "redis:7.4", resources: { limits: { memory: 64Mi } } }] } }');
  await editor.runUntilQuiet();
  await canvas.podsOn('worker-1', 'Ready').first().click();
  await expect(inspector.locator('[data-kind="Pod"][data-name="hungry"]')).toBeVisible();
  await editor.command('Leak memory');
  await page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: /^100\s*times/ }).click();
  await expect.poll(async () => (await api.live('Pod', 'hungry'))?.status?.containerStatuses?.[0]?.restartCount, { timeout: 30_000, intervals: [50] }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(inspector).toContainText('Broken on purpose: leaks memory');
  await expect(inspector).toContainText(/Killed (once|\d+ times) for want of memory/);
  await expect(inspector).toContainText(/Last exit: OOMKilled, code 137|OOMKilled, exit code 137/);
  await editor.openTab('Why?');
  await expect(inspector).toContainText(/cache used more memory than its limit and was killed, exit 137|cache ended before with OOMKilled, exit 137, and runs again/);
  await expect(inspector).toContainText('spec.containers[0].resources.limits.memory');
  await expect(inspector).toContainText('64Mi');
  await editor.screenshot('why-oom-killed');
});
