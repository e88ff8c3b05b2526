import { expectAccessible } from './axe.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** AWS as the provider: chosen in the cluster's inspector, asked by the control plane, seen call by call, made to fail, and paid for. */

const service = `
apiVersion: v1
kind: Service
metadata: {name: web, annotations: {service.beta.kubernetes.io/aws-load-balancer-type: nlb}}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
`;

test('a Service of type LoadBalancer goes from pending to healthy, with every call of it listed', async ({ editor }) => {
  const { canvas, page, inspector, api } = editor;
  const status = async (): Promise<{ hostname?: string }[]> => (await api.live('Service', 'web'))?.status?.loadBalancer?.ingress ?? [];
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await editor.resize(1440, 900);

  // Bare machines have nobody to call, and the tab says how that changes.
  await page.getByRole('tab', { name: 'Cloud calls' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Cloud calls' })).toContainText('Choose AWS as the provider');
  await page.getByRole('button', { name: 'Show the cluster' }).click();

  // One undoable change of the design, which the simulation follows when it begins anew.
  const provider = inspector.getByRole('combobox', { name: 'Machines come from' });
  await provider.selectOption('aws');
  await expect(inspector.getByRole('combobox', { name: 'Region' })).toHaveValue('us-east-1');
  await inspector.getByRole('checkbox', { name: 'us-east-1c' }).click();
  await expect.poll(() => api.text()).toMatch(/provider:\s+name: aws\s+region: us-east-1\s+zones:\s+- us-east-1a\s+- us-east-1b\n/);
  await editor.undo();
  await expect(inspector.getByRole('checkbox', { name: 'us-east-1c' })).toBeChecked();
  await inspector.getByRole('button', { name: 'Restart the simulation' }).click();
  await expect(inspector.getByText('The simulation still runs')).toHaveCount(0);

  await editor.addMachines(2);
  await editor.addYaml(deployment('web'));
  await editor.runUntilQuiet();

  // Throttled: the Service stays pending, and the list says why.
  const grid = page.getByRole('grid', { name: 'Cloud calls' });
  const filter = page.getByRole('textbox', { name: 'Filter calls' });
  await api.ask('fault.inject', { fault: { kind: 'FailCloudCalls', action: 'elasticloadbalancing:CreateLoadBalancer', error: 'RequestLimitExceeded' } });
  await editor.addYaml(service);
  await clock.getByRole('button', { name: /^1\s*times/ }).click();
  await filter.fill('CreateLoadBalancer');
  const first = grid.getByRole('row', { name: /cloud-controller-manager CreateLoadBalancer Service web/ }).last();
  await expect(first).toContainText('Throttling');
  expect(await status()).toEqual([]);
  await clock.getByRole('button', { name: 'Pause' }).click();

  // Its card says so too, and so does that of the Service.
  const balancer = canvas.card('LoadBalancer', 'web');
  await expect(balancer).toHaveAttribute('data-family', 'attention');
  await expect(canvas.card('Service', 'web')).toHaveAttribute('data-family', 'attention');
  await balancer.click();
  await expect(inspector).toContainText('Pending');
  await expect(inspector).toContainText('Error syncing load balancer: failed to ensure load balancer');
  await expectAccessible(page, 'a load balancer that is refused');
  await editor.screenshot('balancer-refused');

  // Its request and answer, by the keyboard; and what else could have come of it.
  await first.click();
  const detail = page.getByRole('region', { name: 'Cloud call', exact: true });
  await expect(detail).toContainText('"Type": "network"');
  await expect(detail).toContainText('"code": "Throttling"');
  await expectAccessible(page, 'a cloud call');
  await editor.screenshot('cloud-call-throttled');
  await first.click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Insufficient capacity' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Internal error' }).click();
  await expect(page.getByText('Made to fail: elasticloadbalancing:CreateLoadBalancer InternalError')).toBeVisible();
  await page.getByRole('button', { name: 'Mend', exact: true }).click();
  await expect(page.getByText('Made to fail')).toHaveCount(0);

  // Then everything is made, one call after another, and requests are served.
  await editor.runUntilQuiet();
  await filter.fill('Service/web');
  for (const action of ['CreateLoadBalancer', 'CreateTargetGroup', 'RegisterTargets', 'CreateListener']) await expect(grid.getByRole('row', { name: new RegExp(`${action} Service web (?!Throttling)`) })).toHaveCount(1);
  expect((await status())[0]?.hostname).toMatch(/\.elb\.us-east-1\.amazonaws\.com$/);
  await expect.poll(async () => (await api.ask('network.trace', { origin: { kind: 'Internet' }, target: { service: { namespace: 'default', name: 'web', port: 80 } } })).outcome.served).toBe(true);
  await editor.screenshot('cloud-calls-healthy');

  // Its card is healthy, says its targets, and leads to its calls and to the Service.
  await expect(balancer).toHaveAttribute('data-family', 'ready');
  await balancer.click();
  await expect(inspector).toContainText('2 of 2 healthy');
  await expect(inspector).toContainText('.elb.us-east-1.amazonaws.com');
  await editor.screenshot('balancer-healthy');
  await filter.fill('RunInstances');
  await editor.openMenu(balancer);
  await page.getByRole('menuitem', { name: 'Show its cloud calls' }).click();
  await expect(filter).toHaveValue('Service/web');
  // It is no object that could be deleted: the window says with what it goes.
  await canvas.root.focus();
  await editor.press('Delete');
  await expect(editor.toasts).toContainText('A load balancer goes with the Service that asks for it');
  await expect(editor.toasts.getByRole('button', { name: 'Delete Service web' })).toBeVisible();
  await editor.openMenu(balancer);
  await page.getByRole('menuitem', { name: 'Go to Service web' }).click();
  await expect(inspector.locator('[data-kind="Service"][data-name="web"]')).toBeVisible();

  // What that costs, of the whole and of the Service.
  await canvas.root.focus();
  await editor.press('Escape');
  await expect(inspector.getByRole('list', { name: 'What costs, the dearest first' })).toContainText('Network Load Balancer');
  await expect(inspector.getByRole('list', { name: 'What costs, the dearest first' })).toContainText('$0.0225/h');
  await expectAccessible(page, 'what the cluster costs');
  await editor.screenshot('cloud-cost');
  await editor.select({ kind: 'Service', name: 'web' });
  await expect(inspector.getByRole('region', { name: 'Cost' })).toContainText('per month');
});

test('in the dark, in Portuguese, at the smallest size: calls and costs are read', async ({ editor }) => {
  const { page, inspector, api } = editor;
  await inspector.getByRole('combobox', { name: 'Machines come from' }).selectOption('aws');
  await inspector.getByRole('button', { name: 'Restart the simulation' }).click();
  await editor.addMachines(1);
  await editor.runUntilQuiet();
  await api.ask('fault.inject', { fault: { kind: 'FailCloudCalls', action: 'ec2:RunInstances', error: 'VcpuLimitExceeded' } });
  await editor.resize(1280, 720);
  await editor.command('Dark theme');
  await editor.command('Português (Brasil)');
  await page.getByRole('tab', { name: 'Chamadas à nuvem' }).click();
  const grid = page.getByRole('grid', { name: 'Chamadas à nuvem' });
  await grid.getByRole('row').nth(1).focus();
  await editor.press('End');
  await expect(grid.getByRole('row').last()).toBeFocused();
  await editor.press('Enter');
  const detail = page.getByRole('region', { name: 'Chamada à nuvem', exact: true });
  await expect(detail).toBeVisible();
  await expectAccessible(page, 'a cloud call in the dark');
  await editor.screenshot('cloud-calls-dark');
  await editor.press('Escape');
  await expect(detail).toHaveCount(0);
  // The bar of the panel has room for all its tabs.
  const [bar, last] = [await page.locator('.timeline-bar').boundingBox(), await page.getByRole('tab', { name: 'Chamadas à nuvem' }).boundingBox()];
  expect(bar && last && last.x + last.width <= bar.x + bar.width).toBe(true);
  await editor.command('Consertar chamadas à nuvem');
  await expect(page.getByText('Forçadas a falhar')).toHaveCount(0);
  await editor.command('English');
  await editor.command('Light theme');
});
