import type { Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** Requests from outside, and pods and machines that follow them. */

/** Half a core each: four fit on a machine of the group. One request costs 5 ms of a core, as images do that say nothing else. */
const scaledDeployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: app, image: ghcr.io/example/web:1, ports: [{containerPort: 8080}], resources: {requests: {cpu: 450m, memory: 64Mi}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 12
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;

const clockButton = ({ page }: EditorPage, name: RegExp): Locator => page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name });
const flow = ({ canvas }: EditorPage, from: string, to: string): Locator => canvas.root.locator(`[data-kind="FlowEdge"][data-from="${from}"][data-to="${to}"]`);

async function readyReplicas({ api }: EditorPage): Promise<number> {
  return (await api.live('Deployment', 'web'))?.status?.readyReplicas ?? 0;
}

async function machines({ api }: EditorPage): Promise<number> {
  return (await api.live('NodeGroup', 'workers'))?.status?.ready ?? 0;
}

test('the Internet is drawn to a Deployment; with its requests come pods and machines, and go again', async ({ editor }) => {
  test.slow();
  const { api, canvas, hint, page, inspector } = editor;
  await canvas.paletteItem('NodeGroup').focus();
  await page.keyboard.press('Enter');
  await editor.addYaml(scaledDeployment);
  await editor.runUntilQuiet();
  await expect(canvas.thing('Machine')).toHaveCount(1);

  const web = canvas.card('Deployment', 'web');
  await canvas.dragFromPalette('TrafficSource', web, async () => { await expect(hint).toContainText('a Service web of type LoadBalancer'); });
  expect((await api.live('Service', 'web'))?.spec).toMatchObject({ type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 8080 }] });
  expect((await api.live('TrafficSource', 'web-visitors'))?.spec).toMatchObject({ target: { service: { namespace: 'default', name: 'web' } }, rate: { pattern: 'Constant', rps: 100 } });

  // The load balancer is there to be seen before it is there: until then its Service does not look fine, and requests fail at it.
  const balancer = canvas.card('LoadBalancer', 'web');
  const service = canvas.card('Service', 'web');
  await expect(balancer).toHaveAttribute('data-family', /waiting|working/);
  await expect(service).toHaveAttribute('data-family', 'working');
  await clockButton(editor, /^1\s*times/).click();
  await expect(balancer).toHaveAttribute('data-family', 'working');
  await balancer.click();
  await expect(inspector).toContainText('Provisioning');
  await expect(inspector).toContainText('no address yet');
  await expect(page.locator('[data-kind="FlowEdge"][data-failing]')).toHaveCount(1);
  await editor.screenshot('balancer-provisioning');

  await clockButton(editor, /^100\s*times/).click();
  await expect.poll(async () => (await api.live('TrafficSource', 'web-visitors'))?.status?.servedRps, { timeout: 30_000 }).toBe(100);
  await expect(balancer).toHaveAttribute('data-family', 'ready');
  await expect(service).toHaveAttribute('data-family', 'ready');
  await expect(inspector).toContainText('1 of 1 healthy');
  await expect(inspector.getByRole('list', { name: 'Targets' }).getByRole('listitem')).toContainText(['healthy']);
  await expectAccessible(page, 'a load balancer');

  // Its requests go on through the kube-proxy of the machine to the pods: drawn for the Service, and for one of them.
  const ways = canvas.root.locator('[data-kind="ServiceWay"]');
  await service.click();
  await expect(ways).toHaveCount(1);
  await expect(ways.first()).toHaveAttribute('data-proxy', 'Synced');
  await canvas.thing('Pod').first().click();
  await expect(ways).toHaveCount(1);
  await editor.screenshot('service-ways');

  // The lane of traffic says what held at a moment, by the keys too.
  const cross = page.getByRole('slider', { name: 'Traffic at a moment' });
  await cross.focus();
  await editor.press('ArrowLeft');
  await expect(cross).toHaveAttribute('aria-valuetext', /web-visitors 100 req\/s, failed 0 req\/s, p50 .+ ms, p95 .+ ms; \d+ Pods; 1 machine/);
  await expect(page.locator('.traffic-cross-tip')).toContainText('web-visitors');
  await expectAccessible(page, 'the lane of traffic');
  await editor.screenshot('traffic-cross');
  await editor.press('Escape');
  await expect(page.locator('.traffic-cross-tip')).toHaveCount(0);
  await expect(flow(editor, 'web-visitors', 'web')).toHaveCount(1);
  await expect.poll(() => readyReplicas(editor), { timeout: 30_000 }).toBeGreaterThan(1);
  await editor.screenshot('traffic-100');

  // Twice the rate, and twice again, by keyboard.
  const rate = page.getByRole('slider', { name: 'Rate of web-visitors' });
  await editor.command('Zoom to 100 %');
  await rate.focus();
  await editor.press('PageUp', 'PageUp');
  await expect.poll(async () => (await api.live('TrafficSource', 'web-visitors'))?.spec?.rate.rps).toBe(400);
  await editor.command('Zoom to fit');
  await clockButton(editor, /^1000\s*times/).click();
  await expect.poll(() => readyReplicas(editor), { timeout: 60_000 }).toBeGreaterThanOrEqual(8);
  await expect.poll(() => machines(editor), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await expect(canvas.thing('Machine')).not.toHaveCount(1);
  await clockButton(editor, /^10\s*times/).click();
  await editor.screenshot('traffic-400');

  // Nobody comes any more: the autoscalers wait for their windows and take back what is unneeded.
  await editor.command('Zoom to 100 %');
  await rate.focus();
  await editor.press('Home');
  await editor.command('Zoom to fit');
  await clockButton(editor, /^1000\s*times/).click();
  await expect.poll(() => readyReplicas(editor), { timeout: 60_000 }).toBe(2);
  await expect(canvas.thing('Machine')).toHaveCount(1, { timeout: 60_000 });
  await expect(flow(editor, 'web-visitors', 'web')).toHaveCount(0);
  await clockButton(editor, /^10\s*times/).click();
  await editor.screenshot('traffic-gone');
});

test('drawn to a Service of inner addresses only, the Internet makes it a LoadBalancer; one undo takes both back', async ({ editor }) => {
  const { api, canvas, hint } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${scaledDeployment}---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n`);
  await canvas.dragFromPalette('TrafficSource', canvas.card('Service', 'front'), async () => { await expect(hint).toContainText('Service front, which becomes a LoadBalancer'); });
  await expect.poll(async () => (await api.live('Service', 'front'))?.spec?.type).toBe('LoadBalancer');
  await expect(canvas.card('TrafficSource', 'front-visitors')).toBeVisible();
  await editor.undo();
  await expect(canvas.card('TrafficSource', 'front-visitors')).toHaveCount(0);
  await expect.poll(async () => (await api.live('Service', 'front'))?.spec?.type).toBe('ClusterIP');
});
