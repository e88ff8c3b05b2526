import { expectAccessible } from './axe.ts';
import { expect, test } from './shared-app.ts';

/** 250 requests of 5 ms each want more than two pods and more than one machine. */
const shop = `
apiVersion: clusterwright.dev/v1
kind: NodeGroup
metadata: { name: workers }
spec: { minSize: 1, maxSize: 3, bootSeconds: 20, capacity: { cpu: '2', memory: 4Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: ghcr.io/example/web:1, ports: [{ containerPort: 8080 }], resources: { requests: { cpu: 450m, memory: 64Mi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: clusterwright.dev/v1
kind: TrafficSource
metadata: { name: shoppers }
spec: { target: { service: { namespace: default, name: web } }, rate: { pattern: Constant, rps: 250 } }
`;

test('the timeline draws the traffic and what it led to; a bar opens the stages from the load to the traffic', async ({ editor }) => {
  test.slow();
  const { page, api, inspector } = editor;
  await editor.addYaml(shop);
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await clock.getByRole('button', { name: /^100\s*times/ }).click();
  await expect.poll(async () => (await api.live('NodeGroup', 'workers'))?.status?.ready, { timeout: 60_000 }).toBeGreaterThan(1);
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.status?.readyReplicas, { timeout: 60_000 }).toBeGreaterThan(4);
  await clock.getByRole('button', { name: 'Pause' }).click();

  const lane = page.getByRole('group', { name: 'Traffic', exact: true });
  await lane.getByRole('button', { name: /How it scaled, web: .* replicas.*machine/ }).first().click();
  const panel = page.getByRole('region', { name: 'How it scaled' });
  const stages = panel.getByRole('list', { name: 'Stages' });
  await expect(stages.getByRole('listitem').first()).toContainText(/Load rises|Metrics sampled/);
  for (const stage of [/Replicas decided.*horizontal-pod-autoscaler/, /Group enlarged.*cluster-autoscaler/, /Machines booted/, /Pods bound.*kube-scheduler/, /Traffic arrives/]) {
    await expect(stages.getByRole('button', { name: stage })).toBeVisible();
  }
  await stages.getByRole('button', { name: /Group enlarged/ }).click();
  await expect(panel.getByText(/workers: \+\d for \d waiting wastes/)).toBeVisible();
  await expect(panel).toContainText('250 req/s');
  await expectAccessible(page, 'how it scaled');
  await editor.screenshot('scaling-chain');

  // Its subject is selected on the canvas while the stages stay, and a link goes there.
  await panel.getByRole('list', { name: 'Whom it is about' }).getByRole('button', { name: 'workers' }).click();
  await expect(inspector.getByRole('heading', { name: 'workers' })).toBeVisible();

  await page.getByRole('tab', { name: 'Usage' }).click();
  await page.getByRole('radio', { name: 'Pods and machines' }).click();
  await expect(page.getByRole('img', { name: /Cluster: ready \d+, wanted \d+; workers: ready/ }).first()).toBeVisible();
  await page.getByRole('radio', { name: 'CPU and memory' }).click();
  await page.getByRole('radio', { name: 'workers' }).click();
  await expect(page.getByRole('img', { name: /^workers: used \d+(\.\d+)?m?, requested \d/ })).toBeVisible();
  await expectAccessible(page, 'usage of a group');
});

test('what kube-proxy has written on a machine is a table, which says when it is stale', async ({ editor }) => {
  const { page, canvas, inspector, api } = editor;
  // Machines of a group are not edited one by one.
  await editor.addMachines(1);
  await editor.addYaml(shop.slice(shop.indexOf('---')).replace('rps: 250', 'rps: 20'));
  await editor.runUntilQuiet();
  const name = (await canvas.thing('Machine').first().getAttribute('data-name')) ?? '';
  await editor.select({ kind: 'Machine', name });
  await inspector.getByRole('button', { name: 'Show kube-proxy rules' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rules of kube-proxy' });
  const rows = dialog.getByRole('row', { name: /default\/web/ });
  await expect(rows).toHaveCount(2);
  await dialog.getByRole('textbox', { name: /Filter/ }).fill('web nodeport');
  await expect(rows).toHaveCount(1);
  await rows.first().click();
  await expect(dialog.getByText('Each new connection goes to one of 2 endpoints at random, 50 % to each')).toBeVisible();
  await expect(dialog.getByRole('cell', { name: '50 %' })).toHaveCount(2);
  await expectAccessible(page, 'rules of kube-proxy');
  await editor.screenshot('proxy-rules');
  await page.keyboard.press('Escape');

  await inspector.getByRole('button', { name: 'Stop kube-proxy' }).click();
  await inspector.getByRole('button', { name: 'Show kube-proxy rules' }).click();
  await expect(dialog.getByText(/^Stale since/)).toBeVisible();
  await page.keyboard.press('Escape');

  await inspector.getByRole('switch', { name: 'Internet access' }).click();
  await expect.poll(async () => (await api.live('Machine', name))?.['spec']).toMatchObject({ egress: false });
  await expect(inspector.getByText('Its pods reach the cluster, and nothing of the Internet.')).toBeVisible();
});
