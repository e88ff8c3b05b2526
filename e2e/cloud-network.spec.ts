import { expectAccessible } from './axe.ts';
import { expect, test } from './shared-app.ts';

/** The network of a cloud on the canvas, machines by the catalogue, and what all of it costs. */

test('an m5.large from the palette stands in a subnet, with its way to the Internet, its pods and its price', async ({ editor }) => {
  const { canvas, page, inspector, api } = editor;
  await editor.resize(1440, 900);
  await inspector.getByRole('combobox', { name: 'Machines come from' }).selectOption('aws');
  await inspector.getByRole('button', { name: 'Restart the simulation' }).click();

  // The VPC stands there before any machine does: three zones with two subnets each, and one NAT gateway for all.
  await expect(canvas.thing('Zone')).toHaveCount(3);
  await expect(canvas.thing('Subnet')).toHaveCount(6);
  await expect(canvas.thing('NatGateway')).toHaveCount(1);
  await expect(canvas.thing('InternetGateway')).toBeVisible();

  // Types of the catalogue, with what they have and cost.
  await page.locator('.palette-item', { has: canvas.paletteItem('worker') }).getByRole('button', { expanded: false }).click();
  await page.getByRole('combobox', { name: 'Search types' }).fill('m5');
  const large = canvas.paletteItem('worker.m5.large');
  await expect(large).toContainText('$0.096/h');
  await expect(large).toContainText('2 vCPU · 8 Gi · 29 pods');
  await canvas.dragFromPalette('worker.m5.large', canvas.thing('Zone', 'us-east-1b'), async () => {
    await expect(editor.hint).toContainText('us-east-1b');
  });
  await expect.poll(async () => (await api.live('Machine', 'worker-1'))?.spec).toMatchObject({ type: 'm5.large', zone: 'us-east-1b' });
  await editor.runUntilQuiet();
  expect((await api.live('Node', 'worker-1'))?.status?.allocatable?.pods).toBe('29');

  // Its subnet, the gateway through which it gets out, and its price.
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  const inCloud = inspector.getByRole('region', { name: 'In the cloud' });
  await expect(inCloud).toContainText(/i-0[0-9a-f]{16}/);
  await expect(inspector.getByRole('region', { name: 'Cost', exact: true })).toContainText(/costs \$0\.098 an hour, \$0\.\d+ so far/);
  await expect(canvas.thing('NatGateway')).toHaveAttribute('data-lit', 'true');
  await expect(inspector.getByRole('table', { name: 'Who may come in, security group cluster-nodes' })).toContainText('members of this group');
  await expectAccessible(page, 'a machine in the cloud');
  await editor.screenshot('cloud-network-machine');

  // The NAT gateway: whom it serves, by which routes, for how much, and who asked for it.
  await canvas.thing('NatGateway').click();
  const nat = await canvas.thing('NatGateway').getAttribute('data-name') ?? '';
  await expect(inspector.getByRole('heading', { name: nat })).toBeVisible();
  await expect(inspector.getByRole('region', { name: 'Cost', exact: true })).toContainText('costs $0.050 an hour');
  await expect(inspector.getByRole('region', { name: 'Route table, us-east-1b' })).toContainText(`0.0.0.0/0${nat}`);
  await expect(inspector.getByRole('list', { name: 'Machines' })).toContainText('worker-1');
  await expectAccessible(page, 'a NAT gateway');
  await editor.screenshot('cloud-network-nat');
  await inspector.getByRole('button', { name: 'Show in Cloud calls' }).click();
  await expect(page.getByRole('textbox', { name: 'Filter calls' })).toHaveValue(nat);
  await page.getByRole('grid', { name: 'Cloud calls' }).getByRole('row', { name: /CreateNatGateway/ }).click();
  const call = page.getByRole('region', { name: 'Request and answer' });
  await expect(call.getByText('AllocationId')).toBeInViewport();
  await editor.press('Escape');

  // What costs, over time and thing by thing, in whichever order.
  await page.getByRole('tab', { name: 'Usage' }).click();
  await page.getByRole('radio', { name: 'Cost', exact: true }).click();
  const costs = page.getByRole('grid', { name: 'What costs' });
  await expect(costs.getByRole('row', { name: /worker-1 Instance m5\.large · us-east-1b/ })).toContainText('$0.0960');
  await costs.getByRole('columnheader', { name: 'Since' }).getByRole('button').click();
  await expect(costs.getByRole('columnheader', { name: 'Since' })).toHaveAttribute('aria-sort', 'descending');
  await expect(costs.getByRole('row').nth(1)).toContainText('worker-1');
  await expect(page.getByRole('img', { name: /The cluster costs \$0\.\d+ an hour/ })).toBeVisible();
  await expectAccessible(page, 'what things cost');
  await editor.screenshot('cloud-network-usage');
  await page.getByRole('tab', { name: 'Timeline' }).click();
});

test('in the dark, in Portuguese, at the smallest size: what waits for a restart, a subnet without a way out, a type by the keyboard', async ({ editor }) => {
  const { canvas, page, inspector, api } = editor;
  await inspector.getByRole('combobox', { name: 'Machines come from' }).selectOption('aws');
  await inspector.getByRole('button', { name: 'Restart the simulation' }).click();
  await editor.addMachines(1);
  await editor.resize(1280, 720);
  await editor.command('Dark theme');
  await editor.command('Português (Brasil)');
  const panel = page.getByRole('complementary', { name: 'Inspetor' });
  await canvas.root.focus();
  await editor.press('Escape');

  // An account keeps what it was made with.
  await panel.getByRole('combobox', { name: 'NAT gateways' }).selectOption('Disable');
  await expect(panel.getByText('até reiniciar: Single')).toBeVisible();
  await expect(panel.getByRole('status')).toContainText('NAT gateways só valem quando ela recomeça');
  await expect(canvas.thing('NatGateway')).toHaveCount(1);
  await expectAccessible(page, 'what waits for a restart');
  await panel.getByRole('button', { name: 'Reiniciar a simulação' }).click();
  await expect(canvas.thing('NatGateway')).toHaveCount(0);
  await expect(panel.getByRole('status')).toHaveCount(0);
  await canvas.thing('Subnet').nth(1).click();
  await expect(panel.getByText('Os pods daqui não alcançam nada fora da VPC.')).toBeVisible();
  await expectAccessible(page, 'a subnet without a way out');
  await editor.screenshot('cloud-network-no-way-out');

  // Another type, found, read and taken with the keyboard.
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await panel.getByRole('button', { name: 'Tipo', exact: true }).press('Enter');
  await page.getByRole('combobox', { name: 'Buscar tipos' }).fill('c7g');
  await expect(page.getByRole('listbox', { name: 'Tipos de máquina' }).getByRole('option')).toHaveCount(8);
  await expect(page.getByRole('listbox', { name: 'Tipos de máquina' }).getByRole('option').first()).toContainText(/^c7g\.mediumUS\$/);
  await expectAccessible(page, 'the types of machine');
  await editor.screenshot('cloud-network-types');
  await editor.press('ArrowDown', 'Enter');
  await expect.poll(async () => (await api.live('Machine', 'worker-1'))?.spec?.type).toBe('c7g.large');
  await editor.command('English');
  await editor.command('Light theme');
});
