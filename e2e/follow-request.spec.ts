import type { Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** Following one request: the hops one by one, what ended it and where to mend that; and that the answer follows the cluster. */

const service = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const deny = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny-all}
spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}
`;

test('a request that a NetworkPolicy denies is followed to it; without the policy it is served', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.addMachines(1);
  await editor.addYaml([deployment('web'), deployment('client', 1), service, deny].join('---'));
  await editor.runUntilQuiet();
  // The palette becomes a rail at this size, and would lose the focus that machines are added from.
  await editor.resize(1280, 720);

  // From the Service's own menu: a ClusterIP is asked by a pod, of somebody else's.
  await editor.openMenu(canvas.card('Service', 'web'), { x: 60, y: 10 });
  await page.getByRole('menuitem', { name: 'Follow a request' }).click();
  const panel = inspector.getByRole('region', { name: 'Follow a request' });
  const hops = panel.locator('.follow-hop');
  const outcome = panel.getByRole('status');
  const current: Locator = panel.locator('[aria-current="step"]');
  await expect(panel.getByRole('combobox', { name: 'Pod, as namespace/name' })).toHaveValue(/^default\/client-/);
  await expect(panel.getByRole('combobox', { name: 'To' })).toHaveValue('default/web');
  await expect(outcome).toContainText('Denied by NetworkPolicy deny-all: nothing lets it into web-');
  await expect(outcome).toContainText('The client hears nothing until it gives up');

  // The first hop is the sender, and the canvas shows it; the keys go on to the last.
  await expect(current).toBeFocused();
  await expect(current).toContainText('client-');
  await expect(canvas.root.locator('[data-kind="Pod"][data-selected]')).toHaveAttribute('data-name', /^client-/);
  await page.keyboard.press('ArrowRight');
  await expect(current).toContainText('web.default.svc.cluster.local');
  await page.keyboard.press('ArrowRight');
  await expect(current).toContainText('kube-proxy on');
  await expect(panel.locator('.follow-more')).toContainText('Goes on as');
  await expect(canvas.card('Service', 'web')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(panel).toContainText('Hop 2 of');
  await page.keyboard.press('End');
  await expect(current).toContainText('No NetworkPolicy lets it in');
  await expect(panel.locator('[data-verdict="Failed"]')).toHaveCount(1);
  // The canvas draws the way, to the cross at its end.
  const way = canvas.root.locator('[data-kind="FollowedWay"]');
  await expect(way).toHaveAttribute('data-failed', 'true');
  await expect(way.locator('.way-cross')).toHaveCount(1);
  await expect(way.locator('.way-ahead')).toHaveAttribute('d', '');
  await expect(outcome.getByRole('button', { name: 'NetworkPolicy deny-all' })).toBeInViewport({ ratio: 1 });
  await expectAccessible(page, 'following a request that is denied');
  await editor.screenshot('follow-denied');
  await editor.command('Dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page, 'the same in the dark');
  await editor.screenshot('follow-denied-dark');
  await editor.command('Theme of the system');

  // The cause leads to its object, where it can be deleted.
  await outcome.getByRole('button', { name: 'NetworkPolicy deny-all' }).click();
  await expect(inspector.locator('[data-kind="NetworkPolicy"][data-name="deny-all"]')).toBeVisible();
  await canvas.root.focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => editor.api.documents('NetworkPolicy')).toEqual([]);
  await page.keyboard.press('Escape');
  await editor.runUntilQuiet();
  await editor.command('Follow a request');
  await expect(outcome).toContainText(/web-\S+ answers: container nginx, port 80/);
  await expect(panel.locator('[data-verdict="Failed"]')).toHaveCount(0);

  // Other buttons, another sender: a ClusterIP cannot be reached from the Internet.
  await panel.getByRole('button', { name: 'Next hop' }).click();
  await expect(hops.nth(1)).toHaveAttribute('aria-current', 'step');
  await panel.getByRole('radio', { name: 'Internet' }).click();
  await expect(outcome).toContainText('Service web cannot be reached from outside: its type is ClusterIP');
  await editor.screenshot('follow-outside');
});
